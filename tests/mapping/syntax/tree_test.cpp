#include "mapping/syntax/tree.h"

#include <catch2/catch.hpp>

using namespace entrepot::mapping;

TEST_CASE("a tree keeps children in order and finds values by element and component") {
    Tree tree;
    const NodeIndex loop = tree.addNode(Tree::root, "N1");
    const NodeIndex segment = tree.addNode(loop, "N1");
    tree.addValue(segment, "ST", 1);
    tree.addValue(segment, "92", 3, 1, 2);
    const NodeIndex next = tree.addNode(loop, "N2");

    CHECK(tree.node(loop).first_child == segment);
    CHECK(tree.node(segment).next_sibling == next);
    CHECK(tree.find(segment, 3, 2)->text == "92");
    CHECK(tree.find(segment, 3) == nullptr);
}

TEST_CASE("texts kept in a tree stay where they are while it grows, and clear reuses the room") {
    Tree tree;
    const std::string_view first = tree.keep("a text that is longer than any small buffer holds");
    for (int i = 0; i < 1000; ++i) tree.keep("x");

    CHECK(first == "a text that is longer than any small buffer holds");
    tree.clear();
    CHECK(tree.nodeCount() == 1);
    CHECK(tree.keep("again") == "again");
}
