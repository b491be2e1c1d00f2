// UBL where it says more, or less, than the model: several figures of a line, profiles.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
using mapping::test::ReadBack;
using mapping::test::readBack;
using mapping::test::settingsFor;
using mapping::test::translator;

namespace {

// Every text between the tags, in order: "1 1-2 2".
std::string allOf(const std::string& xml, const std::string& loop, const std::string& element) {
    std::string found;
    for (std::size_t at = xml.find("<" + loop + ">"); at != std::string::npos;
         at = xml.find("<" + loop + ">", at + 1)) {
        const std::size_t end = xml.find("</" + loop + ">", at);
        const std::size_t open = xml.find("<" + element, at);
        if (open > end) continue;
        const std::size_t from = xml.find('>', open) + 1;
        found += (found.empty() ? "" : " ") + xml.substr(from, xml.find('<', from) - from);
    }
    return found;
}

std::string notCarried(const ports::Written& written) {
    std::string text;
    for (const exchange::Finding& finding : written.findings)
        for (const auto& [name, value] : finding.values)
            if (name == "first") text += value + " ";
    return text;
}

ports::Written writtenAs(std::string_view type, const std::string& json, const std::string& to) {
    const auto document = JsonModelText().read(type, json);
    REQUIRE(document.has_value());
    const auto written = translator().write(*document, settingsFor({"ubl", "2.1", to}));
    REQUIRE(written.has_value());
    return *written;
}

ReadBack profiled(const std::string& customization, const std::string& process) {
    std::string bytes = mapping::test::contentOf(std::filesystem::path(ENTREPOT_SOURCE_DIR) /
                                                 "tests/golden/maps/ubl/order-plain.xml");
    const auto put = [&](const std::string& element, const std::string& text) {
        const std::size_t from = bytes.find("<" + element + ">") + element.size() + 2;
        bytes.replace(from, bytes.find('<', from) - from, text);
    };
    put("cbc:CustomizationID", customization);
    put("cbc:ProfileID", process);
    return readBack(translator(), bytes);
}

std::string unknownProfile(const ReadBack& read) {
    std::string text;
    for (const exchange::Finding& finding : read.findings)
        if (finding.id == "profile-unknown")
            text += std::string(nameOf(finding.severity)) + " " +
                    std::to_string(finding.position.line) + " " + finding.values.front().second;
    return text;
}

// "123 in 456", by SSCC; what each line stands in behind it.
std::string packing(const model::BusinessDocument& document) {
    const auto& notice = std::get<model::ShipNotice>(document);
    const auto named = [&](const std::string& id) {
        const auto found = std::ranges::find(notice.packages, id, &model::Package::id);
        return found == notice.packages.end() ? std::string("nothing") : found->sscc;
    };
    std::string text;
    for (const model::Package& package : notice.packages)
        text += package.sscc + " in " + named(package.parent) + "\n";
    for (const model::ShippedLine& line : notice.lines)
        text += line.number + " in " + named(line.package) + "\n";
    return text;
}

const std::string order_3 = "urn:fdc:peppol.eu:poacc:trns:order:3";
const std::string ordering_3 = "urn:fdc:peppol.eu:poacc:bis:ordering:3";

}  // namespace

TEST_CASE("each quantity of a forecast's line becomes a UBL line with a number of its own") {
    const ports::Written written = writtenAs("Forecast", R"({"number": "F-1",
        "issued": "2026-11-21", "horizon": {"from": "2026-12-01", "to": "2027-02-28"},
        "parties": [{"role": "originator", "name": "A"}, {"role": "recipient", "name": "B"}],
        "lines": [
        {"number": "10", "unit": "EA", "description": "Widget", "quantities": [
            {"quantity": "5", "period": {"from": "2026-12-01", "to": "2026-12-31"}},
            {"quantity": "7", "period": {"from": "2027-01-01", "to": "2027-01-31"}},
            {"quantity": "9", "period": {"from": "2027-02-01", "to": "2027-02-28"}}]},
        {"number": "20", "unit": "EA", "description": "Bolt", "quantities": [
            {"quantity": "3", "period": {"from": "2026-12-01", "to": "2026-12-31"}}]}]})",
                                             "Forecast");

    CHECK(allOf(written.bytes, "cac:ForecastLine", "cbc:ID") == "10 10-2 10-3 20");
    CHECK(allOf(written.bytes, "cac:ForecastLine", "cbc:Quantity") == "5 7 9 3");
    CHECK(allOf(written.bytes, "cac:ForecastLine", "cbc:StartDate") ==
          "2026-12-01 2027-01-01 2027-02-01 2026-12-01");
    CHECK(allOf(written.bytes, "cac:ForecastLine", "cbc:Name") == "Widget Widget Widget Bolt");
    const ReadBack back = readBack(translator(), written.bytes);
    REQUIRE(back.documents.size() == 1);
    CHECK(std::get<model::Forecast>(back.documents.front()).lines.size() == 4);
}

