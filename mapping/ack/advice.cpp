#include "mapping/ack/advice.h"

namespace entrepot::mapping {
namespace {

using exchange::Finding;
using exchange::Severity;
using model::AdviceStatus;

constexpr std::size_t errors_max = 1000;

std::string valueOf(const Finding& finding, std::string_view name) {
    for (const auto& [key, value] : finding.values)
        if (key == name) return value;
    return {};
}

bool isEdi(const exchange::MessageReport& report) {
    return report.format.syntax == "x12" || report.format.syntax == "edifact";
}

// TED01 (647), ERC 9321; UBL's reasons tell rules of the business from those of the syntax.
std::string codeOf(const FindingEntry* entry, const Finding& finding, const std::string& syntax) {
    const bool application = entry != nullptr && entry->application;
    if (syntax == "x12")
        return entry == nullptr || entry->codes.ted.empty() ? "848" : entry->codes.ted;
    if (syntax == "edifact")
        return entry == nullptr || entry->codes.edifact.empty() ? "18" : entry->codes.edifact;
    if (!application) return "SV";
    return finding.severity >= Severity::error ? "BV" : "BW";
}

// "12" or, where there are lines of text, "7:15".
std::string positionText(const exchange::Position& at) {
    if (at.line != 0) return std::to_string(at.line) + ":" + std::to_string(at.column);
    return at.segment_ordinal == 0 ? std::string() : std::to_string(at.segment_ordinal);
}

AdviceStatus statusOf(exchange::Verdict verdict) {
    if (verdict == exchange::Verdict::refused) return AdviceStatus::rejected;
    return verdict == exchange::Verdict::accepted ? AdviceStatus::accepted
                                                  : AdviceStatus::accepted_with_errors;
}

}  // namespace

std::optional<model::ApplicationAdvice> adviceOf(const AdvisedMessage& message,
                                                 const FindingCatalogue& catalogue,
                                                 Language language) {
    model::AdvisedDocument document;
    const exchange::MessageReport& report = message.report;
    for (const Finding& finding : report.findings) {
        const FindingEntry* entry = catalogue.find(finding.id);
        const bool application = entry != nullptr && entry->application;
        if (finding.severity < Severity::warning || (isEdi(report) && !application)) continue;
        if (document.errors.size() >= errors_max) break;
        model::AdviceError& error = document.errors.emplace_back();
        error.code = codeOf(entry, finding, report.format.syntax);
        error.text = catalogue.sentence(finding, language);
        error.segment = finding.position.segment;
        error.position = positionText(finding.position);
        error.found = valueOf(finding, "found");
        error.line = valueOf(finding, "line");
    }
    if (document.errors.empty()) return std::nullopt;
    document.status = statusOf(exchange::worse(report.verdict, verdictOf(report.findings)));
    document.type = report.format.type;
    document.number = message.number;
    document.group_control = message.group_control;
    document.message_control = report.control;
    document.issued = message.issued;
    model::ApplicationAdvice advice;
    advice.status = document.status;
    advice.documents.push_back(std::move(document));
    return advice;
}

}  // namespace entrepot::mapping
