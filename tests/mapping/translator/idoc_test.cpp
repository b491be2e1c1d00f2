// IDocs beyond their samples.
#include <catch2/catch.hpp>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

std::string sample(const std::string& name) {
    return mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/idoc/" + name);
}

template <class Document>
Document only(const std::string& bytes) {
    const auto back = mapping::test::readBack(mapping::test::translator(), bytes);
    REQUIRE(back.documents.size() == 1);
    return std::get<Document>(back.documents[0]);
}

std::string handlingUnit(const std::string& sscc, const std::string& contents) {
    return "<E1EDL37 SEGMENT=\"1\"><EXIDV>00" + sscc + "</EXIDV>" + contents + "</E1EDL37>";
}

std::string packed(const std::string& fields) {
    return "<E1EDL44 SEGMENT=\"1\">" + fields + "</E1EDL44>";
}

}  // namespace

TEST_CASE("what a handling unit of a delivery holds names it: items and other units") {
    std::string bytes = sample("desadv.xml");
    const std::size_t from = bytes.find("<E1EDL37");
    const std::string end = "</E1EDL37>";
    bytes.replace(
        from, bytes.find(end) + end.size() - from,
        handlingUnit("340123450000000017", packed("<VELIN>1</VELIN><VBELN>80009912</VBELN>"
                                                  "<POSNR>000020</POSNR>") +
                                               packed("<VELIN>3</VELIN>"
                                                      "<EXIDV>00340123450000000024</EXIDV>")) +
            handlingUnit("340123450000000024", packed("<VELIN>1</VELIN>"
                                                      "<POSNR>000010</POSNR>")));

    const auto notice = only<model::ShipNotice>(bytes);

    REQUIRE(notice.packages.size() == 2);
    const model::Package& pallet = notice.packages[0];
    const model::Package& carton = notice.packages[1];
    CHECK(pallet.sscc == "340123450000000017");
    CHECK(pallet.parent.empty());
    CHECK(carton.sscc == "340123450000000024");
    CHECK(carton.parent == pallet.id);
    CHECK(notice.lines.at(0).package == carton.id);
    CHECK(notice.lines.at(1).package == pallet.id);
}

TEST_CASE("the sign of an allowance is in its qualifier, with or without one beside the amount") {
    const std::string bytes = sample("orders.xml");
    const std::size_t at = bytes.find("12.00-");
    REQUIRE(at != std::string::npos);

    for (const char* amount : {"12.00-", "-12.00", "12.00"}) {
        std::string with = bytes;
        const auto order = only<model::Order>(with.replace(at, 6, amount));
        REQUIRE(order.charges.size() > 0);
        const model::Charge& charge = order.charges.back();
        CHECK(charge.kind == model::ChargeKind::allowance);
        CHECK(charge.amount == Amount::whole(12));
    }
}