TEST_CASE("an inventory line has a UBL line for each figure on hand, others are told") {
    const std::string report = R"({"number": "I-1", "lines": [
        {"number": "1", "location": "DC-1", "figures": [
            {"kind": "on-hand", "quantity": "40", "unit": "EA"},
            {"kind": "in-transit", "quantity": "5", "unit": "EA"},
            {"kind": "on-hand", "quantity": "2", "unit": "CS"}]},
        {"number": "2", "location": "DC-1", "figures": [
            {"kind": "available", "quantity": "11", "unit": "EA"}]}]})";

    const ports::Written written = writtenAs("InventoryReport", report, "InventoryReport");
    const ports::Written free = writtenAs("InventoryReport", report, "StockAvailabilityReport");

    CHECK(allOf(written.bytes, "cac:InventoryReportLine", "cbc:ID") == "1 1-2 2");
    CHECK(allOf(written.bytes, "cac:InventoryReportLine", "cbc:Quantity") == "40 2");
    CHECK(notCarried(written).find("lines.figures") != std::string::npos);
    CHECK(allOf(free.bytes, "cac:StockAvailabilityReportLine", "cbc:Quantity") == "11");
}

TEST_CASE("each figure of a sales line becomes an activity of its own") {
    const ports::Written written = writtenAs("SalesReport", R"({"number": "S-1", "lines": [
        {"number": "1", "location": "S-7", "figures": [
            {"kind": "sold", "quantity": "40", "unit": "EA"},
            {"kind": "returned", "quantity": "3", "unit": "EA"}]}]})",
                                             "ProductActivity");

    CHECK(allOf(written.bytes, "cac:SupplyChainActivityDataLine", "cbc:ID") == "1 1-2");
    CHECK(allOf(written.bytes, "cac:SupplyChainActivityDataLine",
                "cbc:SupplyChainActivityTypeCode") == "SALES RETURNS");
    CHECK(allOf(written.bytes, "cac:SupplyChainActivityDataLine", "cbc:Quantity") == "40 3");
}

TEST_CASE("cartons on pallets of an 856 are the same in UBL and in GS1 XML") {
    const ReadBack notice =
        readBack(translator(), mapping::test::contentOf(std::filesystem::path(ENTREPOT_SOURCE_DIR) /
                                                        "tests/golden/maps/x12/856-plain.edi"));
    REQUIRE(notice.documents.size() == 1);
    const std::string expected = packing(notice.documents.front());
    REQUIRE(expected.find("001234560000000025 in 001234560000000018") != std::string::npos);

    for (const exchange::MessageFormat& format :
         {exchange::MessageFormat{"ubl", "2.1", "DespatchAdvice"},
          {"gs1", "3.x", "despatchAdvice"}}) {
        INFO(format.text());
        const auto written = translator().write(notice.documents.front(), settingsFor(format));
        REQUIRE(written.has_value());
        ports::ReadSettings settings;
        exchange::Partner lenient;
        for (const char* id : {"segment-missing", "field-missing"})
            lenient.severities[id] = exchange::Severity::note;
        settings.partner = &lenient;
        const ReadBack back = readBack(translator(), written->bytes, settings);
        INFO(back.text);
        REQUIRE(back.documents.size() == 1);
        CHECK(packing(back.documents.front()) == expected);
    }
}

