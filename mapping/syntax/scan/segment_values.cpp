#include "mapping/syntax/scan/segment_values.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t delimiters_max = 0xFFF0;  // so that no counter of a value overflows

}  // namespace

void appendUnreleased(std::string& out, std::string_view raw, char release) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == release && i + 1 < raw.size()) ++i;
        out += raw[i];
    }
}

std::string_view SegmentSplitter::text(std::string_view raw, bool released, bool unusual,
                                       Tree& tree) {
    const bool decode = unusual && needsDecoding(charset_, raw);
    if (!released && !decode) return raw;
    scratch_.clear();
    if (!decode) {
        appendUnreleased(scratch_, raw, characters_.release);
        return tree.keep(scratch_);
    }
    appendDecoded(scratch_, charset_, raw);
    if (!released) return tree.keep(scratch_);
    std::string unreleased;
    appendUnreleased(unreleased, scratch_, characters_.release);
    return tree.keep(unreleased);
}

SegmentFacts SegmentSplitter::addValues(const Segment& segment, std::uint64_t message_offset,
                                        Tree& tree, NodeIndex node) {
    SegmentFacts facts;
    facts.unusual_bytes = segment.unusual_bytes;
    if (segment.delimiters.size() < 2) return facts;
    std::span<const std::uint32_t> delimiters = segment.delimiters;
    if (delimiters.size() > delimiters_max) {
        facts.overfull = true;
        delimiters = delimiters.first(delimiters_max);
    }
    const auto in_message = static_cast<std::uint32_t>(segment.offset - message_offset);
    const std::uint32_t shift = in_message - segment.begin;
    const ServiceCharacters characters = characters_;
    std::uint32_t from = delimiters.front() + 1;
    std::uint16_t element = 1;
    std::uint16_t repeat = 1;
    std::uint16_t component = 1;
    bool released = false;
    const auto add = [&](std::uint32_t to) {
        if (to == from) return;
        std::string_view value(segment.base + from, to - from);
        if (released || segment.unusual_bytes)
            value = text(value, released, segment.unusual_bytes, tree);
        tree.addValue(node, value, element, repeat, component).offset = from + shift;
    };
    // The last one ends the segment; it may be the end of the payload, where no byte is.
    for (const std::uint32_t at : delimiters.subspan(1, delimiters.size() - 2)) {
        const char found = segment.base[at];
        if (found == characters.release && characters.release != '\0') {
            released = true;
            continue;
        }
        add(at);
        released = false;
        from = at + 1;
        if (found == characters.element) {
            ++element;
            repeat = component = 1;
        } else if (found == characters.component) {
            ++component;
        } else {
            ++repeat;
            component = 1;
        }
    }
    add(delimiters.back());
    facts.trailing_separators = from == delimiters.back();
    facts.elements = element;
    return facts;
}

}  // namespace entrepot::mapping
