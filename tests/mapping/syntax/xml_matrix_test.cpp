// What partners send as XML, and what becomes of it.
#include <catch2/catch.hpp>

#include "tests/mapping/syntax/matrix.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Verdict;

namespace {

constexpr Verdict good = Verdict::accepted;
constexpr Verdict marked = Verdict::accepted_with_errors;
constexpr Verdict refused = Verdict::refused;

const std::string beijing =
    "\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86\xE5\x85\xAC\xE5\x8F\xB8";  // 北京分公司

// An order without declaration; its note says `note`.
std::string order(const std::string& note = "M\xC3\xBCller") {
    return "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\" "
           "xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" "
           "xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">"
           "<cbc:ID>PO-1</cbc:ID><cbc:IssueDate>2026-11-21</cbc:IssueDate><cbc:Note>" +
           note +
           "</cbc:Note>"
           "<cac:BuyerCustomerParty><cac:Party><cbc:EndpointID schemeID=\"0088\">5412345000013"
           "</cbc:EndpointID></cac:Party></cac:BuyerCustomerParty>"
           "<cac:SellerSupplierParty><cac:Party><cbc:EndpointID schemeID=\"0088\">4012345000009"
           "</cbc:EndpointID></cac:Party></cac:SellerSupplierParty>"
           "<cac:OrderLine><cac:LineItem><cbc:ID>1</cbc:ID><cbc:Quantity unitCode=\"EA\">48"
           "</cbc:Quantity><cac:Item><cac:SellersItemIdentification><cbc:ID>W-1</cbc:ID>"
           "</cac:SellersItemIdentification></cac:Item></cac:LineItem></cac:OrderLine></Order>";
}

std::string declared(const std::string& encoding, const std::string& text) {
    return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n" + text;
}

std::string in(Charset charset, const std::string& encoding, const std::string& note) {
    return encoded(charset, declared(encoding, order(note)));
}

const std::string muller = "cbc:Note 1=M\xC3\xBCller";

}  // namespace

TEST_CASE("XML: encodings") {
    const std::string chinese = "cbc:Note 1=" + beijing;
    checkMatrix({
        {"no declaration", order(), good, {}, muller},
        {"a declaration without encoding", "<?xml version=\"1.0\"?>" + order(), good, {}, muller},
        {"UTF-8", declared("UTF-8", order()), good, {}, muller},
        {"utf8, which is no name of it", declared("utf8", order()), good, {}, muller},
        {"UTF-8 in single quotes",
         "<?xml version='1.0' encoding='utf-8' standalone='yes'?>" + order(),
         good,
         {},
         muller},
        {"UTF-8 with a mark", "\xEF\xBB\xBF" + declared("UTF-8", order()), good, {}, muller},
        {"a mark and no declaration", "\xEF\xBB\xBF" + order(), good, {}, muller},
        {"a mark and another encoding",
         "\xEF\xBB\xBF" + declared("ISO-8859-1", order()),
         marked,
         {"xml-encoding-differs"},
         muller},
        {"blanks before the declaration",
         "\r\n " + declared("UTF-8", order()),
         refused,
         {"xml-malformed"}},
        {"line breaks before the root", "\n\n" + order(), good, {}, muller},
        {"UTF-16, little end first",
         utf16(declared("UTF-16", order(beijing)), true),
         good,
         {},
         chinese},
        {"UTF-16, big end first",
         utf16(declared("UTF-16", order(beijing)), false),
         good,
         {},
         chinese},
        {"UTF-16 without a mark",
         utf16(declared("UTF-16", order(beijing)), true, false),
         good,
         {},
         chinese},
        {"UTF-16LE by name", utf16(declared("UTF-16LE", order(beijing)), true), good, {}, chinese},
        {"UTF-16 without declaration", utf16(order(beijing), true), good, {}, chinese},
        {"UTF-16 without declaration and mark",
         utf16(order(beijing), false, false),
         good,
         {},
         chinese},
        {"UTF-16 that says UTF-8",
         utf16(declared("UTF-8", order(beijing)), true),
         marked,
         {"xml-encoding-differs"},
         chinese},
        {"UTF-8 that says utf-16",
         declared("utf-16", order(beijing)),
         marked,
         {"xml-encoding-differs"},
         chinese},
        {"UTF-16 with a pair of units",
         utf16(declared("UTF-16", order("\xF0\xA0\x80\x80")), true),
         good,
         {},
         "cbc:Note 1=\xF0\xA0\x80\x80"},
        {"ISO-8859-1", in(Charset::latin1, "ISO-8859-1", "M\xC3\xBCller"), good, {}, muller},
        {"windows-1252",
         in(Charset::windows, "windows-1252", "M\xC3\xBCller \xE2\x82\xAC"),
         good,
         {},
         muller + " \xE2\x82\xAC"},
        {"ISO-8859-15",
         in(Charset::latin9, "ISO-8859-15", "M\xC3\xBCller \xE2\x82\xAC"),
         good,
         {},
         muller + " \xE2\x82\xAC"},
        {"ISO-8859-2",
         in(Charset::latin2, "ISO-8859-2", "\xC5\x81\xC3\xB3\xC4\x91\xC5\xBA"),
         good,
         {},
         "cbc:Note 1=\xC5\x81\xC3\xB3\xC4\x91\xC5\xBA"},
        {"ISO-8859-5",
         in(Charset::cyrillic, "ISO-8859-5", "\xD0\x9C\xD0\xBE\xD1\x81"),
         good,
         {},
         "cbc:Note 1=\xD0\x9C\xD0\xBE\xD1\x81"},
        {"GB18030", in(Charset::gb18030, "GB18030", beijing), good, {}, chinese},
        {"GBK", in(Charset::gb18030, "GBK", beijing), good, {}, chinese},
        {"GB2312", in(Charset::gb18030, "gb2312", beijing), good, {}, chinese},
        {"Big5",
         in(Charset::big5, "Big5", "\xE8\x87\xBA\xE5\x8C\x97"),
         good,
         {},
         "cbc:Note 1=\xE8\x87\xBA\xE5\x8C\x97"},
        {"an encoding nobody has", declared("EBCDIC-XX", order()), refused, {"xml-malformed"}},
        {"UTF-8 that is Latin-1",
         declared("UTF-8", order("M\xFCller")),
         refused,
         {"xml-malformed"}},
        {"UTF-8 cut in a character",
         declared("UTF-8", order("\xE5\x8C")),
         refused,
         {"xml-malformed"}},
        {"overlong UTF-8", order("\xC0\xAF"), refused, {"xml-malformed"}},
        {"character references",
         order("&#21271;&#x4EAC; &amp; &lt;"),
         good,
         {},
         "cbc:Note 1=\xE5\x8C\x97\xE4\xBA\xAC & <"},
        {"CDATA", order("<![CDATA[<" + beijing + ">]]>"), good, {}, "cbc:Note 1=<" + beijing + ">"},
    });
}

