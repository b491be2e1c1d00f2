#include "mapping/syntax/inspector.h"

#include <catch2/catch.hpp>

using namespace entrepot::mapping;

TEST_CASE("the first bytes tell what a payload is") {
    CHECK(inspect("ISA*00*").kind == PayloadKind::x12);
    CHECK(inspect("\xEF\xBB\xBF\r\n UNA:+.? '").kind == PayloadKind::edifact);
    CHECK(inspect("UNB+UNOC:3+").kind == PayloadKind::edifact);
    CHECK(inspect("STX=ANA:1+").kind == PayloadKind::tradacoms);
    CHECK(inspect("{\"a\":1}").kind == PayloadKind::json);
    CHECK(inspect("").kind == PayloadKind::empty);
    CHECK(inspect(" \r\n\t").kind == PayloadKind::empty);
    CHECK(inspect("\x89PNG\r\n\x1A\n").kind == PayloadKind::binary);
    CHECK(inspect(std::string(500, '\x01')).kind == PayloadKind::binary);
    CHECK(inspect("hello world").kind == PayloadKind::unknown);
}

TEST_CASE("an XML payload names its root and namespace") {
    const Inspection ubl = inspect(
        "<?xml version=\"1.0\"?>\n<!-- order --><o:Order xmlns:o=\"urn:oasis:Order-2\" a='b'>");
    CHECK(ubl.kind == PayloadKind::xml);
    CHECK(ubl.root == "Order");
    CHECK(ubl.namespace_uri == "urn:oasis:Order-2");
    const Inspection cxml = inspect("<!DOCTYPE cXML SYSTEM \"x.dtd\"><cXML payloadID=\"1\">");
    CHECK(cxml.root == "cXML");
    CHECK(cxml.namespace_uri.empty());
}

TEST_CASE("a CSV payload has a header row and a separator") {
    const Inspection csv = inspect("order_number;item;quantity\r\nPO-1;W-1;48\r\n");
    CHECK(csv.kind == PayloadKind::csv);
    CHECK(csv.separator == ';');
    CHECK(csv.header == "order_number;item;quantity");
}

TEST_CASE("an interchange behind other text is found") {
    const std::string isa =
        "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*00401*"
        "000000001*0*P*>~";
    const Inspection x12 = inspect("From: buyer\n\n" + isa);
    CHECK(x12.kind == PayloadKind::x12);
    CHECK(x12.offset == 13);
}
