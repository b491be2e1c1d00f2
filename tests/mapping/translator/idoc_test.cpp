// IDocs beyond their samples.
#include <catch2/catch.hpp>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

TEST_CASE("the items in a package of a delivery name the package") {
    std::string bytes =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/idoc/desadv.xml");
    const std::size_t end = bytes.find("</E1EDL37>");
    REQUIRE(end != std::string::npos);
    bytes.insert(end, "<E1EDL44 SEGMENT=\"1\"><POSNR>000020</POSNR></E1EDL44>");
    const auto back = mapping::test::readBack(mapping::test::translator(), bytes);
    REQUIRE(back.documents.size() == 1);
    const auto& notice = std::get<model::ShipNotice>(back.documents[0]);
    REQUIRE(notice.packages.size() == 1);
    CHECK(notice.lines.at(0).package.empty());
    CHECK(notice.lines.at(1).package == notice.packages[0].id);
    CHECK(notice.packages[0].sscc == "340123450000000017");
}
