// What a partner's severities do to a document, its findings and its acknowledgement.
#include <catch2/catch.hpp>

#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Severity;

namespace {

struct Outcome {
    std::size_t documents = 0;
    std::string findings;
    std::string acknowledgement;
};

Outcome outcomeOf(const std::string& bytes, const std::map<std::string, Severity>& severities) {
    exchange::Partner partner;
    for (const auto& [id, severity] : severities) partner.severities[id] = severity;
    ports::ReadSettings settings;
    settings.partner = &partner;
    const ReadBack read = readBack(translator(), bytes, settings);
    Outcome outcome;
    outcome.documents = read.documents.size();
    for (const exchange::Finding& finding : read.findings)
        if (finding.id != "data-not-mapped")
            outcome.findings += std::string(nameOf(finding.severity)) + " " + finding.id + "\n";
    const auto written = translator().acknowledge(read.interchanges.front(), settingsFor({}));
    REQUIRE(written.has_value());
    REQUIRE(written->has_value());
    outcome.acknowledgement = (*written)->bytes;
    return outcome;
}

// From the first of the segments named to the end of the message.
std::string from(const std::string& text, const std::string& segment, const std::string& end) {
    const std::size_t begin = text.find(segment);
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find(end, begin) - begin);
}

const std::string long_text(90, 'x');

}  // namespace

TEST_CASE("a finding refuses, marks, is known to us only or is nothing, and the 997 says so") {
    const std::string bytes =
        x12("BEG*00*SA*PO-1**20261121~N1*ST*Store*92*07~PO1*1*48*EA*12.75**VN*W-1~PID*F****" +
            long_text + "~CTT*1~");
    const std::string noted = "AK3*PID*5*PID*8~AK4*5*352*5*" + long_text.substr(0, 80) + "~";
    struct Row {
        Severity severity;
        std::size_t documents;
        std::string findings;
        std::string acknowledgement;
    };
    const Row rows[] = {
        {Severity::error, 0, "error element-too-long\n", noted + "AK5*R*5~AK9*R*1*1*0~"},
        {Severity::warning, 1, "warning element-too-long\n", noted + "AK5*E*5~AK9*E*1*1*1~"},
        {Severity::note, 1, "note element-too-long\n", "AK5*A~AK9*A*1*1*1~"},
        {Severity::ignored, 1, "", "AK5*A~AK9*A*1*1*1~"},
    };
    for (const Row& row : rows) {
        INFO(nameOf(row.severity));
        const Outcome outcome = outcomeOf(bytes, {{"element-too-long", row.severity}});
        const std::string said = outcome.acknowledgement;
        CHECK(outcome.documents == row.documents);
        CHECK(outcome.findings == row.findings);
        CHECK(from(said, said.find("AK3") == said.npos ? "AK5" : "AK3", "SE*") ==
              row.acknowledgement);
    }
}

TEST_CASE("the CONTRL names what is refused, and nothing else") {
    const std::string bytes = edifact(
        "BGM+220+PO-1+9'DTM+137:20261121:102'NAD+BY+5412345000013::9'NAD+ST+5412345000020::9'"
        "LIN+1234567++4012345000016:EN'QTY+21:48'UNS+S'CNT+2:1'");
    const auto ucm = [&](Severity severity) {
        const Outcome outcome = outcomeOf(bytes, {{"element-too-long", severity}});
        CHECK(outcome.documents == (severity == Severity::error ? 0u : 1u));
        return from(outcome.acknowledgement, "UCI", "UNT+");
    };
    const std::string head = "UCI+REF1+5412345000013:14+4012345000009:14+";

    CHECK(ucm(Severity::error) == head + "7'UCM+1+ORDERS:D:96A:UN:EAN008+4'UCS+6'UCD+39+1'");
    CHECK(ucm(Severity::warning) == head + "7'");
    CHECK(ucm(Severity::note) == head + "7'");
    CHECK(ucm(Severity::ignored) == head + "7'");
}

TEST_CASE("an error of the envelope can be agreed away, what is fatal cannot") {
    std::string bytes = x12(order850);
    bytes.replace(bytes.find("GE*1*"), 5, "GE*7*");

    CHECK(outcomeOf(bytes, {}).acknowledgement.find("AK9*R*7*1*0*5~") != std::string::npos);
    CHECK(outcomeOf(bytes, {{"group-count-mismatch", Severity::warning}})
              .acknowledgement.find("AK9*E*7*1*1*5~") != std::string::npos);
    CHECK(outcomeOf(bytes, {{"group-count-mismatch", Severity::ignored}})
              .acknowledgement.find("AK9*A*7*1*1~") != std::string::npos);
    exchange::Partner partner;
    partner.severities["payload-empty"] = Severity::ignored;
    ports::ReadSettings settings;
    settings.partner = &partner;
    CHECK(readBack(translator(), "", settings).has("payload-empty"));
}
