// Schemas of a folder: what they find in documents, and what they may open.
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "mapping/syntax/xml/xsd_store.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

const std::string types = R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="urn:t:types">
  <xs:simpleType name="Number">
    <xs:restriction base="xs:token"><xs:maxLength value="5"/></xs:restriction>
  </xs:simpleType>
</xs:schema>)";

std::string orderSchema(const std::string& import = "../common/types.xsd",
                        const std::string& space = "urn:t:order",
                        const std::string& element = "order") {
    return R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t:types"
    targetNamespace=")" +
           space + R"(" elementFormDefault="qualified">
  <xs:import namespace="urn:t:types" schemaLocation=")" +
           import + R"("/>
  <xs:element name=")" +
           element + R"("><xs:complexType><xs:sequence>
    <xs:element name="id" type="t:Number"/>
    <xs:element name="quantity" type="xs:decimal" maxOccurs="2"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>)";
}

class SchemaFolder {
public:
    explicit SchemaFolder(const char* name)
        : folder_(fs::current_path() / "xsd" / name / "schemas") {
        fs::remove_all(folder_.parent_path());
        fs::create_directories(folder_);
    }
    const SchemaFolder& with(const std::string& file, const std::string& text) const {
        fs::create_directories((folder_ / file).parent_path());
        std::ofstream(folder_ / file) << text;
        return *this;
    }
    const fs::path& path() const { return folder_; }

private:
    fs::path folder_;
};

const XsdRoot order{"urn:t:order", "order"};
const XsdRoot offer{"urn:t:order", "offer"};
const XsdRoot wanted[] = {order, offer};

std::string whyNot(const SchemaFolder& folder) {
    const auto store = XsdStore::open(folder.path(), wanted);
    return store ? "" : store.error().what;
}

std::string problemsOf(const XsdStore& store, const std::string& bytes,
                       std::size_t problems_max = 100, const XsdRoot& root = order) {
    std::string text;
    for (const XsdProblem& problem : store.validate(root, {bytes, ""}, problems_max))
        text += std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) +
                " " + problem.message + "\n";
    return text;
}

const std::string good_order =
    "<o:order xmlns:o='urn:t:order'><o:id>A-1</o:id><o:quantity>5</o:quantity></o:order>";
const std::string bad_order =
    "<order xmlns='urn:t:order'>\n <id>A-123456</id>\n <quantity>five</quantity>\n <price/>\n"
    "</order>";

}  // namespace

TEST_CASE("what a document's schema does not allow is told with its line and column") {
    SchemaFolder folder("told");
    folder.with("main/order.xsd", orderSchema()).with("common/types.xsd", types);

    const auto store = XsdStore::open(folder.path(), wanted);

    REQUIRE(store.has_value());
    CHECK((*store)->knows(order));
    CHECK_FALSE((*store)->knows(offer));
    CHECK(problemsOf(**store, good_order) == "");
    CHECK(problemsOf(**store, bad_order) ==
          "2:19 value 'A-123456' has length '8' which exceeds maxLength facet value '5'\n"
          "3:27 invalid character encountered\n"
          "4:10 no declaration found for element 'price'\n"
          "5:9 element 'price' is not allowed here\n");
    CHECK(problemsOf(**store, bad_order, 1) ==
          "2:19 value 'A-123456' has length '8' which exceeds maxLength facet value '5'\n");
}

TEST_CASE("files of one namespace do not hinder each other, the first by path counts") {
    SchemaFolder folder("twice");
    folder.with("a/order.xsd", orderSchema())
        .with("a/offer.xsd", orderSchema("../common/types.xsd", "urn:t:order", "offer"))
        .with("b/order.xsd", "<broken")
        .with("common/types.xsd", types);

    const auto store = XsdStore::open(folder.path(), wanted);

    REQUIRE(store.has_value());
    CHECK(problemsOf(**store, good_order) == "");
    CHECK(problemsOf(**store, "<offer xmlns='urn:t:order'><id>1</id><quantity>1</quantity></offer>",
                     100, offer) == "");
    CHECK(problemsOf(**store, "<offer xmlns='urn:t:order'/>", 100, offer) != "");
}

TEST_CASE("a schema that does not load says file, line and why") {
    SchemaFolder unknown_type("unknown-type");
    unknown_type.with("order.xsd", orderSchema("types.xsd"))
        .with("types.xsd",
              "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
              "targetNamespace='urn:t:types'/>");
    const std::string why = whyNot(unknown_type);
    CHECK(why.find("order.xsd:5: ") != std::string::npos);
    CHECK(why.find("Number") != std::string::npos);

    const auto absent = XsdStore::open(unknown_type.path() / "absent", wanted);
    REQUIRE_FALSE(absent.has_value());
    CHECK(absent.error().kind == FailureKind::not_found);
}