TEST_CASE("a known profile is the document's association, an unknown one is told") {
    const ReadBack known = profiled(order_3, ordering_3);
    CHECK(unknownProfile(known) == "");
    REQUIRE(known.interchanges.front().groups.size() == 1);
    CHECK(known.interchanges.front().groups.front().messages.front().association ==
          "Peppol BIS Order 3");

    const ReadBack other = profiled("urn:fdc:peppol.eu:poacc:trns:order:9", ordering_3);
    CHECK(unknownProfile(other) == "note 5 urn:fdc:peppol.eu:poacc:trns:order:9");
    CHECK(other.documents.size() == 1);
    CHECK(other.interchanges.front().groups.front().messages.front().association == "");

    const ReadBack process = profiled(order_3, "urn:fdc:peppol.eu:poacc:bis:despatch_advice:3");
    CHECK(unknownProfile(process) == "note 6 urn:fdc:peppol.eu:poacc:bis:despatch_advice:3");
}

TEST_CASE("what an extension holds is kept and no finding, elsewhere it is one") {
    std::string bytes = mapping::test::contentOf(std::filesystem::path(ENTREPOT_SOURCE_DIR) /
                                                 "tests/golden/maps/ubl/order-plain.xml");
    const std::string own = "<my:Colour xmlns:my=\"urn:my\">red</my:Colour>";
    const std::size_t at = bytes.find("<cbc:CustomizationID>");
    const std::string extended =
        std::string(bytes).insert(at,
                                  "<ext:UBLExtensions xmlns:ext=\"urn:oasis:names:specification:"
                                  "ubl:schema:xsd:CommonExtensionComponents-2\"><ext:UBLExtension>"
                                  "<ext:ExtensionContent>" +
                                      own +
                                      "</ext:ExtensionContent></ext:UBLExtension>"
                                      "</ext:UBLExtensions>");

    const ReadBack inside = readBack(translator(), extended);
    const ReadBack outside = readBack(translator(), bytes.insert(at, own));

    CHECK_FALSE(inside.has("xml-element-unknown"));
    CHECK(inside.text.find("\"red\"") != std::string::npos);
    CHECK(outside.has("xml-element-unknown"));
}

TEST_CASE("a partner's override puts its profile into what goes out") {
    const std::filesystem::path partners = std::filesystem::current_path() / "ubl-partners";
    const std::filesystem::path maps = partners / "peppol/overrides/maps/ubl/2.1";
    std::filesystem::create_directories(maps);
    std::ofstream(maps / "Order.xml")
        << "<map grammar=\"ubl/2.1/Order\" extends=\"ubl/2.1/Order\">"
           "<constant at=\"cbc:CustomizationID\" value=\"" +
               order_3 + "\" always=\"yes\"/><constant at=\"cbc:ProfileID\" value=\"" + ordering_3 +
               "\" always=\"yes\"/></map>";
    const SchemaTranslator with_partner(ENTREPOT_SOURCE_DIR "/schemas", partners);
    exchange::Partner partner;
    partner.key = PartnerKey("peppol");
    const auto order =
        readBack(translator(), mapping::test::contentOf(std::filesystem::path(ENTREPOT_SOURCE_DIR) /
                                                        "tests/golden/maps/ubl/order-plain.xml"));
    REQUIRE(order.documents.size() == 1);
    auto settings = settingsFor({"ubl", "2.1", "Order"});

    const auto plain = with_partner.write(order.documents.front(), settings);
    settings.partner = &partner;
    const auto profiled = with_partner.write(order.documents.front(), settings);

    REQUIRE(plain.has_value());
    REQUIRE(profiled.has_value());
    CHECK(plain->bytes.find("CustomizationID") == std::string::npos);
    CHECK(profiled->bytes.find("<cbc:CustomizationID>" + order_3) != std::string::npos);
    CHECK(profiled->bytes.find("<cbc:ProfileID>" + ordering_3) != std::string::npos);
    const ReadBack back = readBack(translator(), profiled->bytes);
    CHECK(back.interchanges.front().groups.front().messages.front().association ==
          "Peppol BIS Order 3");
}
