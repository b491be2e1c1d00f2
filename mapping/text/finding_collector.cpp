#include "mapping/text/finding_collector.h"

#include "core/exchange/finding_ids.h"

namespace entrepot::mapping {
namespace {

using exchange::Finding;
using exchange::Severity;
using exchange::Verdict;

Verdict verdictOf(Severity severity) {
    if (severity >= Severity::error) return Verdict::refused;
    return severity == Severity::warning ? Verdict::accepted_with_errors : Verdict::accepted;
}

}  // namespace

// What cannot be read cannot be agreed away.
Severity FindingCollector::severity(std::string_view id) const {
    const auto agreed = overrides_.find(id);
    const Severity usual = catalogue_.severity(id);
    return agreed == overrides_.end() || usual == Severity::fatal ? usual : agreed->second;
}

Finding FindingCollector::make(std::string_view id, exchange::Position position,
                               FindingValues values) const {
    Finding finding;
    finding.id = id;
    finding.severity = severity(id);
    finding.position = std::move(position);
    for (const auto& [name, value] : values)
        finding.values.emplace_back(name, exchange::printable(value));
    return finding;
}

void FindingCollector::add(exchange::MessageReport& report, std::string_view id,
                           exchange::Position position, FindingValues values) const {
    if (severity(id) == Severity::ignored) return;
    report.verdict = exchange::worse(report.verdict, verdictOf(severity(id)));
    if (report.findings.size() >= findings_max_) {
        ++report.findings_dropped;
        return;
    }
    report.findings.push_back(make(id, std::move(position), values));
}

void FindingCollector::add(exchange::GroupReport& report, std::string_view id,
                           exchange::Position position, FindingValues values) const {
    if (severity(id) == Severity::ignored) return;
    report.verdict = exchange::worse(report.verdict, verdictOf(severity(id)));
    if (report.findings.size() < findings_max_)
        report.findings.push_back(make(id, std::move(position), values));
}

void FindingCollector::add(exchange::InterchangeReport& report, std::string_view id,
                           exchange::Position position, FindingValues values) const {
    if (severity(id) == Severity::ignored) return;
    report.verdict = exchange::worse(report.verdict, verdictOf(severity(id)));
    if (report.findings.size() < findings_max_)
        report.findings.push_back(make(id, std::move(position), values));
}

void FindingCollector::addAlways(exchange::MessageReport& report, std::string_view id,
                                 exchange::Position position, FindingValues values) const {
    report.verdict = exchange::worse(report.verdict, verdictOf(severity(id)));
    report.findings.push_back(make(id, std::move(position), values));
}

void FindingCollector::finish(exchange::MessageReport& report) const {
    if (report.findings_dropped == 0) return;
    report.findings.push_back(make(exchange::findings::too_many_findings, {},
                                   {{"dropped", std::to_string(report.findings_dropped)}}));
}

}  // namespace entrepot::mapping
