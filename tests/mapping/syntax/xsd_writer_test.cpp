// The XSD of a grammar says of our samples what our reader says of their shape.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "core/exchange/finding_ids.h"
#include "mapping/dialects.h"
#include "mapping/syntax/xml/xsd_store.h"
#include "mapping/syntax/xml/xsd_writer.h"
#include "tests/mapping/translator/support.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

// What the shape of an XML document can be wrong in.
bool isOfShape(const exchange::Finding& finding) {
    using namespace exchange::findings;
    for (const std::string_view id :
         {segment_missing, segment_out_of_order, segment_too_often, loop_too_often, element_missing,
          element_not_numeric, element_too_long, element_too_short, xml_element_unknown,
          xml_attribute_unknown, element_digit_missing})
        if (finding.id == id) return true;
    return false;
}

const fs::path& writeSchemas(const SchemaTranslator& translator,
                             const exchange::MessageFormat& format,
                             const entrepot::test::ScratchDirectory& scratch) {
    const fs::path& folder = scratch.path();
    const auto schemas = translator.xsdOf(format);
    REQUIRE(schemas.has_value());
    for (const XsdText& schema : *schemas) std::ofstream(folder / schema.file) << schema.text;
    return folder;
}

struct Judged {
    std::size_t good = 0;
    std::size_t bad = 0;
};

void judgeSamples(const SchemaTranslator& translator, const XmlDocument& document, Judged& judged) {
    const fs::path samples = fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden/maps";
    const XsdRoot root{document.namespace_uri, document.element};
    const entrepot::test::ScratchDirectory scratch;
    const auto store =
        XsdStore::open(writeSchemas(translator, document.format, scratch), {&root, 1});
    INFO(document.format.text() << (store ? std::string() : store.error().what));
    REQUIRE(store.has_value());
    REQUIRE((*store)->knows(root));
    for (const auto& entry : fs::directory_iterator(samples / document.format.syntax)) {
        if (entry.path().extension() != ".xml") continue;
        const std::string bytes = mapping::test::contentOf(entry.path());
        const auto read = mapping::test::readBack(translator, bytes);
        if (read.text.find(" " + document.format.text() + " ") == std::string::npos) continue;
        const bool shaped = std::ranges::none_of(read.findings, isOfShape);
        const auto problems = (*store)->validate(root, {bytes, ""}, 100);
        INFO(entry.path().filename().string());
        INFO((problems.empty() ? std::string("no problem") : problems.front().message));
        CHECK(problems.empty() == shaped);
        ++(shaped ? judged.good : judged.bad);
    }
}

}  // namespace

TEST_CASE("the XSD of a document agrees with our reader about each sample") {
    const SchemaTranslator& translator = mapping::test::translator();
    const auto dialects = loadDialects(translator.grammars());
    REQUIRE(dialects.has_value());
    Judged judged;
    for (const XmlDialect& dialect : dialects->xml)
        if (dialect.id == "ubl" || dialect.id == "gs1")
            for (const XmlDocument& document : dialect.documents)
                judgeSamples(translator, document, judged);
    CHECK(judged.good >= 23);
    CHECK(judged.bad >= 20);
}

TEST_CASE("what may be left out may be empty, what must be there may not") {
    const SchemaTranslator& translator = mapping::test::translator();
    const XsdRoot root{"urn:oasis:names:specification:ubl:schema:xsd:Order-2", "Order"};
    const entrepot::test::ScratchDirectory scratch;
    const auto store =
        XsdStore::open(writeSchemas(translator, {"ubl", "2.1", "Order"}, scratch), {&root, 1});
    REQUIRE(store.has_value());
    const std::string sample = mapping::test::contentOf(fs::path(ENTREPOT_SOURCE_DIR) /
                                                        "tests/golden/maps/ubl/order-plain.xml");
    const auto problems = [&](const std::string& from, const std::string& to) {
        std::string bytes = sample;
        bytes.replace(bytes.find(from), from.size(), to);
        return (*store)->validate(root, {bytes, ""}, 10).size();
    };

    CHECK(problems("<cbc:CustomerReference>Avd 12</", "<cbc:CustomerReference></") == 0);
    CHECK(problems("unitCode=\"EA\">1200</cbc:Quantity>", "unitCode=\"EA\"></cbc:Quantity>") == 0);
    CHECK(problems("unitCode=\"EA\">1200</", "unitCode=\"EA\">12 dozen</") > 0);
    CHECK(problems("<cbc:ID>UB-1200</", "<cbc:ID></") > 0);
}

TEST_CASE("the XSDs of several documents lie in one folder, though each has a Party of its own") {
    const SchemaTranslator& translator = mapping::test::translator();
    const fs::path folder = "xsd-written/all";
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::vector<XsdRoot> roots;
    for (const char* type : {"Order", "Invoice", "DespatchAdvice"}) {
        const auto schemas = translator.xsdOf({"ubl", "2.1", type});
        REQUIRE(schemas.has_value());
        for (const XsdText& schema : *schemas) std::ofstream(folder / schema.file) << schema.text;
        roots.push_back(
            {"urn:oasis:names:specification:ubl:schema:xsd:" + std::string(type) + "-2", type});
    }

    const auto store = XsdStore::open(folder, roots);

    INFO((store ? std::string() : store.error().what));
    REQUIRE(store.has_value());
    const fs::path samples = fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden/maps/ubl";
    for (std::size_t i = 0; i < roots.size(); ++i) {
        const char* names[] = {"order-plain.xml", "invoice-plain.xml", "despatchadvice-plain.xml"};
        const std::string bytes = mapping::test::contentOf(samples / names[i]);
        CHECK((*store)->validate(roots[i], {bytes, ""}, 10).empty());
    }
}

TEST_CASE("a partner's XSD has what was agreed with it") {
    const fs::path partners = "xsd-partners";
    const fs::path overrides = partners / "strict/overrides/grammars/ubl/2.1";
    fs::create_directories(overrides);
    std::ofstream(overrides / "Order.xml")
        << "<grammar id=\"ubl/2.1/Order\"><change at=\"cbc:CustomizationID\" use=\"M\"/>"
           "<change at=\"cbc:Note\" max=\"3\"/><change at=\"cbc:ID\" max-length=\"12\"/>"
           "</grammar>";
    const SchemaTranslator translator(ENTREPOT_SOURCE_DIR "/schemas", partners);
    const exchange::MessageFormat order{"ubl", "2.1", "Order"};

    const auto common = translator.xsdOf(order);
    const auto agreed = translator.xsdOf(order, PartnerKey("strict"));

    REQUIRE(common.has_value());
    REQUIRE(agreed.has_value());
    const auto has = [](const std::vector<XsdText>& schemas, std::string_view text) {
        return std::ranges::any_of(schemas, [&](const XsdText& schema) {
            return schema.text.find(text) != std::string::npos;
        });
    };
    CHECK(has(*common, "<xs:group ref=\"cbc:CustomizationID\" minOccurs=\"0\"/>"));
    CHECK(has(*agreed, "<xs:group ref=\"cbc:CustomizationID\"/>"));
    CHECK(has(*agreed, "<xs:group ref=\"cbc:Note\" minOccurs=\"0\" maxOccurs=\"3\"/>"));
    CHECK(has(*agreed, "<xs:maxLength value=\"12\"/>"));
    CHECK_FALSE(has(*common, "<xs:maxLength value=\"12\"/>"));
    CHECK_FALSE(translator.xsdOf({"x12", "004010", "850"}).has_value());
}
