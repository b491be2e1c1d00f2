#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/mapping/map/tree_schemas.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace mt = entrepot::mapping::test;

namespace {

std::string levelFindings(const std::string& body) {
    static const mt::TreeSchemas schemas;
    static const SchemaTranslator translator(schemas.folder());
    const auto count = 2 + std::count(body.begin(), body.end(), '~');
    const auto read = mt::readBack(
        translator,
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261122*1200*U*"
        "00401*000000001*0*T*>~GS*SH*S*R*20261122*1200*1*X*TREE~ST*856*0001~" +
            body + "SE*" + std::to_string(count) + "*0001~GE*1*1~IEA*1*000000001~");
    std::string text;
    for (const exchange::Finding& finding : read.findings)
        if (finding.id.starts_with("level-")) text += mt::line(finding) + "\n";
    return text;
}

}  // namespace

TEST_CASE("levels that say what stands below them and count upwards have no finding") {
    CHECK(levelFindings("HL*1**S*1~HL*2*1*O*1~PRF*PO-1~HL*3*2*I*0~LIN*1~SN1**5*EA~") == "");
    CHECK(levelFindings("HL*1**S~HL*5*1*O~PRF*PO-1~HL*7*5*I~LIN*1~SN1**5*EA~") == "");
}

TEST_CASE("a wrong child flag, numbers that go down and a child before its parent are told") {
    CHECK(levelFindings("HL*1**S*1~HL*2*1*O*0~PRF*PO-1~HL*3*2*I*1~LIN*1~SN1**5*EA~") ==
          "warning level-children-wrong segment 3 HL[2] HL 4 found=0 expected=1\n"
          "warning level-children-wrong segment 5 HL[3] HL 4 found=1 expected=0\n");
    CHECK(levelFindings("HL*1**S*1~HL*3*1*O*1~PRF*PO-1~HL*2*3*I*0~LIN*1~SN1**5*EA~") ==
          "warning level-id-sequence segment 5 HL[3] HL 1 found=2 expected=above 3\n");
    CHECK(levelFindings("HL*1**S*1~HL*2*3*I*0~LIN*1~SN1**5*EA~HL*3*1*O*1~PRF*PO-1~") ==
          "warning level-id-sequence segment 3 HL[2] HL 1 found=2 expected=behind 3\n");
}

TEST_CASE("an unknown parent and a circle are told once, where the level names its parent") {
    CHECK(levelFindings("HL*1**S*1~HL*2*7*O*1~PRF*PO-1~HL*3*2*I*0~LIN*1~SN1**5*EA~")
              .find("error level-parent-unknown segment 3 HL[2] HL 2") == 0);
    CHECK(levelFindings("HL*1**S*0~HL*2*3*O*1~PRF*PO-1~HL*3*2*I*1~LIN*1~SN1**5*EA~")
              .find("level-parent-circular") != std::string::npos);
}
