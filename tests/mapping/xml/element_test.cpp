#include "mapping/xml/element.h"

#include <catch2/catch.hpp>

using namespace entrepot;
using namespace entrepot::mapping;

TEST_CASE("our own XML files come with their lines, attributes and text") {
    const auto top = xml::loadText("<a x='1'>\n <b y='\u00e9'> t </b>\n</a>", "test.xml");

    REQUIRE(top.has_value());
    CHECK(top->attributeOr("x", "") == "1");
    CHECK(top->child("b")->line == 2);
    CHECK(top->child("b")->text == "t");
    CHECK(*top->child("b")->attribute("y") == "\u00e9");
    CHECK(top->child("c") == nullptr);
}

TEST_CASE("a broken file of ours is refused with file and line") {
    CHECK(xml::loadText("<a>\n<b></a>", "test.xml").error().what.find("test.xml:2") == 0);
    CHECK_FALSE(xml::loadText("", "test.xml").has_value());
    CHECK_FALSE(xml::loadText("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "test.xml").has_value());
    CHECK(xml::loadFile("/nowhere/x.xml").error().kind == FailureKind::not_found);
}

TEST_CASE("a file of ours that is too deep is refused") {
    const auto nested = [](int levels) {
        std::string text;
        for (int i = 0; i < levels; ++i) text += "<a>";
        for (int i = 0; i < levels; ++i) text += "</a>";
        return xml::loadText(text, "test.xml");
    };

    CHECK(nested(64).has_value());
    CHECK(nested(65).error().what == "test.xml:1: more than 64 levels of elements");
}
