// Writes the segments of a tree, in order. What both EDI writers share.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "mapping/syntax/service_characters.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

// Appends one text as it may stand between separators.
using TextWriter = std::function<void(std::string& out, std::string_view text)>;

class SegmentWriter {
public:
    SegmentWriter(std::string& out, const ServiceCharacters& characters, bool line_breaks,
                  TextWriter write_text)
        : out_(out),
          characters_(characters),
          line_breaks_(line_breaks),
          write_text_(std::move(write_text)) {}

    // A node with children is a loop: they are written. One without is a segment; without values
    // it is left out. Empty values are left out, so nothing trails.
    Result<void> writeTree(const Tree& tree);
    // Elements as given; each may be made of components. Empty ones at the end are left out.
    void write(std::string_view id, const std::vector<std::vector<std::string>>& elements);

    std::uint32_t segments() const { return segments_; }
    void resetCount() { segments_ = 0; }

private:
    Result<void> writeNode(const Tree& tree, const Node& node);
    Result<void> writeSegment(const Tree& tree, const Node& node);
    void endSegment();

    std::string& out_;
    ServiceCharacters characters_;
    bool line_breaks_;
    TextWriter write_text_;
    std::vector<const Value*> values_;
    std::uint32_t segments_ = 0;
};

}  // namespace entrepot::mapping
