#include "mapping/grammar/element_checker.h"

#include <catch2/catch.hpp>

#include "mapping/grammar/value_checks.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using Ids = std::vector<std::string>;

namespace {

// The findings of one PO1 segment in an otherwise legal order.
std::vector<exchange::Finding> ofLine(const std::string& line) {
    return read(x12("BEG*00*SA*PO-1**20261121~" + line + "~")).findings();
}

Ids idsOf(const std::vector<exchange::Finding>& findings) {
    Ids ids;
    for (const exchange::Finding& finding : findings) ids.push_back(finding.id);
    return ids;
}

}  // namespace

TEST_CASE("each element check tells its own finding") {
    struct Row {
        const char* line;
        Ids ids;
    };
    const Row rows[] = {
        {"PO1*1*48*EA*12.75", {}},
        {"PO1*1*-48*EA", {}},
        {"PO1*1*48", {}},
        {"PO1*1*4x*EA", {"element-not-numeric"}},
        {"PO1*1*4,5*EA", {"element-not-numeric"}},
        {"PO1*1*1234567890123456*EA", {"element-too-long"}},
        {"PO1*1*-12345678901234.5*EA", {}},
        {"PO1*1**EA", {"element-conditional-missing"}},
        {"PO1*1*48*E", {"element-too-short"}},
        {"PO1*1*48*EA*1*PE*VN", {"element-conditional-missing"}},
        {"PO1*1*48*EA**PE", {"element-conditional-missing"}},
        {"PO1*1*48*EA*1**VN*1>2", {"components-too-many"}},
        {"PO1", {"segment-empty"}},
        {"PO1*1*48*EA*1**", {"trailing-separators"}},
        {"PO1*1*48*EA~DTM*002*20260231", {"element-date-invalid"}},
        {"PO1*1*48*EA~DTM*002**2561", {"element-time-invalid"}},
        {"PO1*1*48*EA~DTM*002", {"element-conditional-missing"}},
        {"PO1*1*48*EA~DTM**20261121", {"element-missing"}},
        {"PO1*1*48*EA~SLN*1**I*1*EA>>>>>>>>>>>>>>>x", {"components-too-many"}},
        {"PO1*1*48*EA~SLN*1**I*1*>2", {"element-missing"}},
        {"PO1*1*48*EA~MSG*a\x01"
         "b",
         {"element-character-invalid"}},
        {"PO1*1*48*EA~CTP****1*EA*SEL*.5~PO4*x", {"element-not-numeric"}},
        {"PO1*1*48*EA~SAC*C*D240***5.00", {"element-not-numeric"}},
        {"PO1*1*48*EA~SAC*C*D240***-500", {}},
        {"PO1*1*48*EA~SAC*Q*D240***500", {}},
    };
    for (const Row& row : rows) {
        INFO(row.line);
        CHECK(idsOf(ofLine(row.line)) == row.ids);
    }
}

TEST_CASE("an unknown code of a whole list is told, of a partial list not") {
    const auto findings = read(x12("BEG*ZA*QQ*PO-1**20261121~PO1*1*1*XX~")).findings();
    REQUIRE(idsOf(findings) == Ids{"element-code-unknown"});
    CHECK(findings.front().position.segment == "BEG");
    CHECK(findings.front().position.element == 1);
}

TEST_CASE("too many elements are told at the first that is too much") {
    const auto findings = ofLine("CTT*1*2*3*EA*5*EA*desc*8*9");
    const auto too_many = std::find_if(findings.begin(), findings.end(), [](const auto& each) {
        return each.id == "elements-too-many";
    });
    REQUIRE(too_many != findings.end());
    CHECK(too_many->position.element == 8);
}

TEST_CASE("a partner's severity goes before the catalogue's") {
    ReadOptions options;
    options.severities["element-conditional-missing"] = exchange::Severity::note;
    const Recorded recorded = read(x12("BEG*00*SA*PO-1**20261121~PO1*1*48*EA****W-1~"), options);
    CHECK(recorded.message().verdict == exchange::Verdict::accepted);
    CHECK(recorded.findings().front().severity == exchange::Severity::note);
}

TEST_CASE("a finding carries what acknowledgements need: reference, found, offset") {
    const std::string text = x12("BEG*00*SA*PO-1**20261121~PO1*1*4x*EA~");
    const auto findings = read(text).findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().position.offset == text.find("4x"));
    CHECK(findings.front().position.segment_ordinal == 3);
    CHECK(findings.front().values ==
          std::vector<std::pair<std::string, std::string>>{{"found", "4x"}, {"reference", "330"}});
}

TEST_CASE("numbers, dates and times are what the standards say") {
    CHECK(numberForm("12", ".") == NumberForm::good);
    CHECK(numberForm("-12.5", ".") == NumberForm::good);
    CHECK(numberForm("12,5", ".,") == NumberForm::good);
    CHECK(numberForm("1,234.5", ".,") == NumberForm::not_numeric);
    CHECK(numberForm(".5", ".") == NumberForm::digit_missing);
    CHECK(numberForm("-", ".") == NumberForm::not_numeric);
    CHECK(numberForm("+1", ".") == NumberForm::not_numeric);
    CHECK(digitCount("-12.50") == 4);
    CHECK(isDate("20240229", false));
    CHECK_FALSE(isDate("20230229", false));
    CHECK_FALSE(isDate("2026-11-21", false));
    CHECK(isDate("2026-11-21", true));
    CHECK(isTime("0000", false));
    CHECK_FALSE(isTime("2400", false));
    CHECK_FALSE(isTime("12345", false));
    CHECK(isTime("08:30:00", true));
    CHECK(isFormattedDate("202611210830", "203"));
    CHECK_FALSE(isFormattedDate("202611212530", "203"));
    CHECK(isFormattedDate("2026112120261130", "718"));
    CHECK(isFormattedDate("20261121-20261130", "718"));
    CHECK_FALSE(isFormattedDate("202654", "616"));
    CHECK(isFormattedDate("anything", "999"));
}
