#include "core/exchange/advice_step.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "core/exchange/outbound_draft.h"
#include "core/exchange/reasons.h"

namespace entrepot::exchange {
namespace {

// A reason that is a mistake of the order, and the finding it is.
struct Mistake {
    std::string_view reason;
    findings::FindingId finding;
    std::string_view found;  // the reason's value that the finding calls `found`; empty = as is
    bool of_whole_order = false;  // every line has it
};

constexpr std::array mistakes{
    Mistake{promise::reasons::item_unknown.id, findings::item_unknown, "item"},
    Mistake{reasons::quantity_not_positive.id, findings::quantity_not_positive, ""},
    Mistake{reasons::quantity_too_large.id, findings::quantity_too_large, ""},
    Mistake{reasons::quantity_not_exact.id, findings::quantity_not_exact, ""},
    Mistake{reasons::unit_unknown.id, findings::unit_unknown, "unit"},
    Mistake{reasons::schedule_sum.id, findings::schedule_sum, ""},
    Mistake{reasons::schedule_too_long.id, findings::schedule_too_long, ""},
    Mistake{reasons::line_number_duplicate.id, findings::line_number_duplicate, ""},
    Mistake{reasons::order_number_reused.id, findings::order_number_reused, "order", true},
    Mistake{reasons::order_unknown.id, findings::order_unknown, "order", true},
    Mistake{reasons::order_too_long.id, findings::order_too_long, "order", true},
};

Finding findingOf(const Mistake& mistake, const model::Reason& reason, Severity severity) {
    Finding finding{std::string(mistake.finding), severity, {}, {}};
    for (const model::Extra& value : reason.values)
        finding.values.emplace_back(value.path == mistake.found ? "found" : value.path,
                                    printable(value.value));
    return finding;
}

// The functional report of the message, as far as it was kept.
MessageReport reportOf(const Document& document, const Message& message) {
    MessageReport report;
    report.format = message.format;
    report.control = message.control;
    report.ordinal = message.ordinal;
    report.findings = message.findings;
    report.verdict = message.verdict;
    report.number = message.business_key;
    if (report.number.empty()) report.number = message.control;
    if (report.number.empty()) report.number = document.control;
    return report;
}

model::Party partyOf(model::PartyRole role, const EnvelopeParty& named) {
    model::Party party;
    party.role = role;
    const bool gln = named.qualifier == "0088" || named.qualifier == "14";
    const std::string scheme = gln ? "gln" : named.qualifier.empty() ? "endpoint" : named.qualifier;
    party.ids = {{scheme, named.id}};
    return party;
}

// EDI envelopes name the parties; documents without one do it themselves.
void addParties(model::ApplicationAdvice& advice, const Partner& partner,
                const ports::WriteSettings& settings) {
    if (settings.format.syntax == "x12" || settings.format.syntax == "edifact") return;
    advice.parties.push_back(partyOf(model::PartyRole::reporter, settings.sender));
    advice.parties.push_back(partyOf(model::PartyRole::recipient, settings.receiver));
    advice.parties.back().name = partner.name;
}

Result<std::optional<Day>> issuedOf(ExchangePorts& ports, const Message& message) {
    if (message.content.empty()) return std::nullopt;
    const auto content = ports.model_text.read(message.content_type_name, message.content);
    if (!content)
        return fail(FailureKind::corrupt, content.error().what, formatId(message.id.value));
    return model::issuedOf(*content);
}

}  // namespace

Result<std::optional<Outbound>> draftAdvice(ExchangePorts& ports, const Partner& partner,
                                            const Document& document, const Message& message) {
    if (partner.application_advice == AdvicePolicy::never) return std::nullopt;
    MessageReport report = reportOf(document, message);
    const auto issued = issuedOf(ports, message);
    if (!issued) return fail(issued.error());
    report.issued = *issued;
    auto advice = ports.translator.adviceOn(report, message.group_control, partner.language);
    if (!advice) return std::nullopt;

    auto settings = drawEnvelope(ports, partner, advice->format);
    if (!settings) return fail(settings.error());
    advice->content.number = formatId(message.id.value);
    advice->content.issued = ports.clock.today();
    addParties(advice->content, partner, *settings);
    auto written = ports.translator.write(advice->content, *settings);
    if (!written) return fail(written.error());
    return draftOutbound(ports, partner, *settings, std::move(*written),
                         {.answers = document.id,
                          .kind = DocumentKind::advice,
                          .business_key = message.business_key,
                          .number = advice->content.number});
}

std::vector<Finding> mistakesOf(const model::OrderResponse& response) {
    const bool rejected = response.status == model::ResponseStatus::rejected;
    const Severity severity = rejected ? Severity::error : Severity::warning;
    std::vector<Finding> found;
    if (response.lines.empty() && rejected)
        found.push_back({std::string(findings::order_without_lines), severity, {}, {}});
    for (const model::ResponseLine& line : response.lines)
        for (const model::Reason& reason : line.reasons) {
            const auto mistake = std::ranges::find(mistakes, reason.id, &Mistake::reason);
            if (mistake == mistakes.end()) continue;
            Finding finding = findingOf(*mistake, reason, severity);
            if (!mistake->of_whole_order && !line.number.empty())
                finding.values.emplace_back("line", line.number);
            if (std::ranges::find(found, finding) == found.end())
                found.push_back(std::move(finding));
        }
    return found;
}

}  // namespace entrepot::exchange
