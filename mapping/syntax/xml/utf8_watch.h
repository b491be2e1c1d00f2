// Where a stream of bytes first stops to be UTF-8. XML parsers decode ahead and cannot say.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "mapping/syntax/xml/xml_tree_builder.h"

namespace entrepot::mapping {

class Utf8Watch {
public:
    void add(std::string_view bytes);
    // The first byte of what is no character; nothing when all was good so far.
    const std::optional<XmlPlace>& wrong() const { return wrong_; }

private:
    void pass(std::string_view ascii);
    void addByte(unsigned char byte);  // of a character beyond ASCII

    XmlPlace at_{0, 1, 1};        // of the next byte
    XmlPlace character_;          // of the one that is open
    int open_ = 0;                // bytes it still needs
    unsigned char least_ = 0x80;  // what its next byte may be
    unsigned char most_ = 0xBF;
    std::optional<XmlPlace> wrong_;
};

}  // namespace entrepot::mapping
