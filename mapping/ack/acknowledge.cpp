#include "mapping/ack/acknowledge.h"

#include <algorithm>

#include "mapping/ack/ack_codes.h"

namespace entrepot::mapping {
namespace {

using exchange::Finding;
using exchange::Severity;
using exchange::Verdict;
using model::AcknowledgedAs;
using model::AcknowledgedMessage;
using model::Acknowledgement;

constexpr std::size_t codes_max = 5;                 // AK502 to AK506, AK905 to AK909
constexpr std::size_t text_max = 500;                // of a plain answer
constexpr std::size_t found_max = 99;                // AK404
constexpr std::string_view segments_in_error = "5";  // AK502
constexpr std::string_view unspecified = "18";       // 0085
constexpr const char* situational_trigger = "SITUATIONAL TRIGGER";

void addCode(std::vector<std::string>& codes, const std::string& code) {
    if (code.empty() || codes.size() >= codes_max) return;
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

// A copy of the data: without the dots that mark where a finding's value was cut.
std::string valueOf(const Finding& finding, std::string_view name) {
    for (const auto& [key, value] : finding.values) {
        if (key != name) continue;
        const bool cut = value.size() > exchange::printable_bytes_max && value.ends_with("...");
        return value.substr(0, std::min(found_max, cut ? value.size() - 3 : value.size()));
    }
    return {};
}

// "N1[2]/REF[1]" is in loop REF.
std::string innermostLoop(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t from = slash == std::string::npos ? 0 : slash + 1;
    return path.substr(from, path.find('[', from) - from);
}

model::SegmentNote& noteFor(AcknowledgedMessage& message, const Finding& finding,
                            const std::string& code, bool join) {
    const std::int64_t ordinal = finding.position.segment_ordinal;
    if (join)
        for (model::SegmentNote& note : message.segments)
            if (note.ordinal == ordinal && note.segment == finding.position.segment &&
                !note.elements.empty())
                return note;
    model::SegmentNote& note = message.segments.emplace_back();
    note.segment = finding.position.segment;
    note.ordinal = ordinal;
    note.loop = innermostLoop(finding.position.path);
    note.code = code;
    return note;
}

// AK402 is a number: composites and attributes have none.
std::string elementNumber(const Finding& finding) {
    const std::string reference = valueOf(finding, "reference");
    const bool number = reference.find_first_not_of("0123456789") == std::string::npos;
    return number ? reference : std::string();
}

// What makes an element necessary, or impossible: another one of the same segment.
void addTrigger(model::ElementNote& note, const Finding& finding) {
    const std::string trigger = valueOf(finding, "trigger");
    if (trigger.empty()) return;
    model::AcknowledgedContext& context = note.contexts.emplace_back();
    context.name = situational_trigger;
    context.segment = finding.position.segment;
    context.ordinal = finding.position.segment_ordinal;
    context.loop = innermostLoop(finding.position.path);
    const bool inside = finding.position.component > 0;
    const std::int64_t number = std::strtoll(trigger.c_str(), nullptr, 10);
    context.element = inside ? finding.position.element : number;
    if (inside) context.component = number;
}

void addElement(AcknowledgedMessage& message, const Finding& finding, const AckCode& code,
                bool implementation) {
    model::ElementNote element;
    element.element = finding.position.element;
    if (finding.position.component > 0) element.component = finding.position.component;
    if (finding.position.repeat > 0) element.repeat = finding.position.repeat;
    element.reference = elementNumber(finding);
    element.code = code.element;
    element.found = valueOf(finding, "found");
    if (implementation) addTrigger(element, finding);
    noteFor(message, finding, code.segment, true).elements.push_back(std::move(element));
}

// Notes are for people; acknowledgements carry warnings and worse.
void addFinding(AcknowledgedMessage& message, const Finding& finding, const AckCode& code,
                bool implementation = false) {
    if (finding.severity == Severity::note) return;
    if (!code.element.empty() && finding.position.element > 0) {
        addElement(message, finding, code, implementation);
    } else if (!code.segment.empty() && finding.position.segment_ordinal > 0) {
        noteFor(message, finding, code.segment, false);
    }
    addCode(message.codes, code.message);
}

AcknowledgedMessage begun(const exchange::MessageReport& report) {
    AcknowledgedMessage message;
    message.type = report.format.type;
    message.control = report.control;
    message.association = report.association;
    message.status = statusOf(report.verdict);
    return message;
}

AcknowledgedMessage x12Message(const exchange::MessageReport& report, const std::string& version,
                               const FindingCatalogue& catalogue, bool implementation) {
    AcknowledgedMessage message = begun(report);
    // GS08 suffixes are the group's; only ST03 belongs to the message.
    if (message.association == version) message.association.clear();
    for (const Finding& finding : report.findings)
        addFinding(message, finding, x12Code(catalogue, finding, version, implementation),
                   implementation);
    if (!message.segments.empty()) addCode(message.codes, std::string(segments_in_error));
    std::stable_sort(message.segments.begin(), message.segments.end(),
                     [](const auto& a, const auto& b) { return a.ordinal < b.ordinal; });
    return message;
}

// Where in UNB, UNZ, UNH or UNT the first error stands that the code is of.
template <class Level>
void addServicePosition(Level& level, const Finding& finding, const AckCode& code) {
    if (code.message.empty() || level.codes.size() != 1 || level.codes.front() != code.message ||
        !level.service_segment.empty() || !finding.position.segment.starts_with("UN"))
        return;
    level.service_segment = finding.position.segment;
    if (finding.position.element > 0) level.service_element = finding.position.element;
    if (finding.position.component > 0) level.service_component = finding.position.component;
}

bool isOfContent(const Finding& finding, const FindingCatalogue& catalogue) {
    const FindingEntry* entry = catalogue.find(finding.id);
    return entry != nullptr && entry->application;
}

// CONTRL speaks of syntax. Of content it does only when nothing else says why a message is refused:
// what is missing there may just follow from the error of syntax.
AcknowledgedMessage edifactMessage(const exchange::MessageReport& report,
                                   const std::string& syntax_version,
                                   const FindingCatalogue& catalogue) {
    AcknowledgedMessage message = begun(report);
    message.version = report.format.version.substr(0, 1);
    message.release = report.format.version.size() > 1 ? report.format.version.substr(1) : "";
    message.agency = "UN";
    const bool wrong_syntax =
        std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
            return finding.severity >= Severity::error && !isOfContent(finding, catalogue);
        });
    for (const Finding& finding : report.findings) {
        if (wrong_syntax && isOfContent(finding, catalogue)) continue;
        const AckCode code = edifactCode(catalogue, finding, syntax_version);
        addFinding(message, finding, code);
        addServicePosition(message, finding, code);
    }
    // One code there is room for; what stands in segments explains itself.
    if (message.codes.size() > 1) message.codes.resize(1);
    if (message.segments.empty() && message.codes.empty()) message.codes.emplace_back(unspecified);
    std::stable_sort(message.segments.begin(), message.segments.end(),
                     [](const auto& a, const auto& b) { return a.ordinal < b.ordinal; });
    return message;
}

Acknowledgement addressed(const exchange::InterchangeReport& interchange) {
    Acknowledgement out;
    out.interchange_control = interchange.control;
    out.sender = interchange.sender.id;
    out.sender_qualifier = interchange.sender.qualifier;
    out.receiver = interchange.receiver.id;
    out.receiver_qualifier = interchange.receiver.qualifier;
    return out;
}

Acknowledgement x12Group(const exchange::InterchangeReport& interchange,
                         const exchange::GroupReport& group, const FindingCatalogue& catalogue,
                         bool implementation) {
    Acknowledgement out = addressed(interchange);
    out.group_type = group.functional_id;
    out.group_control = group.control;
    out.group_version = group.version;
    out.status = groupStatus(group);
    const bool refused = out.status == AcknowledgedAs::rejected;
    out.messages_included = group.declared > 0 ? group.declared : group.received;
    out.messages_received = group.received;
    out.messages_accepted = refused ? 0 : group.accepted;
    for (const Finding& finding : group.findings)
        if (finding.severity != Severity::note) addCode(out.codes, groupCode(catalogue, finding));
    for (const exchange::MessageReport& message : group.messages)
        out.messages.push_back(x12Message(message, group.version, catalogue, implementation));
    return out;
}

void addSentences(std::string& text, const std::vector<Finding>& findings,
                  const FindingCatalogue& catalogue, Language language) {
    for (const Finding& finding : findings) {
        if (finding.severity < Severity::error || text.size() > text_max) continue;
        if (!text.empty()) text += "; ";
        text += catalogue.sentence(finding, language);
        if (finding.position.line != 0) text += " (" + std::to_string(finding.position.line) + ")";
    }
}

std::string syntaxVersionOf(const exchange::InterchangeReport& interchange) {
    const std::size_t colon = interchange.version.find(':');
    return colon == std::string::npos ? "" : interchange.version.substr(colon + 1, 1);
}

// Action 7 takes every message that is not listed, so only refused ones are; all of them when their
// group is refused.
void addGroup(Acknowledgement& out, const exchange::GroupReport& group, const std::string& version,
              const FindingCatalogue& catalogue) {
    const bool refused = exchange::verdictOf(group.findings) == Verdict::refused;
    out.messages_received += group.received;
    out.messages_included = out.messages_received;
    out.messages_accepted += refused ? 0 : group.accepted;
    for (const exchange::MessageReport& message : group.messages) {
        if (message.verdict != Verdict::refused && !refused) continue;
        out.messages.push_back(edifactMessage(message, version, catalogue));
        AcknowledgedMessage& listed = out.messages.back();
        listed.status = AcknowledgedAs::rejected;
        if (message.verdict == Verdict::refused) continue;
        listed.codes.clear();
        for (const Finding& finding : group.findings)
            if (finding.severity >= Severity::error && listed.codes.empty())
                addCode(listed.codes, edifactCode(catalogue, finding, version).message);
    }
    if (refused && group.messages.empty()) out.status = AcknowledgedAs::rejected;
}

// Acknowledgements and application advices are not acknowledged in turn.
bool holdsOthers(const exchange::GroupReport& group) {
    return std::any_of(
        group.messages.begin(), group.messages.end(), [](const exchange::MessageReport& message) {
            return message.format.type != "CONTRL" && message.format.type != "APERAK";
        });
}

// The interchange as a whole: one CONTRL without messages.
Acknowledgement refusal(const exchange::InterchangeReport& interchange,
                        const FindingCatalogue& catalogue) {
    Acknowledgement out = addressed(interchange);
    out.status = AcknowledgedAs::rejected;
    for (const exchange::GroupReport& group : interchange.groups)
        out.messages_received += group.received;
    out.messages_included = out.messages_received;
    for (const Finding& finding : interchange.findings) {
        if (finding.severity < Severity::error || !out.codes.empty()) continue;
        const AckCode code = edifactCode(catalogue, finding, syntaxVersionOf(interchange));
        addCode(out.codes, code.message);
        addServicePosition(out, finding, code);
    }
    if (out.codes.empty()) out.codes.emplace_back(unspecified);
    return out;
}

// One for each group where there are groups (UNG), otherwise one.
std::vector<Acknowledgement> controls(const exchange::InterchangeReport& interchange,
                                      const FindingCatalogue& catalogue) {
    const auto& groups = interchange.groups;
    if (!groups.empty() && std::none_of(groups.begin(), groups.end(), holdsOthers)) return {};
    if (exchange::verdictOf(interchange.findings) == Verdict::refused)
        return {refusal(interchange, catalogue)};
    const std::string version = syntaxVersionOf(interchange);
    std::vector<Acknowledgement> all;
    for (const exchange::GroupReport& group : groups) {
        if (all.empty() || !group.control.empty()) all.push_back(addressed(interchange));
        all.back().group_control = group.control;
        addGroup(all.back(), group, version, catalogue);
    }
    if (all.empty()) all.push_back(addressed(interchange));
    return all;
}

}  // namespace

