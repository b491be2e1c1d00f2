// An envelope segment taken apart: its elements by number.
#pragma once
#include <string>
#include <string_view>

#include "mapping/syntax/scan/segment_values.h"

namespace entrepot::mapping {

class EnvelopeSegment {
public:
    EnvelopeSegment(const ServiceCharacters& characters, Charset charset)
        : splitter_(characters, charset) {}

    // Views hold until the next split.
    void split(const Segment& segment) {
        tree_.clear();
        node_ = tree_.addNode(Tree::root, "envelope");
        splitter_.addValues(segment, segment.offset, tree_, node_);
    }
    // Empty when it is not there.
    std::string_view at(std::uint16_t element, std::uint16_t component = 1) const {
        const Value* value = tree_.find(node_, element, component);
        return value == nullptr ? std::string_view{} : value->text;
    }
    std::string text(std::uint16_t element, std::uint16_t component = 1) const {
        return std::string(at(element, component));
    }

private:
    SegmentSplitter splitter_;
    Tree tree_;
    NodeIndex node_ = no_node;
};

// Without blanks at the end.
std::string_view withoutTrailingBlanks(std::string_view text);
bool isDigits(std::string_view text);

}  // namespace entrepot::mapping
