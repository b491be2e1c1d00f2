#include "mapping/schema_audit.h"

#include <unistd.h>
#include <catch2/catch.hpp>
#include <filesystem>

#include <fstream>

#include "mapping/payload.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

std::string all(const std::vector<AuditProblem>& problems) {
    std::string text;
    for (const AuditProblem& problem : problems) text += problem.where + ": " + problem.what + "\n";
    return text;
}

// A copy of the schemas with one file replaced.
class ChangedSchemas {
public:
    ChangedSchemas(const std::string& file, const std::string& content)
        : folder_(fs::temp_directory_path() / ("entrepot-audit-" + std::to_string(::getpid()))) {
        fs::remove_all(folder_);
        fs::copy(ENTREPOT_SOURCE_DIR "/schemas", folder_, fs::copy_options::recursive);
        std::ofstream(folder_ / file) << content;
    }
    ~ChangedSchemas() { fs::remove_all(folder_); }

    std::string audit() const { return all(auditSchemas(SchemaTranslator(folder_))); }

private:
    fs::path folder_;
};

std::string map997(const std::string& rows) {
    return "<map grammar=\"x12/004010/997\" document=\"Acknowledgement\">\n" + rows + "</map>\n";
}

std::string auditOf997(const std::string& rows) {
    return ChangedSchemas("maps/x12/004010/997.xml", map997(rows)).audit();
}

