#include "mapping/map/element_marks.h"

#include <catch2/catch.hpp>

using entrepot::mapping::ElementMarks;

TEST_CASE("a list has a mark for each element, however long it is") {
    const std::size_t size = GENERATE(0, 1, 64, 65, 200);
    ElementMarks marks(size);

    for (std::size_t i = 0; i < size; i += 2) marks.set(i);

    for (std::size_t i = 0; i < size; ++i) CHECK(marks.has(i) == (i % 2 == 0));
    CHECK(marks.hasAll() == (size <= 1));
    marks.setAll();
    CHECK(marks.hasAll());
}
