#include "mapping/grammar/structure_matcher.h"

#include <catch2/catch.hpp>

#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using Ids = std::vector<std::string>;

namespace {

constexpr const char* head = "BEG*00*SA*PO-1**20261121~";

Recorded order(const std::string& body) {
    return read(x12(body));
}

}  // namespace

TEST_CASE("an unknown segment is one finding and what follows is read as if it were not there") {
    const Recorded recorded =
        order(std::string(head) + "N1*ST*Store~XYZ*1~XYZ*2~N3*Street~PO1*1*1*EA~CTT*1~");
    CHECK(recorded.findingIds() == Ids{"segment-unrecognised"});
    CHECK(recorded.findings().front().position.segment_ordinal == 4);
    CHECK(recorded.trees.front().find("N1\n        N1 1=ST 2=Store\n        XYZ (no rule)") !=
          std::string::npos);
}

TEST_CASE("a segment of another message is told apart from an unknown one") {
    CHECK(order(std::string(head) + "AK1*PO*1~PO1*1*1*EA~").findingIds() ==
          Ids{"segment-not-in-message"});
}

TEST_CASE("a segment that comes too late is one finding, and its place in the tree is its row") {
    const Recorded recorded = order(std::string(head) + "N1*ST*Store~CUR*BY*EUR~PO1*1*1*EA~CTT*1~");
    CHECK(recorded.findingIds() == Ids{"segment-out-of-order"});
    CHECK(recorded.trees.front().find("CUR 1=BY 2=EUR") != std::string::npos);
}

TEST_CASE("a loop whose first segment is missing is opened all the same") {
    const Recorded recorded = order(std::string(head) + "N3*Street~N4*City~PO1*1*1*EA~CTT*1~");
    CHECK(recorded.findingIds() == Ids{"segment-missing"});
    CHECK(recorded.findings().front().values.front().second == "N1");
}

TEST_CASE("missing mandatory segments and loops are told where they should stand") {
    const auto findings = order("REF*DP*1~CTT*0~").findings();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].id == "segment-missing");
    CHECK(findings[0].position.segment == "BEG");
    CHECK(findings[0].position.segment_ordinal == 2);
    CHECK(findings[1].id == "loop-missing");
    CHECK(findings[1].position.segment == "PO1");
    CHECK(findings[1].position.segment_ordinal == 3);
}

TEST_CASE("a segment too many is told once, with what is allowed") {
    const Recorded recorded =
        order(std::string(head) + "N1*ST*A~N3*1~N3*2~N3*3~N3*4~N4*City~PO1*1*1*EA~");
    CHECK(recorded.findingIds() == Ids{"segment-too-often"});
    CHECK(recorded.findings().front().position.path == "N1[1]");
    CHECK(recorded.findings().front().values[1].second == "2");
}

TEST_CASE("a loop too many is told once and still read") {
    std::string body = std::string(head) + "PO1*1*1*EA~";
    for (int i = 0; i < 27; ++i) body += "SAC*C*D240***500~";
    const Recorded recorded = order(body);
    CHECK(recorded.findingIds() == Ids{"loop-too-often"});
}

TEST_CASE("the same segment finds its place by where it stands") {
    const Recorded recorded = order(std::string(head) +
                                    "REF*DP*1~N1*ST*A~REF*DP*2~PO1*1*1*EA~REF*DP*3~"
                                    "SCH*1*EA***002*20261205~REF*DP*4~N1*ST*B~REF*DP*5~CTT*1~");
    CHECK(recorded.findingIds() == Ids{});
    const std::string& tree = recorded.trees.front();
    CHECK(tree.find("      REF 1=DP 2=1") != std::string::npos);
    CHECK(tree.find("        REF 1=DP 2=3") != std::string::npos);
    CHECK(tree.find("          REF 1=DP 2=5") != std::string::npos);
}

TEST_CASE("a finding names the occurrence of every loop around it") {
    const auto findings = order(std::string(head) +
                                "PO1*1*1*EA~PO1*2*1*EA~SCH*1*EA***002*20261205~"
                                "SCH*1*EA***002*20261305~")
                              .findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().position.path == "PO1[2]/SCH[2]");
    CHECK(findings.front().position.element == 6);
}

TEST_CASE("an EDIFACT message without UNS says so and reads its summary") {
    const Recorded recorded =
        read(edifact("BGM+220+PO-1+9'DTM+137:20261121:102'LIN+1'QTY+21:1'CNT+2:1'"));
    CHECK(recorded.findingIds() == Ids{"segment-missing"});
    CHECK(recorded.findings().front().position.segment == "UNS");
}