bool tells(const std::string& text, std::string_view what) {
    UNSCOPED_INFO(text);
    return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("the definitions of the project have no problem, and all samples make the round trip") {
    CHECK(all(auditSchemas(mapping::test::translator(),
                           ENTREPOT_SOURCE_DIR "/tests/golden/maps")) == "");
}

TEST_CASE("mistakes in a map are told with file, line and the nearest known name") {
    const std::string status =
        "<value field=\"status\" at=\"AK9/01\" codes=\"x12-group-verdict\"/>\n";
    CHECK(tells(auditOf997(status + "<value field=\"statsu\" at=\"AK9/02\"/>"),
                "997.xml:3: Acknowledgement has no field statsu; did you mean status?"));
    CHECK(tells(auditOf997(status + "<value field=\"group_type\" at=\"AK8/01\"/>"),
                "997.xml:3: the message has no AK8; did you mean AK1?"));
    CHECK(tells(auditOf997(status + "<value field=\"group_type\" at=\"AK1/09\"/>"),
                "AK1 has no element 9"));
    CHECK(tells(auditOf997(status + "<value field=\"group_type\" at=\"AK1\"/>"),
                "name one of its values"));
    CHECK(
        tells(auditOf997(status + "<value field=\"group_type\" at=\"AK1/01\" codes=\"x12-unti\"/>"),
              "there is no code table x12-unti; did you mean x12-unit?"));
    CHECK(tells(auditOf997("<value field=\"status\" at=\"AK9/01\" codes=\"x12-unit\"/>"),
                "status knows no EA"));
    CHECK(tells(auditOf997(status + "<valeu field=\"group_type\" at=\"AK1/01\"/>"),
                "<valeu> is not known here"));
    CHECK(tells(auditOf997(status + "<value field=\"messages\" at=\"AK1/01\"/>"),
                "a list is mapped with <values> or <list>"));
    CHECK(tells(auditOf997(status + "<value field=\"../x\" at=\"AK1/01\"/>"),
                "goes out of the document"));
    CHECK(tells(auditOf997(status + "<value field=\"group_type\" at=\"AK1/01\" wehn=\"a=b\"/>"),
                "has no attribute wehn"));
    CHECK(tells(auditOf997(status + "<list field=\"messages\" loop=\"AK2[01=\"><value/></list>"),
                "997.xml:3"));
    CHECK(tells(auditOf997("<value field=\"group_type\" at=\"AK1/01\"/>"),
                "997.xml:1: Acknowledgement.status has no source"));
}

TEST_CASE("a field that goes one way only is told where the map does not say so") {
    const auto audit = [](const std::string& rows) {
        return ChangedSchemas("maps/x12/004010/866.xml",
                              "<map grammar=\"x12/004010/866\" document=\"DeliverySchedule\">\n" +
                                  rows + "</map>\n")
            .audit();
    };
    const auto lines = [](const std::string& rows) {
        return "<list field=\"lines\" loop=\"DTM/LIN\">\n" + rows + "</list>\n";
    };
    const std::string above = audit(lines("<value field=\"order_number\" at=\"../../BSS/02\"/>\n"));
    CHECK(tells(above, "004010/866.xml:3: order_number is read here and written nowhere"));
    CHECK(tells(audit(lines("<list field=\"quantities\" loop=\"QTY\">\n"
                            "<value field=\"../unit\" at=\"03.01\" codes=\"x12-unit\"/>\n"
                            "</list>\n")),
                "004010/866.xml:4: ../unit is written here and read nowhere"));
    CHECK(tells(audit(lines("<value field=\"unit\" at=\"QTY/03.01\" codes=\"x12-unit\" "
                            "copy=\"yes\"/>\n")),
                "004010/866.xml:3: unit is written here and read nowhere"));

    const std::string said =
        audit(lines("<value field=\"order_number\" at=\"../../BSS/02\" only=\"read\"/>\n"
                    "<list field=\"quantities\" loop=\"QTY\">\n"
                    "<value field=\"../unit\" at=\"03.01\" codes=\"x12-unit\" only=\"write\"/>\n"
                    "</list>\n"));
    CHECK_FALSE(tells(said, "866.xml"));
    const std::string both =
        audit(lines("<value field=\"order_number\" at=\"../../BSS/02\"/>\n"
                    "<value field=\"order_number\" at=\"LIN/03\"/>\n"));
    CHECK_FALSE(tells(both, "order_number"));

    const std::string same = audit(
        "<value field=\"number\" at=\"BSS/02\"/>\n"
        "<value field=\"release\" at=\"BSS/02\"/>\n");
    CHECK(tells(same, "004010/866.xml:3: release is written where number is, BSS/02"));
    CHECK_FALSE(tells(audit("<value field=\"number\" at=\"BSS/02\"/>\n"
                            "<value field=\"release\" at=\"BSS/02\" only=\"read\"/>\n"),
                      "BSS/02"));
}

TEST_CASE("a map is tried with each version that inherits it, and its blocks") {
    const ChangedSchemas changed("grammars/x12/005010/866.xml",
                                 "<grammar id=\"x12/005010/866\" extends=\"x12/004010/866\">\n"
                                 "<remove at=\"BSS\"/></grammar>");
    const std::string told = changed.audit();
    CHECK(tells(told, "maps/x12/004010/866.xml:"));
    CHECK(tells(told, "the message has no BSS"));
    CHECK(tells(told, "(as x12/005010/866)"));
    const std::string extended = auditOf997("<value field=\"group_type\" at=\"AK8/01\"/>");
    CHECK(tells(extended, "004010/997.xml:2: the message has no AK8"));
    CHECK_FALSE(tells(extended, "005010/997.xml:2"));
    const ChangedSchemas block("maps/x12/004030/shared.xml",
                               "<shared-blocks>\n<shared id=\"own-notes\">\n"
                               "<value field=\"number\" at=\"MTX/02\"/></shared></shared-blocks>");
    CHECK(tells(block.audit(), "x12/004030/shared.xml:3: the message has no MTX"));
}

TEST_CASE("what is missing beside a grammar or behind an answer is told") {
    const ChangedSchemas answer("maps/x12/004010/997.xml",
                                "<map grammar=\"x12/004010/997\" document=\"Acknowledgement\" "
                                "answer=\"x12/004010/1\"><value field=\"status\" at=\"AK9/01\" "
                                "codes=\"x12-group-verdict\"/></map>");
    CHECK(tells(answer.audit(), "answers with x12/004010/1, which has no map"));
    const ChangedSchemas codes("codes/x12-unit.xml",
                               "<codes id=\"x12-unit\"><code is=\"EA\" means=\"EA\"/>\n"
                               "<code is=\"EA\" means=\"C62\"/></codes>");
    CHECK(tells(codes.audit(), "x12-unit.xml:2: code EA is listed twice"));
    const ChangedSchemas required("maps/required.xml",
                                  "<required>\n<document type=\"Ordre\"/>\n<document "
                                  "type=\"Order\"><field path=\"lines.amount\"/></document>\n"
                                  "</required>");
    const std::string told = required.audit();
    CHECK(tells(told, "required.xml:2: the model has no document Ordre"));
    CHECK(tells(told, "required.xml:3: Order has no field lines.amount"));
}

namespace {

// An interchange without end; counts what is taken of it.
class EndlessOrders : public ByteSource {
public:
    explicit EndlessOrders(std::string head) : text_(std::move(head)) {}
    Result<std::size_t> read(std::span<char> into) override {
        for (char& c : into) {
            c = text_[at_++];
            if (at_ == text_.size()) {
                text_ = "REF*DP*099~";
                at_ = 0;
            }
        }
        taken += into.size();
        return into.size();
    }
    std::size_t taken = 0;

private:
    std::string text_;
    std::size_t at_ = 0;
};

}  // namespace

TEST_CASE("the head of a file is enough to say what it is, whatever its size") {
    const std::string whole =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/x12/850-plain.edi");
    EndlessOrders endless(whole.substr(0, whole.find("SE*")));

    const auto head = inspectHeader(mapping::test::translator(), endless);

    REQUIRE(head.has_value());
    CHECK(endless.taken <= header_bytes_max);
    REQUIRE(head->interchanges.size() == 1);
    const exchange::InterchangeReport& first = head->interchanges.front();
    CHECK(first.syntax == "x12");
    CHECK_FALSE(first.sender.id.empty());
    CHECK_FALSE(first.control.empty());
    CHECK(first.findings.empty());
    REQUIRE(first.groups.size() == 1);
    CHECK(first.groups.front().messages.at(0).format.text() == "x12/004010/850");
}

TEST_CASE("the head of every sample says what the whole says") {
    for (const char* sample : {"x12/850-plain.edi", "edifact/orders-plain.edi",
                               "ubl/order-plain.xml", "csv/order-plain.csv"}) {
        const std::string bytes = mapping::test::contentOf(
            ENTREPOT_SOURCE_DIR "/tests/golden/maps/" + std::string(sample));
        auto source = memorySource(bytes);
        const auto head = inspectHeader(mapping::test::translator(), *source);
        source = memorySource(bytes);
        const auto all = inspectPayload(mapping::test::translator(), *source);
        INFO(sample);
        REQUIRE((head.has_value() && all.has_value()));
        CHECK(head->interchanges.at(0).sender == all->interchanges.at(0).sender);
        CHECK(head->interchanges.at(0).receiver == all->interchanges.at(0).receiver);
        CHECK(head->interchanges.at(0).control == all->interchanges.at(0).control);
        CHECK(head->interchanges.at(0).groups.at(0).messages.at(0).format ==
              all->interchanges.at(0).groups.at(0).messages.at(0).format);
    }
}

TEST_CASE("the command line sees envelopes, findings and documents of a payload") {
    const std::string bytes =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/x12/850-faults.edi");
    auto source = memorySource(bytes);
    const auto inspected = inspectPayload(mapping::test::translator(), *source);
    REQUIRE(inspected.has_value());
    REQUIRE(inspected->interchanges.size() == 1);
    CHECK(inspected->interchanges[0].groups.at(0).messages.size() == 3);

    source = memorySource(bytes);
    const auto validated = validatePayload(mapping::test::translator(), *source);
    REQUIRE(validated.has_value());
    CHECK(anyRefused(*validated));
    CHECK(validated->interchanges[0].groups[0].messages[0].findings.size() == 4);

    source = memorySource(bytes);
    std::size_t contents = 0;
    const auto counts = translateFile(
        mapping::test::translator(), *source, {},
        [&](const exchange::MessageReport&, std::optional<model::BusinessDocument> content) {
            contents += content.has_value();
            return Result<void>();
        });
    REQUIRE(counts.has_value());
    CHECK(counts->messages == 3);
    CHECK(counts->refused == 2);
    CHECK(contents == 1);
}
