// Stands between readers and the translator's sink: maps each message's tree into the model, and
// checks what the grammar's rows alone do not say.
#pragma once
#include "core/ports/translator.h"
#include "mapping/check/check_rules.h"
#include "mapping/map/map_reader.h"
#include "mapping/map/map_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

class ModelHandler : public InterchangeHandler {
public:
    // Borrows all. `partner` names whose differences of the maps count; empty = nobody's.
    ModelHandler(const MapStore& maps, const CheckRules& checks, const FindingCollector& collector,
                 PartnerKey partner, ports::TranslationSink& sink)
        : maps_(maps),
          checks_(checks),
          collector_(collector),
          partner_(std::move(partner)),
          sink_(sink) {}

    Flow interchangeBegins(const exchange::InterchangeReport& report) override;
    Flow groupBegins(const exchange::GroupReport& report) override;
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) override;
    Flow interchangeEnds(exchange::InterchangeReport& report) override;

    // Definitions that do not load; the reading stopped there.
    const std::optional<Failure>& failure() const { return failure_; }

private:
    const Map* mapFor(const exchange::MessageFormat& format, exchange::MessageReport& report);

    std::optional<model::BusinessDocument> contentOf(const Map& map, const Tree& tree,
                                                     exchange::MessageReport& report);

    const MapStore& maps_;
    const CheckRules& checks_;
    const FindingCollector& collector_;
    PartnerKey partner_;
    ports::TranslationSink& sink_;
    MapReader reader_;
    exchange::InterchangeReport interchange_;  // envelope facts only
    exchange::GroupReport group_;
    std::map<std::string, const Map*> found_;  // by format; null = there is none
    std::optional<Failure> failure_;
};

}  // namespace entrepot::mapping
