#include "mapping/syntax/edifact/edifact_reader.h"

#include <catch2/catch.hpp>

#include "tests/mapping/syntax/matrix.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Verdict;
using Ids = std::vector<std::string>;

namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a legal ORDERS gives its envelope, its tree and no finding") {
    const Recorded recorded = read(edifact(orders));

    CHECK(recorded.findingIds() == Ids{});
    const exchange::InterchangeReport& interchange = recorded.interchanges.front();
    CHECK(interchange.version == "UNOC:3");
    CHECK(interchange.sender == exchange::EnvelopeParty{"14", "5412345000013", ""});
    CHECK(interchange.control == "REF1");
    CHECK(recorded.message().format.text() == "edifact/D96A/ORDERS");
    CHECK(recorded.message().association == "EAN008");
    CHECK(recorded.message().segments == 9);
    CHECK(holds(recorded.trees.front(), "SG25\n        LIN 1=1 3=4012345000016 3.2=EN"));
}

TEST_CASE("UNA names other characters") {
    std::string text = edifact(replaced(std::string(orders), "QTY+21:48'", "QTY+21:48,5'"));
    for (char& c : text) {
        if (c == '+') c = '|';
        if (c == ':') c = '>';
        if (c == '\'') c = '~';
    }
    const Recorded recorded = read("UNA>|,? ~\r\n" + text);
    CHECK(recorded.findingIds() == Ids{});
    CHECK(recorded.interchanges.front().decimal_mark == ',');
    CHECK(holds(recorded.trees.front(), "QTY 1=21 1.2=48,5"));
}

TEST_CASE("level B with control characters as separators is read without UNA") {
    std::string text = replaced(edifact(orders), "UNOC", "UNOB");
    for (char& c : text) {
        if (c == '+') c = '\x1D';
        if (c == ':') c = '\x1F';
        if (c == '\'') c = '\x1C';
    }
    CHECK(read(text).findingIds() == Ids{});
}

TEST_CASE("release characters make the next one plain, and never count") {
    const std::string body =
        replaced(std::string(orders), "LIN+1++4012345000016:EN'",
                 "LIN+1++4012345000016:EN'IMD+F++:::5 ?+ 3?: what?'s ?\?that?\?'FTX+AAI+++?a?'");
    const Recorded recorded = read(edifact(replaced(body, "?a?'", "?a'")));
    CHECK(holds(recorded.trees.front(), "IMD 1=F 3.4=5 + 3: what's ?that?\n"));
    CHECK(holds(recorded.trees.front(), "FTX 1=AAI 4=a\n"));
}

TEST_CASE("syntax 4 repeats elements and writes its dates in full") {
    const std::string text =
        "UNB+UNOC:4+A:14+B:14+20261121:0800+REF1'" +
        edifactMessage(replaced(std::string(orders), "QTY+21:48'", "PIA+1*5+X:SA'QTY+21:48'"),
                       "ORDERS:D:96A:UN") +
        "UNZ+1+REF1'";
    const Recorded recorded = read(text);
    CHECK(holds(recorded.trees.front(), "PIA 1=1 1^2=5 2=X 2.2=SA"));
    CHECK(recorded.findingIds() == Ids{"repeats-too-many"});
    // A blank in UNA means there is none, whatever the version.
    CHECK(holds(read("UNA:+.? '" + text).trees.front(), "PIA 1=1*5"));
}

TEST_CASE("line breaks before tags are no part of the syntax") {
    std::string text;
    for (const char c : edifact(orders)) text += c == '\'' ? "'\r\n" : std::string(1, c);
    CHECK(read("UNA:+.? '\n" + text).findingIds() == Ids{});
}

TEST_CASE("texts come as UTF-8 whatever the level declares") {
    const std::string body =
        replaced(std::string(orders), "NAD+BY+5412345000013::9'", "NAD+BY+++M\xFCller \x80'");
    CHECK(holds(read(edifact(body)).trees.front(), "NAD 1=BY 4=M\xC3\xBCller \xE2\x82\xAC"));
    const std::string cyrillic = replaced(edifact(body), "UNOC", "UNOE");
    CHECK(holds(read(cyrillic).trees.front(), "M\xD1\x9Cller"));
    const Recorded wrong = read(replaced(edifact(body), "UNOC", "UNOY"));
    CHECK(wrong.findingIds() == Ids{"text-encoding-invalid"});
    CHECK(wrong.message().verdict == Verdict::accepted_with_errors);
}

