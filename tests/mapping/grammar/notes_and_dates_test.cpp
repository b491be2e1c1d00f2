// Dependency notes of EDIFACT, and codes that are not valid for ever, on a message of the test's.
#include <catch2/catch.hpp>

#include "mapping/check/dated_codes.h"
#include "mapping/syntax/edifact/edifact_reader.h"
#include "tests/mapping/grammar/written_schemas.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

class Findings : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) override {
        static const FindingCatalogue catalogue;
        static const SeverityOverrides none;
        const FindingCollector collector(catalogue, none, 100);
        checkDatedCodes(*grammar, tree, day, collector, report);
        for (const exchange::Finding& finding : report.findings)
            text += finding.id + " " + finding.position.segment + " " +
                    std::to_string(finding.position.element) + "." +
                    std::to_string(finding.position.component) + " " +
                    (finding.values.empty() ? "" : finding.values.front().second) + "\n";
        return Flow::go_on;
    }
    Day day = *makeDay(2026, 11, 21);
    std::string text;
};

// Segment AAA with the notes; its element 2 is the composite C001 with notes of its own.
std::string found(const std::string& notes, const std::string& composite_notes,
                  const std::string& segment) {
    const mapping::test::WrittenSchemas written("notes");
    written.write("edifact/T1/elements.xml",
                  "<elements><element id='1' type='an..5'/><composite id='C001' notes='" +
                      composite_notes +
                      "'><component ref='1'/><component ref='1'/><component ref='1'/></composite>"
                      "</elements>");
    written.write("edifact/T1/segments.xml",
                  "<segments><segment id='AAA' notes='" + notes +
                      "'><element ref='1'/><element ref='C001' max='2'/><element ref='1'/>"
                      "</segment></segments>");
    written.write("edifact/T1/codes.xml",
                  "<lists><codes element='1' complete='false'>"
                  "<code id='OLD' to='2025-12-31'/><code id='NEW' from='2027-01-01'/>"
                  "<code id='NOW' from='2026-01-01' to='2026-12-31'/><code id='ANY'/></codes>"
                  "</lists>");
    written.write("edifact/T1/TEST.xml",
                  "<grammar id='edifact/T1/TEST'><segment id='AAA' max='9'/></grammar>");
    const GrammarStore store(written.folder());
    const std::string bytes = mapping::test::edifact(segment + "'", "TEST:T:1:UN");
    const auto source = memorySource(bytes);
    Findings handler;
    const ReadOptions options;
    if (const auto grammar = store.find({"edifact", "T1", "TEST"}); !grammar)
        return grammar.error().what;
    REQUIRE(readEdifact(*source, store, options, handler).has_value());
    return handler.text;
}

}  // namespace

TEST_CASE("dependency notes D1 to D7 hold between the elements of a segment") {
    struct Row {
        const char* note;
        const char* segment;
        const char* found;
    };
    const Row rows[] = {
        {"D1(010,020)", "AAA+x", ""},
        {"D1(010,020)", "AAA+x+y", "element-excluded AAA 2.0 D1(010,020)\n"},
        {"D1(010,020)", "AAA+++z", "element-conditional-missing AAA 1.0 D1(010,020)\n"},
        {"D2(010,030)", "AAA+x++z", ""},
        {"D2(010,030)", "AAA+x", "element-conditional-missing AAA 3.0 D2(010,030)\n"},
        {"D3(010,020)", "AAA+++z", "element-conditional-missing AAA 1.0 D3(010,020)\n"},
        {"D3(010,020)", "AAA++y", ""},
        {"D4(010,030)", "AAA+x++z", "element-excluded AAA 3.0 D4(010,030)\n"},
        {"D4(010,030)", "AAA++y", ""},
        {"D5(030,010,020)", "AAA+x++z", "element-conditional-missing AAA 2.0 D5(030,010,020)\n"},
        {"D5(030,010,020)", "AAA+x+y+z", ""},
        {"D6(030,010,020)", "AAA+++z", "element-conditional-missing AAA 1.0 D6(030,010,020)\n"},
        {"D6(030,010,020)", "AAA++y+z", ""},
        {"D7(010,020,030)", "AAA+x++z", "element-excluded AAA 3.0 D7(010,020,030)\n"},
        {"D7(010,020,030)", "AAA++y+z", ""},
    };
    for (const Row& row : rows) {
        INFO(row.note << " " << row.segment);
        CHECK(found(row.note, "", row.segment) == row.found);
    }
}

TEST_CASE("and between the components of a composite") {
    CHECK(found("", "D5(020,010)", "AAA++a:b") == "");
    CHECK(found("", "D5(020,010)", "AAA++:b") ==
          "element-conditional-missing AAA 2.1 D5(020,010)\n");
    CHECK(found("", "D4(010,030)", "AAA++a::c") == "element-excluded AAA 2.3 D4(010,030)\n");
    CHECK(found("", "P0102", "AAA++a") == "element-conditional-missing AAA 2.2 P0102\n");
}

TEST_CASE("notes that name nothing are told") {
    CHECK(found("D5(040,010)", "", "AAA").find("names an element the segment does not have") !=
          std::string::npos);
    CHECK(found("D8(010,020)", "", "AAA").find("not a syntax note") != std::string::npos);
    CHECK(found("D5(015,010)", "", "AAA").find("not a syntax note") != std::string::npos);
    CHECK(found("", "D5(040,010)", "AAA").find("the composite does not have") != std::string::npos);
}

TEST_CASE("a code is told on a day when it is not valid") {
    CHECK(found("", "", "AAA+NOW+ANY:XXX") == "");
    CHECK(found("", "", "AAA+OLD+ANY:NEW") ==
          "code-not-valid AAA 1.0 OLD\ncode-not-valid AAA 2.2 NEW\n");
    CHECK(envelopeDay("261121") == makeDay(2026, 11, 21));
    CHECK(envelopeDay("991121") == makeDay(1999, 11, 21));
    CHECK(envelopeDay("20261121") == makeDay(2026, 11, 21));
    CHECK_FALSE(envelopeDay("261321"));
}
