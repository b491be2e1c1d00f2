// Takes a segment apart into values of the tree: elements, repeats, components.
#pragma once
#include <cstdint>
#include <string>

#include "mapping/syntax/charset.h"
#include "mapping/syntax/scan/segment_scanner.h"
#include "mapping/syntax/service_characters.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

// What the values alone do not tell.
struct SegmentFacts {
    std::uint32_t elements = 0;        // separators behind the id, empty elements included
    bool trailing_separators = false;  // the last element or component is empty
    bool unusual_bytes = false;        // values may hold control characters or non-ASCII
    bool overfull = false;             // more elements than can be counted; the rest is left out
};

class SegmentSplitter {
public:
    explicit SegmentSplitter(const ServiceCharacters& characters, Charset charset)
        : characters_(characters), charset_(charset) {}

    // Adds the values that are not empty to `node`. `message_offset` is where offsets count from.
    SegmentFacts addValues(const Segment& segment, std::uint64_t message_offset, Tree& tree,
                           NodeIndex node);

private:
    std::string_view text(std::string_view raw, bool released, bool unusual, Tree& tree);

    ServiceCharacters characters_;
    Charset charset_;
    std::string scratch_;
};

// The text without the release characters that act in it.
void appendUnreleased(std::string& out, std::string_view raw, char release);

}  // namespace entrepot::mapping
