// cXML beyond its samples: the DOCTYPE it may have, what is secret, the answer it gets.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

const std::string secret = "open-sesame-4711";

std::string sample(const std::string& name) {
    return mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/cxml/" + name);
}

mapping::test::ReadBack read(std::string_view bytes) {
    return mapping::test::readBack(mapping::test::translator(), bytes);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

std::string withDoctype(const std::string& doctype) {
    const std::string order = sample("order.xml");
    const std::size_t from = order.find("<!DOCTYPE");
    return order.substr(0, from) + doctype + order.substr(order.find('>', from) + 1);
}

std::string acknowledged(const std::string& bytes) {
    const mapping::test::ReadBack back = read(bytes);
    REQUIRE(back.interchanges.size() == 1);
    const auto written = mapping::test::translator().acknowledge(
        back.interchanges[0], mapping::test::settingsFor({"cxml", "1.2", "Response"}));
    REQUIRE(written.has_value());
    return *written ? (*written)->bytes : "nothing";
}

}  // namespace

TEST_CASE("a DOCTYPE that only names the DTD of cXML is passed over") {
    const std::string expected = read(sample("order.xml")).text;
    for (const char* doctype :
         {"<!DOCTYPE cXML SYSTEM \"http://xml.cxml.org/schemas/cXML/1.2.050/cXML.dtd\">",
          "<!DOCTYPE cXML SYSTEM 'file:///etc/passwd' >", "<!DOCTYPE cXML>", "",
          "<!-- <!DOCTYPE x [ --><?pi <!DOCTYPE?>\n<!DOCTYPE\tcXML PUBLIC \"a\" \"b\">"})
        CHECK(read(withDoctype(doctype)).text == expected);
}

TEST_CASE("a DOCTYPE of cXML that declares anything is refused") {
    for (const char* doctype :
         {"<!DOCTYPE cXML [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
          "<!DOCTYPE cXML SYSTEM \"cXML.dtd\" [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>",
          "<!DOCTYPE cXML SYSTEM \"cXML.dtd\" []>", "<!DOCTYPE cXML SYSTEM \"cXML.dtd\" [%x;]>",
          "<!DOCTYPE cXML SYSTEM cXML.dtd>", "<!DOCTYPE CXML SYSTEM \"cXML.dtd\">",
          "<!DOCTYPE cXML PUBLIC \"a\">", "<!DOCTYPEcXML SYSTEM \"cXML.dtd\">"}) {
        INFO(doctype);
        const mapping::test::ReadBack back = read(withDoctype(doctype));
        CHECK(back.documents.empty());
        CHECK((back.has("xml-doctype-refused") || back.has("xml-malformed")));
    }
}

TEST_CASE("the DOCTYPE of cXML does not open the door for other documents") {
    const std::string ubl =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/ubl/order-plain.xml");
    const std::size_t root = ubl.find("<Order");
    const std::string with =
        ubl.substr(0, root) + "<!DOCTYPE cXML SYSTEM \"x\">" + ubl.substr(root);
    CHECK(read(with).has("xml-doctype-refused"));
    CHECK(read("<!DOCTYPE cXML SYSTEM \"x\"><html/>").has("xml-doctype-refused"));
}

TEST_CASE("an entity stays undefined, whatever the DTD might say of it") {
    const std::string order = replaced(sample("order.xml"), "Hafenstrasse 12", "A&street;B");
    CHECK(read(order).has("xml-malformed"));
    CHECK(read(order).documents.empty());
}

TEST_CASE("what is secret is in nothing that reading gives") {
    for (const char* name : {"order.xml", "order-faults.xml", "invoice.xml"}) {
        REQUIRE(sample(name).find(secret) != std::string::npos);
        CHECK(read(sample(name)).text.find(secret) == std::string::npos);
    }
}

TEST_CASE("a secret that is not well-formed is not quoted") {
    for (const std::string& odd :
         {"pa&" + secret + ";x", "<x>" + secret + "</y>", "&#x1;" + secret,
          "<" + secret + " a='" + secret + "'/>", "]]>" + secret + "&" + secret}) {
        INFO(odd);
        const mapping::test::ReadBack back = read(replaced(sample("order.xml"), secret, odd));
        CHECK(back.text.find(secret) == std::string::npos);
        for (const exchange::InterchangeReport& interchange : back.interchanges)
            CHECK(interchange.sender.id ==
                  (back.documents.empty() ? interchange.sender.id : "AN01000088120"));
    }
}

TEST_CASE("a test is told from a production document") {
    CHECK_FALSE(read(sample("order.xml")).interchanges.at(0).test);
    CHECK(read(sample("order-change.xml")).interchanges.at(0).test);
    CHECK(mapping::test::translator().identify(sample("order.xml")).sender.id == "AN01000088120");
}

TEST_CASE("a cXML we do not take is named by what it holds") {
    const mapping::test::ReadBack back = read(
        "<cXML payloadID=\"1\" timestamp=\"2026-11-20\"><Header/><Request><ProfileRequest/>"
        "</Request></cXML>");
    REQUIRE(back.has("message-unsupported"));
    CHECK(back.text.find("Request/ProfileRequest") != std::string::npos);
    CHECK(back.interchanges.at(0).syntax == "cxml");
}

TEST_CASE("a cXML document is answered with a Response, a Response with nothing") {
    CHECK(acknowledged(sample("order.xml")).find("<Status code=\"200\" text=\"OK\"") !=
          std::string::npos);
    CHECK(acknowledged(sample("order-faults.xml")).find("<Status code=\"400\"") !=
          std::string::npos);
    CHECK(acknowledged(sample("order-faults.xml")).find("many") != std::string::npos);
    CHECK(acknowledged("<cXML payloadID=\"1\" timestamp=\"2026-11-20\"><Request/></cXML>")
              .find("<Status code=\"400\"") != std::string::npos);
    CHECK(acknowledged(sample("response.xml")) == "nothing");
    CHECK(acknowledged(sample("response-refused.xml")) == "nothing");
    CHECK(acknowledged(sample("response-faults.xml")) == "nothing");
}

TEST_CASE("many elements before the one that tells the type end the search") {
    std::string flood = "<cXML payloadID=\"1\" timestamp=\"2026-11-20\"><Header>";
    for (int i = 0; i < 20'000; ++i) flood += "<From/>";
    CHECK(read(flood).has("message-unsupported"));
}

TEST_CASE("lines of several orders stand below their own order, in whatever order they come") {
    const auto count = [](const std::string& text, const std::string& what) {
        std::size_t found = 0;
        for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++found;
        return found;
    };
    model::ShipNotice notice =
        std::get<model::ShipNotice>(read(sample("ship-notice.xml")).documents.at(0));
    REQUIRE(notice.lines.size() == 3);
    REQUIRE(notice.lines[0].order_number != notice.lines[2].order_number);
    std::swap(notice.lines[1], notice.lines[2]);  // order A, B, A

    const auto written = mapping::test::translator().write(
        notice, mapping::test::settingsFor({"cxml", "1.2", "ShipNoticeRequest"}));

    REQUIRE(written.has_value());
    CHECK(count(written->bytes, "<ShipNoticePortion") == 2);
    const auto back = std::get<model::ShipNotice>(read(written->bytes).documents.at(0));
    REQUIRE(back.lines.size() == 3);
    for (const model::ShippedLine& line : back.lines) {
        const auto sent = std::find_if(
            notice.lines.begin(), notice.lines.end(),
            [&](const model::ShippedLine& each) { return each.number == line.number; });
        REQUIRE(sent != notice.lines.end());
        CHECK(line.order_number == sent->order_number);
    }
}