TEST_CASE("counts and references of every trailer are compared") {
    const std::string good = edifact(orders);
    const auto ids = [&](std::string_view from, std::string_view to) {
        return read(replaced(good, from, to)).findingIds();
    };
    CHECK(ids("UNT+9+1", "UNT+8+1") == Ids{"message-count-mismatch"});
    CHECK(ids("UNT+9+1", "UNT+9+2") == Ids{"message-control-mismatch"});
    CHECK(ids("UNZ+1+REF1", "UNZ+2+REF1") == Ids{"interchange-count-mismatch"});
    CHECK(ids("UNZ+1+REF1", "UNZ+1+REF2") == Ids{"interchange-control-mismatch"});
    CHECK(ids("UNZ+1+REF1'", "UNZ+1+REF1") == Ids{"terminator-missing"});
}

TEST_CASE("groups are counted in place of messages") {
    const std::string text = std::string(unb) + "UNG+ORDERS+A+B+261121:0800+7+UN+D:96A'" +
                             edifactMessage(orders, "ORDERS:D:96A:UN", "1") +
                             edifactMessage(orders, "ORDERS:D:96A:UN", "2") + "UNE+2+7'UNZ+1+REF1'";
    const Recorded recorded = read(text);
    CHECK(recorded.findingIds() == Ids{});
    CHECK(recorded.interchanges.front().groups.front().control == "7");
    CHECK(recorded.interchanges.front().groups.front().accepted == 2);
}

TEST_CASE("a date that does not exist and a number with letters are told where they stand") {
    const std::string body =
        replaced(replaced(std::string(orders), "DTM+137:20261121:102'", "DTM+137:20260230:102'"),
                 "QTY+21:48'", "QTY+21:4x'");
    const auto findings = read(edifact(body)).findings();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].id == "element-date-invalid");
    CHECK(findings[0].position.segment_ordinal == 3);
    CHECK(findings[0].position.component == 2);
    CHECK(findings[1].id == "element-not-numeric");
    CHECK(findings[1].position.path == "SG25[1]");
    CHECK(findings[1].position.segment == "QTY");
}

TEST_CASE("a decimal sign without a digit before it is only a warning") {
    const Recorded recorded =
        read(edifact(replaced(std::string(orders), "QTY+21:48'", "QTY+21:.5'")));
    CHECK(recorded.findingIds() == Ids{"element-digit-missing"});
    CHECK(recorded.message().verdict == Verdict::accepted_with_errors);
}

TEST_CASE("CONTRL is read whatever version it names") {
    for (const char* identifier : {"CONTRL:2:2:UN", "CONTRL:D:3:UN:EAN002", "CONTRL:4:1:UN"}) {
        const std::string body = "UCI+REF9+A:14+B:14+7'";
        INFO(identifier);
        CHECK(read(edifact(body, identifier)).findingIds() == Ids{});
    }
}

TEST_CASE("payloads that are no EDIFACT get one finding") {
    const auto only = [](std::string_view bytes) {
        const auto source = memorySource(bytes);
        return read(*source, "edifact").findingIds();
    };
    CHECK(only("") == Ids{"payload-empty"});
    CHECK(only("hello") == Ids{"payload-unrecognised"});
    CHECK(only("UNA:::::::") == Ids{"envelope-malformed"});
    CHECK(only("UNB") == Ids{"envelope-malformed"});
}

TEST_CASE("an EDIFACT payload cut anywhere is refused as truncated") {
    const std::string whole = edifact(orders);
    for (std::size_t size = unb.size(); size + 1 < whole.size(); ++size) {
        const Recorded recorded = read(whole.substr(0, size));
        INFO(size);
        REQUIRE(recorded.interchanges.size() == 1);
        CHECK(recorded.interchanges.front().verdict == Verdict::refused);
    }
}
