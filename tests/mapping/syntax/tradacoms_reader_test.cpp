#include <catch2/catch.hpp>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

std::string sample() {
    return mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/tradacoms/orders.edi");
}

mapping::test::ReadBack read(std::string_view bytes, const ports::ReadSettings& settings = {}) {
    return mapping::test::readBack(mapping::test::translator(), bytes, settings);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("a TRADACOMS file of several orders makes several orders, each with the file's header") {
    const mapping::test::ReadBack back = read(sample());
    REQUIRE(back.documents.size() == 2);
    for (const model::BusinessDocument& document : back.documents)
        CHECK(findParty(std::get<model::Order>(document).parties, model::PartyRole::buyer)->name ==
              "CORNER STORES LTD");
    CHECK(std::get<model::Order>(back.documents[1]).number == "70971");
    CHECK(back.interchanges.at(0).control == "000447");
    CHECK_FALSE(back.interchanges.at(0).test);
}

TEST_CASE("TRADACOMS counts are compared: segments, orders of a file, messages") {
    CHECK(read(replaced(sample(), "MTR=9'", "MTR=8'")).has("message-count-mismatch"));
    CHECK(read(replaced(sample(), "MTR=3'", "MTR=4'")).has("message-count-mismatch"));
    CHECK(read(replaced(sample(), "OFT=2'", "OFT=3'")).has("group-count-mismatch"));
    CHECK(read(replaced(sample(), "END=4'", "END=3'")).has("interchange-count-mismatch"));
    CHECK(read(replaced(sample(), "END=4'", "")).has("interchange-trailer-missing"));
    CHECK(read(replaced(sample(), "MTR=9'", "")).has("message-trailer-missing"));
}

TEST_CASE("a TRADACOMS message without a file header misses it") {
    const std::string order = sample();
    const std::size_t from = order.find("MHD=1");
    const std::string alone = order.substr(0, from) + order.substr(order.find("MHD=2"));
    const mapping::test::ReadBack back = read(alone);
    CHECK(back.has("loop-missing"));
    CHECK(back.documents.empty());
}

TEST_CASE("released characters come and go in TRADACOMS") {
    const mapping::test::ReadBack back = read(sample());
    REQUIRE(back.documents.size() == 2);
    CHECK(std::get<model::Order>(back.documents[0]).notes.at(2) == "RING O'BRIEN");
    const auto written = mapping::test::translator().write(
        back.documents[0], mapping::test::settingsFor(back.formats[0]));
    REQUIRE(written.has_value());
    CHECK(written->bytes.find("RING O?'BRIEN") != std::string::npos);
    CHECK(written->bytes.substr(0, 10) == "STX=ANA:1+");
    CHECK(written->bytes.find("'OFT=1'MTR=3'END=3'") != std::string::npos);
}

TEST_CASE("text without END, MHD out of place and other files end in findings") {
    CHECK(read("STX=").has("payload-truncated"));
    CHECK(read("STX=ANA:1+A+B+261120:083000+1'CLO=1'END=0'").has("envelope-segment-unexpected"));
    CHECK(read("STX=ANA:1+A+B+261120:083000+1'MHD=1+INVFIL:9'TYP=0700'MTR=3'END=1'")
              .has("message-unsupported"));
    ports::ReadSettings settings;
    settings.limits.segments_per_message_max = 50;
    std::string flood = sample();
    std::string lines;
    for (int i = 0; i < 500; ++i) lines += "OLD=1+5098765432100++:1+12+60'";
    CHECK(read(replaced(flood, "OLD=1", lines + "OLD=1"), settings).has("too-many-segments"));
}
