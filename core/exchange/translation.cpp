#include "core/exchange/translation.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "core/exchange/sender.h"
#include "core/exchange/verdicts.h"

namespace entrepot::exchange {
namespace {

// Collects what the translator finds. Messages keep their place in the reports until the end: a
// group or interchange that is refused at its trailer takes its messages along.
class Collector : public ports::TranslationSink {
public:
    Collector(ExchangePorts& ports, const Document& document, const Partner& partner)
        : ports_(ports), document_(document), partner_(partner) {}

    void message(const InterchangeReport& interchange, const GroupReport& group,
                 MessageReport& report, std::optional<model::BusinessDocument> content) override {
        refuseForeignSender(interchange, report);
        Message& message = translation.messages.emplace_back();
        message.id = MessageId{ports_.ids.next(ports_.clock.now())};
        message.document = document_.id;
        message.ordinal = static_cast<std::uint32_t>(translation.messages.size());
        message.format = report.format;
        message.group_control = group.control;
        message.control = report.control;
        message.business_key = report.number;
        message.state = MessageState::refused;
        if (content) refuseUnexpected(model::typeName(*content), report);
        message.findings = report.findings;
        message.verdict = report.verdict;
        if (content && report.verdict != Verdict::refused) take(*content, interchange, message);
    }

    void interchange(InterchangeReport report) override {
        const std::size_t first = reported_;
        for (const GroupReport& group : report.groups) {
            for (std::size_t i = 0; i < group.messages.size(); ++i, ++reported_)
                if (group.verdict == Verdict::refused || report.verdict == Verdict::refused)
                    withdraw(reported_);
            keepFindings(group.findings);
        }
        keepFindings(report.findings);
        reported_ = std::max(reported_, first);
        if (report.verdict != Verdict::refused)
            for (const InterchangeReceipt& receipt : report.receipts)
                translation.verdicts.push_back(
                    verdictIn(receipt, {partner_.key, report.syntax, {}}));
        translation.interchanges.push_back(std::move(report));
    }

    Translation translation;

private:
    void take(const model::BusinessDocument& content, const InterchangeReport& interchange,
              Message& message) {
        message.business_key = std::string(model::businessKey(content));
        message.content_type_name = std::string(model::typeName(content));
        message.content = ports_.model_text.write(content);
        message.state = MessageState::translated;
        const auto said = verdictsIn(content, {partner_.key, interchange.syntax, message.id});
        translation.verdicts.insert(translation.verdicts.end(), said.begin(), said.end());
    }

    void refuseUnexpected(std::string_view type, MessageReport& report) const {
        if (mayItSend(partner_, type)) return;
        report.findings.push_back({std::string(findings::document_not_expected),
                                   Severity::error,
                                   {},
                                   {{"type", std::string(type)}}});
        report.verdict = Verdict::refused;
    }

    void refuseForeignSender(const InterchangeReport& interchange, MessageReport& report) const {
        if (interchange.sender.id.empty() || textOf(interchange.sender) == document_.sender) return;
        if (ports_.partners.findByEnvelope(interchange.syntax, interchange.sender) == &partner_)
            return;
        report.findings.push_back(
            {std::string(findings::sender_not_caller),
             Severity::error,
             {},
             {{"found", printable(textOf(interchange.sender))}, {"caller", partner_.key.value}}});
        report.verdict = Verdict::refused;
    }

    void withdraw(std::size_t index) {
        if (index >= translation.messages.size()) return;
        Message& message = translation.messages[index];
        message.state = MessageState::refused;
        message.verdict = Verdict::refused;
        message.content.clear();
        message.content_type_name.clear();
        std::erase_if(translation.verdicts,
                      [&](const OutboundVerdict& said) { return said.by == message.id; });
    }

    void keepFindings(const std::vector<Finding>& found) {
        translation.findings.insert(translation.findings.end(), found.begin(), found.end());
    }

    ExchangePorts& ports_;
    const Document& document_;
    const Partner& partner_;
    std::size_t reported_ = 0;
};

EventId eventOf(DocumentState state) {
    switch (state) {
        case DocumentState::quarantined:
            return EventId::document_quarantined;
        case DocumentState::refused:
            return EventId::document_refused;
        case DocumentState::answered:
            return EventId::document_answered;
        default:
            return EventId::document_translated;
    }
}

}  // namespace

bool Translation::isTaken() const {
    if (messages.empty())
        return std::ranges::any_of(interchanges, [](const InterchangeReport& interchange) {
            return interchange.verdict != Verdict::refused && !interchange.receipts.empty();
        });
    return std::ranges::any_of(
        messages, [](const Message& message) { return message.state != MessageState::refused; });
}

Document Translation::describe(Document document) const {
    if (messages.empty()) {
        if (isTaken()) document.kind = DocumentKind::acknowledgement;
        return document;
    }
    const auto all = [&](std::string_view type) {
        return std::ranges::all_of(
            messages, [&](const Message& message) { return message.content_type_name == type; });
    };
    if (all("Acknowledgement")) document.kind = DocumentKind::acknowledgement;
    if (all("ApplicationAdvice")) document.kind = DocumentKind::advice;
    document.format = messages.front().format.text();
    document.business_key = messages.front().business_key;
    return document;
}

Result<Translation> translateDocument(ExchangePorts& ports, const Document& document,
                                      const Partner& partner, std::string_view bytes) {
    Collector collector(ports, document, partner);
    auto read = ports.translator.read(bytes, {ports.limits, &partner}, collector);
    if (!read) return fail(read.error());
    return std::move(collector.translation);
}

void refuse(InterchangeReport& report) {
    report.verdict = Verdict::refused;
    for (GroupReport& group : report.groups) {
        group.verdict = Verdict::refused;
        for (MessageReport& message : group.messages) message.verdict = Verdict::refused;
    }
}

void reportStep(ports::EventLog& events, const DocumentChange& change) {
    ports::Event event{eventOf(change.to), change.document, {}, {}};
    if (change.facts) event.partner = change.facts->partner;
    events.note(event);
    for (const OutboundVerdict& verdict : change.verdicts)
        if (verdict.verdict == Verdict::refused)
            events.note({EventId::outbound_rejected,
                         change.document,
                         verdict.partner,
                         {{"why", verdict.note}}});
}

}  // namespace entrepot::exchange
