#include "mapping/model_handler.h"

#include "mapping/check/dated_codes.h"
#include "mapping/check/document_checks.h"
#include "mapping/check/level_checks.h"
#include "mapping/grammar/variant_counts.h"

namespace entrepot::mapping {

namespace findings = exchange::findings;

Flow ModelHandler::interchangeBegins(const exchange::InterchangeReport& report) {
    interchange_ = report;
    return Flow::go_on;
}

Flow ModelHandler::groupBegins(const exchange::GroupReport& report) {
    group_ = report;
    return Flow::go_on;
}

const Map* ModelHandler::mapFor(const exchange::MessageFormat& format,
                                exchange::MessageReport& report) {
    const auto [entry, added] = found_.emplace(format.text(), nullptr);
    if (added) {
        const auto map = maps_.find(format, partner_);
        if (map) {
            entry->second = *map;
        } else if (map.error().kind != FailureKind::not_found) {
            failure_ = map.error();
        }
    }
    if (entry->second == nullptr && !failure_)
        collector_.add(report, findings::message_unsupported, {},
                       {{"type", format.type}, {"version", format.version}});
    return entry->second;
}

std::optional<model::BusinessDocument> ModelHandler::contentOf(const Map& map, const Tree& tree,
                                                               exchange::MessageReport& report) {
    auto content = reader_.read(map, tree, collector_, report);
    report.number = exchange::printable(model::businessKey(content));
    report.issued = model::issuedOf(content);
    const ReadDocument read{content, map, tree};
    checkLevels(map, tree, collector_, report);
    checkTotals(read, collector_, report);
    checkDocument(checks_, read, collector_, report);
    return content;
}

Flow ModelHandler::message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) {
    std::optional<model::BusinessDocument> content;
    if (grammar != nullptr) {
        checkVariantCounts(*grammar, tree, collector_, report);
        if (const auto day = envelopeDay(interchange_.date))
            checkDatedCodes(*grammar, tree, *day, collector_, report);
        const Map* map = mapFor(grammar->format, report);
        if (failure_) return Flow::stop;
        if (map != nullptr) content = contentOf(*map, tree, report);
    }
    report.verdict = exchange::worse(report.verdict, exchange::verdictOf(report.findings));
    if (report.verdict == exchange::Verdict::refused) content.reset();
    sink_.message(interchange_, group_, report, std::move(content));
    return Flow::go_on;
}

Flow ModelHandler::interchangeEnds(exchange::InterchangeReport& report) {
    sink_.interchange(std::move(report));
    return Flow::go_on;
}

}  // namespace entrepot::mapping
