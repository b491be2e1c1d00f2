#include <catch2/catch.hpp>

#include "mapping/json/model_text.h"
#include "mapping/map/map_reader.h"
#include "mapping/map/map_store.h"
#include "mapping/map/map_writer.h"
#include "mapping/syntax/interchange_handler.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

model::Party party(model::PartyRole role, const std::string& gln, const std::string& name) {
    model::Party party;
    party.role = role;
    party.ids = {{"gln", gln}};
    party.name = name;
    party.address = {{"1 Dock Road", "Gate 4"}, "Springfield", "IL", "62701", "US"};
    party.contacts = {{"Ann Lee", "2175550100", "ann@example.com"}};
    return party;
}

model::Order sampleOrder() {
    model::Order order;
    order.number = "PO-1001";
    order.type = "stand-alone";
    order.issued = makeDay(2026, 11, 21);
    order.currency = "USD";
    order.wanted = makeDay(2026, 12, 1);
    order.parties = {party(model::PartyRole::buyer, "4012345000009", "Buyer Inc"),
                     party(model::PartyRole::seller, "4012345000023", "Seller Ltd"),
                     party(model::PartyRole::ship_to, "4012345000016", "Depot 7")};
    order.notes = {"Call before delivery"};
    model::OrderLine line;
    line.number = "1";
    line.ids = {{"gtin", "4012345678901"}, {"seller", "W-100"}};
    line.description = "Widget, blue";
    line.quantity = *Quantity::parse("48");
    line.unit = "EA";
    line.price = *Price::parse("12.5");
    order.lines.push_back(line);
    line.number = "2";
    line.ids = {{"gtin", "4012345678918"}};
    line.wanted = makeDay(2026, 12, 5);
    line.schedule = {{Quantity::whole(20), *makeDay(2026, 12, 5)},
                     {Quantity::whole(28), *makeDay(2026, 12, 9)}};
    order.lines.push_back(line);
    return order;
}

struct Stores {
    GrammarStore grammars{ENTREPOT_SOURCE_DIR "/schemas"};
    MapStore maps{ENTREPOT_SOURCE_DIR "/schemas", ENTREPOT_SOURCE_DIR "/partners", grammars};
    FindingCatalogue catalogue;
    SeverityOverrides severities;
    FindingCollector collector{catalogue, severities, 100};
};

// Forms have their own order of an item's numbers.
model::BusinessDocument sorted(model::BusinessDocument document) {
    for (model::OrderLine& line : std::get<model::Order>(document).lines)
        std::sort(line.ids.begin(), line.ids.end());
    return document;
}

std::string told(const exchange::MessageReport& report) {
    std::string text;
    for (const exchange::Finding& finding : report.findings) {
        text += finding.id + " " + finding.position.path + " " + finding.position.segment;
        for (const auto& [name, value] : finding.values) text += " " + name + "=" + value;
        text += "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("an order goes into a form and comes back the same") {
    const std::string version = GENERATE("x12/004010/850", "edifact/D96A/ORDERS", "ubl/2.1/Order");
    Stores stores;
    const std::size_t slash = version.find('/');
    const std::size_t second = version.find('/', slash + 1);
    const exchange::MessageFormat format{version.substr(0, slash),
                                         version.substr(slash + 1, second - slash - 1),
                                         version.substr(second + 1)};
    const auto map = stores.maps.find(format);
    INFO((map ? std::string() : map.error().what));
    REQUIRE(map.has_value());

    const model::Order order = sampleOrder();
    exchange::MessageReport written;
    Tree tree;
    MapWriter(**map, stores.collector, written).write(order, tree);
    CHECK(told(written) == "");
    exchange::MessageReport read;
    MapReader reader;
    const auto back = reader.read(**map, tree, stores.collector, read);

    CHECK(told(read) == "");
    CHECK(JsonModelText(1).write(sorted(back)) == JsonModelText(1).write(sorted(order)));
}
