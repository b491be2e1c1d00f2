// Any bytes end in a clear refusal: no crash, no file read, bounded time.
#include <catch2/catch.hpp>
#include <chrono>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

const std::string order_root =
    "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\" "
    "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
    "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">";

mapping::test::ReadBack read(std::string_view bytes) {
    return mapping::test::readBack(mapping::test::translator(), bytes);
}

std::string ublSample() {
    return mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/ubl/order-plain.xml");
}

std::string utf16(const std::string& text, bool little) {
    std::string out = little ? "\xFF\xFE" : "\xFE\xFF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = static_cast<unsigned char>(text[i]);
        if (code >= 0xC0)  // two bytes of UTF-8 are all the sample has
            code = (code & 0x1F) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3F);
        const char low = static_cast<char>(code & 0xFF);
        const char high = static_cast<char>(code >> 8);
        out += little ? std::string{low, high} : std::string{high, low};
    }
    return out;
}

}  // namespace

TEST_CASE("nothing, a picture and plain prose are told apart from documents") {
    CHECK(read("").has("payload-empty"));
    CHECK(read(" \r\n").has("payload-empty"));
    CHECK(read("\x89PNG\r\n\x1a\nIHDR").has("payload-unrecognised"));
    CHECK(read("Dear supplier please send us 40 widgets.").has("payload-unrecognised"));
    CHECK(read("{\"number\":\"1\"}").has("payload-unrecognised"));
    CHECK(read("a,b,c\n1,2,3\n").has("csv-header-missing"));
}

TEST_CASE("a DOCTYPE is refused, whatever it wants to load or to blow up") {
    const std::string bomb =
        "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b "
        "\"&a;&a;&a;&a;&a;&a;&a;&a;\">]>" +
        order_root + "<cbc:ID>&b;</cbc:ID></Order>";
    CHECK(read(bomb).has("xml-doctype-refused"));
    CHECK(read("<!DOCTYPE Order SYSTEM \"file:///etc/passwd\">" + order_root + "</Order>")
              .has("xml-doctype-refused"));
    CHECK(read("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" +
               order_root + "<cbc:ID>&e;</cbc:ID></Order>")
              .has("xml-doctype-refused"));
}

TEST_CASE("XML that is too deep, too broad or broken off ends early") {
    std::string deep = order_root;
    for (int i = 0; i < 100'000; ++i) deep += "<cac:Item>";
    const auto before = std::chrono::steady_clock::now();
    CHECK(read(deep).has("xml-too-deep"));
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));

    std::string broad = order_root + "<cbc:ID";
    for (int i = 0; i < 1000; ++i) broad += " a" + std::to_string(i) + "=\"1\"";
    CHECK(read(broad + ">1</cbc:ID></Order>").has("xml-attributes-too-many"));

    const std::string whole = ublSample();
    CHECK(read(whole.substr(0, whole.size() / 2)).has("xml-malformed"));
    CHECK(read(whole.substr(0, whole.size() / 2)).documents.empty());
    CHECK(read("<a").has("xml-malformed"));
    CHECK(read("<a><b></a>").has("message-unsupported"));
    CHECK(read("<Invoice xmlns=\"urn:x\"/>").has("message-unsupported"));
}

TEST_CASE("XML beyond a limit of bytes, text or elements ends where it is passed") {
    const std::string note = "<cbc:Note>" + std::string(5000, 'x') + "</cbc:Note>";
    const std::string text = order_root + "<cbc:ID>1</cbc:ID>" + note + note + "</Order>";
    const auto found = [&](const Limits& limits) {
        return mapping::test::readBack(mapping::test::translator(), text, {limits, nullptr});
    };

    CHECK(found({.message_bytes_max = text.size() - 1}).has("message-too-large"));
    CHECK(found({.segment_bytes_max = 4999}).has("segment-too-large"));
    CHECK(found({.segments_per_message_max = 3}).has("too-many-segments"));
    const mapping::test::ReadBack within = found({.message_bytes_max = text.size(),
                                                  .segment_bytes_max = 5000,
                                                  .segments_per_message_max = 4});
    CHECK_FALSE(within.has("message-too-large"));
    CHECK_FALSE(within.has("segment-too-large"));
    CHECK_FALSE(within.has("too-many-segments"));
}

TEST_CASE("XML comes in any of its encodings") {
    const std::string utf8 = ublSample();
    const auto expected = mapping::test::json(read(utf8).documents.at(0));
    std::string declared = utf8;
    declared.replace(declared.find("UTF-8"), 5, "UTF-16");
    CHECK(mapping::test::json(read(utf16(declared, true)).documents.at(0)) == expected);
    CHECK(mapping::test::json(read(utf16(declared, false)).documents.at(0)) == expected);
    CHECK(mapping::test::json(read("\xEF\xBB\xBF" + utf8).documents.at(0)) == expected);
    std::string latin = utf8;
    latin.replace(latin.find("UTF-8"), 5, "ISO-8859-1");
    for (std::size_t at = latin.find('\xC3'); at != std::string::npos; at = latin.find('\xC3', at))
        latin.replace(at, 2, 1, static_cast<char>(latin[at + 1] + 0x40));
    CHECK(mapping::test::json(read(latin).documents.at(0)) == expected);
}

TEST_CASE("what a UBL order has beside the grammar is told and carried, not refused") {
    std::string odd = ublSample();
    odd.insert(odd.find("  <cac:OrderLine>"), "  <cbc:Unheard of=\"x\">of</cbc:Unheard>\n");
    odd.replace(odd.find("schemeID=\"0160\""), 15, "schemeID=\"0160\" odd=\"1\"");
    const mapping::test::ReadBack back = read(odd);

    REQUIRE(back.documents.size() == 1);
    CHECK(back.has("xml-element-unknown"));
    CHECK(back.has("xml-attribute-unknown"));
    CHECK(mapping::test::json(back.documents[0]).find("cbc:Unheard") != std::string::npos);
}

TEST_CASE("a CSV quote that never closes and a row too many fields wide are told with their line") {
    const mapping::test::ReadBack open = read("order_number,quantity\nA,\"5\nB,6\n");
    CHECK(open.has("csv-quote-open"));
    const mapping::test::ReadBack wide = read("order_number,quantity\nA,5\nB,6,7\n");
    REQUIRE(wide.has("csv-row-width"));
    CHECK(wide.documents.size() == 1);
    CHECK(wide.findings.front().position.line == 3);
    CHECK(read("order_number,quantity\nA\xFF,5\n").has("text-encoding-invalid"));
    CHECK(read("order_number;gtin\nA;5\n").has("csv-header-missing"));
}

TEST_CASE("separators, line ends and blank rows of CSV do not matter") {
    const std::string expected =
        mapping::test::json(read("order_number,quantity\nA,5\n").documents.at(0));
    for (const std::string_view text :
         {"order_number;quantity\r\nA;5\r\n", "Order-Number\tQTY\rA\t5\r",
          "\xEF\xBB\xBFORDER NUMBER|Quantity\n\n  \nA|\"5\"",
          "\"order_number\",\"quantity\"\nA, 5 "}) {
        INFO(std::string(text));
        REQUIRE(read(text).documents.size() == 1);
        CHECK(mapping::test::json(read(text).documents[0]) == expected);
    }
}
