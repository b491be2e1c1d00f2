// Adds findings to reports: severity by agreement or catalogue, bounded in number.
//
//   partner.xml          severity   what the partner hears         997           CONTRL
//   refuse               error      the message is refused         AK5 R         UCM 4
//   accept-with-errors   warning    it is taken, with the finding  AK5 E         as taken
//   warn                 note       it is taken; we know of it     AK5 A         as taken
//   ignore               ignored    nothing, nor do we             AK5 A         as taken
#pragma once
#include <cstddef>
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

using FindingValue = std::pair<std::string_view, std::string_view>;

// A list in braces or a vector; borrowed for the call.
class FindingValues {
public:
    FindingValues() = default;
    FindingValues(std::initializer_list<FindingValue> values)
        : values_(values.begin(), values.size()) {}
    FindingValues(const std::vector<FindingValue>& values) : values_(values) {}
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }

private:
    std::span<const FindingValue> values_;
};

class FindingCollector {
public:
    // Borrows all. `overrides` hold severities that differ from the catalogue's.
    FindingCollector(const FindingCatalogue& catalogue,
                     const std::map<std::string, exchange::Severity, std::less<>>& overrides,
                     std::size_t findings_max)
        : catalogue_(catalogue), overrides_(overrides), findings_max_(findings_max) {}

    exchange::Severity severity(std::string_view id) const;

    // What is ignored by agreement leaves no trace. Values are made printable and are cut. An error
    // makes the verdict `refused` even when the finding itself is dropped because there are too
    // many.
    void add(exchange::MessageReport& report, std::string_view id, exchange::Position position,
             FindingValues values = {}) const;
    void add(exchange::GroupReport& report, std::string_view id, exchange::Position position,
             FindingValues values = {}) const;
    void add(exchange::InterchangeReport& report, std::string_view id, exchange::Position position,
             FindingValues values = {}) const;
    // Not counted against the limit: what is wrong with the message as a whole, a few at most.
    void addAlways(exchange::MessageReport& report, std::string_view id,
                   exchange::Position position, FindingValues values = {}) const;
    // Tells how many were dropped; to be called once, when the message is complete.
    void finish(exchange::MessageReport& report) const;

private:
    exchange::Finding make(std::string_view id, exchange::Position position,
                           FindingValues values) const;

    const FindingCatalogue& catalogue_;
    const std::map<std::string, exchange::Severity, std::less<>>& overrides_;
    std::size_t findings_max_;
};

}  // namespace entrepot::mapping