TEST_CASE("nothing outside the folder is opened for a schema") {
    SchemaFolder above("above");
    std::ofstream(above.path().parent_path() / "types.xsd") << types;
    above.with("order.xsd", orderSchema("../types.xsd"));
    CHECK(whyNot(above).find("../types.xsd is not in ") != std::string::npos);

    SchemaFolder linked("linked");
    std::ofstream(linked.path().parent_path() / "types.xsd") << types;
    fs::create_symlink("../types.xsd", linked.path() / "types.xsd");
    linked.with("order.xsd", orderSchema("types.xsd"));
    CHECK(whyNot(linked).find("types.xsd is not in ") != std::string::npos);

    SchemaFolder network("network");
    network.with("order.xsd", orderSchema("http://127.0.0.1:9/types.xsd"));
    CHECK(whyNot(network).find("http://127.0.0.1:9/types.xsd is not in ") != std::string::npos);

    SchemaFolder entity("entity");
    entity.with("types.xsd", "<!DOCTYPE s [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + types)
        .with("order.xsd", orderSchema("types.xsd"));
    CHECK(whyNot(entity) != "");
}

TEST_CASE("the schema that a document names is not looked for") {
    SchemaFolder folder("named");
    folder.with("main/order.xsd", orderSchema()).with("common/types.xsd", types);
    const auto store = XsdStore::open(folder.path(), wanted);
    REQUIRE(store.has_value());
    const std::string head =
        "<order xmlns='urn:t:order' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        "xsi:schemaLocation='urn:t:order " +
        (folder.path().parent_path() / "other.xsd").string() + "'>";
    std::ofstream(folder.path().parent_path() / "other.xsd")
        << orderSchema("schemas/common/types.xsd", "urn:t:order", "nothing");

    CHECK(problemsOf(**store, head + "<id>1</id><quantity>1</quantity></order>") == "");
    CHECK(problemsOf(**store, head + "<quantity>1</quantity></order>") != "");
}

TEST_CASE("many threads validate by one store") {
    SchemaFolder folder("threads");
    folder.with("main/order.xsd", orderSchema()).with("common/types.xsd", types);
    const auto store = XsdStore::open(folder.path(), wanted);
    REQUIRE(store.has_value());
    const std::string expected = problemsOf(**store, bad_order);
    std::atomic<int> wrong = 0;

    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 50; ++round)
                if (problemsOf(**store, bad_order) != expected ||
                    !problemsOf(**store, good_order).empty())
                    ++wrong;
        });
    for (std::thread& thread : threads) thread.join();

    CHECK(wrong == 0);
}

TEST_CASE("a document is validated by the configured schema as well, others as ever") {
    const std::string sample = mapping::test::contentOf(fs::path(ENTREPOT_SOURCE_DIR) /
                                                        "tests/golden/maps/ubl/order-plain.xml");
    const std::string other = mapping::test::contentOf(fs::path(ENTREPOT_SOURCE_DIR) /
                                                       "tests/golden/maps/ubl/invoice-plain.xml");
    SchemaFolder folder("configured");
    folder
        .with("Order.xsd",
              orderSchema("types.xsd", "urn:oasis:names:specification:ubl:schema:xsd:Order-2",
                          "Order"))
        .with("types.xsd", types);
    SchemaTranslator translator(ENTREPOT_SOURCE_DIR "/schemas");
    const auto before = mapping::test::readBack(translator, sample);

    REQUIRE(translator.useXsdFolder(folder.path()).has_value());
    const auto validated = mapping::test::readBack(translator, sample);

    CHECK(before.documents.size() == 1);
    CHECK_FALSE(before.has("xml-schema-invalid"));
    CHECK(validated.has("xml-schema-invalid"));
    CHECK(validated.documents.empty());
    CHECK(validated.findings.front().position.line > 1);
    CHECK(validated.findings.front().position.column > 1);
    CHECK_FALSE(mapping::test::readBack(translator, other).has("xml-schema-invalid"));
    CHECK_FALSE(translator.useXsdFolder(folder.path() / "absent").has_value());
}

TEST_CASE("a document in UTF-16 is validated in its own encoding") {
    SchemaFolder folder("utf16");
    folder.with("main/order.xsd", orderSchema()).with("common/types.xsd", types);
    const auto store = XsdStore::open(folder.path(), wanted);
    REQUIRE(store.has_value());
    std::string wide = "\xFF\xFE";
    for (const char c : good_order) wide += {c, '\0'};

    CHECK((*store)->validate(order, {wide, "UTF-16"}, 10).empty());
}
