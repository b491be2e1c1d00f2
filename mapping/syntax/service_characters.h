// The characters that structure an EDI interchange. '\0' = there is none.
#pragma once

namespace entrepot::mapping {

struct ServiceCharacters {
    char segment = '\'';
    char element = '+';
    char component = ':';
    char repetition = '\0';
    char release = '\0';
    char decimal_mark = '.';

    friend bool operator==(const ServiceCharacters&, const ServiceCharacters&) = default;
};

}  // namespace entrepot::mapping
