// What the map compiler works out beforehand, so that messages need not.
#include <catch2/catch.hpp>

#include "mapping/map/map_store.h"

using namespace entrepot::mapping;

namespace {

struct Stores {
    GrammarStore grammars{ENTREPOT_SOURCE_DIR "/schemas"};
    MapStore maps{ENTREPOT_SOURCE_DIR "/schemas", ENTREPOT_SOURCE_DIR "/partners", grammars};
};

}  // namespace

TEST_CASE("the children of a place are found by their rule, and no others") {
    const Stores stores;
    const auto map = stores.maps.find({"x12", "004010", "850"});
    REQUIRE(map.has_value());
    std::size_t looked_at = 0;
    for (const Place& place : (*map)->places) {
        std::size_t found = 0;
        for (RuleIndex rule = 0; rule < (*map)->grammar->rules.size(); ++rule)
            for (const PlaceChild& child : place.childrenFor(rule)) {
                CHECK(child.rule == rule);
                CHECK((*map)->places[child.place].rule == rule);
                ++found;
            }
        CHECK(found == place.children.size());
        CHECK(place.childrenFor(no_rule).empty());
        looked_at += found;
    }
    CHECK(looked_at > 50);
}

TEST_CASE("a field that is absent keeps an entry from being written, unless it has a default") {
    const Stores stores;
    const auto map = stores.maps.find({"x12", "004010", "850"});
    REQUIRE(map.has_value());
    for (const Scope& scope : (*map)->scopes) {
        bool attached = false;
        for (const WrittenEntry& written : scope.written) {
            const Entry& entry = *written.entry;
            INFO(scope.name << " " << entry.field.text << " " << entry.at.text);
            CHECK(entry.direction != Direction::read);
            CHECK((entry.attached || !attached));
            attached = entry.attached;
            CHECK(written.up == entry.at.up);
            const bool wanted_anyway =
                entry.ordinal || entry.at_least_one || entry.kind == EntryKind::constant ||
                entry.kind == EntryKind::count || entry.kind == EntryKind::sum;
            if (wanted_anyway) CHECK(written.field == nullptr);
            if (written.field != nullptr) CHECK(written.field == &entry.field.last());
        }
    }
}