bool hasImplementationAcknowledgement(std::string_view group_version) {
    constexpr std::string_view first = "005010";
    return group_version.substr(0, first.size()) >= first;
}

std::vector<Acknowledgement> acknowledgementsOf(const exchange::InterchangeReport& interchange,
                                                const FindingCatalogue& catalogue,
                                                bool implementation) {
    std::vector<Acknowledgement> all;
    if (interchange.syntax == "edifact") {
        return controls(interchange, catalogue);
    } else if (interchange.syntax == "x12") {
        for (const exchange::GroupReport& group : interchange.groups)
            if (group.functional_id != "FA" && group.functional_id != "AG")
                all.push_back(
                    x12Group(interchange, group, catalogue,
                             implementation && hasImplementationAcknowledgement(group.version)));
    }
    return all;
}

Acknowledgement plainAnswer(const exchange::InterchangeReport& interchange,
                            const FindingCatalogue& catalogue, Language language) {
    Acknowledgement out = addressed(interchange);
    Verdict verdict =
        exchange::worse(interchange.verdict, exchange::verdictOf(interchange.findings));
    for (const exchange::GroupReport& group : interchange.groups) {
        verdict = exchange::worse(verdict, group.verdict);
        out.messages_received += group.received;
        out.messages_accepted += group.accepted;
    }
    out.messages_included = out.messages_received;
    out.status = statusOf(verdict);
    addSentences(out.text, interchange.findings, catalogue, language);
    for (const exchange::GroupReport& group : interchange.groups)
        for (const exchange::MessageReport& message : group.messages)
            addSentences(out.text, message.findings, catalogue, language);
    return out;
}

std::optional<exchange::InterchangeReceipt> receiptOf(
    const exchange::InterchangeReport& interchange, const FindingCatalogue& catalogue) {
    if (interchange.syntax != "x12" || interchange.control.empty()) return std::nullopt;
    const char status = interchangeStatus(interchange);
    const bool only_receipts = interchange.groups.empty() && !interchange.receipts.empty();
    if (status == 'A' && (!interchange.acknowledgement_requested || only_receipts))
        return std::nullopt;
    const Finding* worst = nullptr;
    for (const Finding& finding : interchange.findings)
        if (!interchangeCode(catalogue, finding).empty() &&
            (worst == nullptr || finding.severity > worst->severity))
            worst = &finding;
    exchange::InterchangeReceipt receipt;
    receipt.control = interchange.control;
    receipt.date = interchange.date;
    receipt.time = interchange.time;
    receipt.verdict = status;
    receipt.note = worst == nullptr ? "000" : interchangeCode(catalogue, *worst);
    return receipt;
}

Acknowledgement receivedNotice(const exchange::InterchangeReport& interchange) {
    Acknowledgement out = addressed(interchange);
    out.status = AcknowledgedAs::received;
    return out;
}

}  // namespace entrepot::mapping