TEST_CASE("XML: what is no UTF-8 is told where it stands") {
    for (const std::string bad : {"\xFF", "\xE5\x8C<", "\xC0\xAF", "\xED\xA0\x80", "\xF8"}) {
        const std::string bytes = declared("UTF-8", order("a\n" + beijing + bad));
        const Recorded recorded = readAny(bytes);
        INFO(exchange::printable(bad));
        REQUIRE(recorded.findingIds() == std::vector<std::string>{"xml-malformed"});
        const exchange::Position at = recorded.findings().front().position;
        CHECK(at.offset == bytes.find(beijing) + beijing.size());
        CHECK(at.line == 3);
        CHECK(at.column == 6);
    }
}

TEST_CASE("XML: forms") {
    const std::string plain = order("x");
    const std::string cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    checkMatrix({
        {"comments and instructions", "<!-- a --><?p q?>" +
                                          replaced(plain, "<cbc:ID>", "<!-- b --><?r?><cbc:ID>") +
                                          "<!-- c -->"},
        {"other prefixes",
         replacedAll(plain, "cbc:", "b:")
             .replace(replacedAll(plain, "cbc:", "b:").find("xmlns:cbc"), 9, "xmlns:b"),
         good,
         {},
         "cbc:Note 1=x"},
        {"a prefix on the root",
         replaced(replaced(replaced(plain, "<Order xmlns=", "<o:Order xmlns:o="), "</Order>",
                           "</o:Order>"),
                  "x", "x")},
        {"a comment in a text", order("a<!-- -->b"), good, {}, "cbc:Note 1=ab"},
        {"line breaks in a text", order("a\r\nb"), good, {}, "cbc:Note 1=a\\x0Ab"},
        {"an unknown element",
         replaced(plain, "<cac:BuyerC", "<cbc:Odd>1</cbc:Odd><cac:BuyerC"),
         marked,
         {"xml-element-unknown"}},
        {"an element of a strange namespace",
         replaced(plain, "<cac:BuyerC", "<x:Odd xmlns:x=\"urn:x\">1</x:Odd><cac:BuyerC"),
         marked,
         {"xml-element-unknown"}},
        {"text where elements are due", replaced(plain, "<cac:Party>", "<cac:Party>stray")},
        {"no line",
         replaced(plain,
                  plain.substr(plain.find("<cac:OrderLine>"),
                               plain.find("</Order>") - plain.find("<cac:OrderLine>")),
                  ""),
         refused,
         {"segment-missing"}},
        {"lengths count characters",
         replaced(plain, "PO-1", replacedAll(std::string(35, 'x'), "x", "\xE5\x8C\x97"))},
        {"text behind the root", plain + "bye", refused, {"xml-malformed"}},
        {"two documents", plain + plain, refused, {"xml-malformed"}},
        {"cut off", plain.substr(0, plain.size() - 20), refused, {"xml-malformed"}},
        {"zero bytes behind", plain + std::string(3, '\0')},
        {"a zero byte inside",
         replaced(plain, "PO-1", std::string("P\0O", 3)),
         refused,
         {"xml-malformed"}},
        {"a document type", "<!DOCTYPE Order>" + plain, refused, {"xml-doctype-refused"}},
        {"an entity nobody declared", order("&chef;"), refused, {"xml-malformed"}},
        {"a root nobody knows", "<Odd/>", refused, {"message-unsupported"}},
        {"a known root of a strange namespace",
         "<Order xmlns=\"urn:x\"/>",
         refused,
         {"message-unsupported"}},
        {"a tag and nothing else", "<", refused, {"xml-malformed"}},
    });
}
