#include "mapping/syntax/scan/segment_values.h"

namespace entrepot::mapping {
namespace {

constexpr std::uint32_t counter_max = 0xFFF0;

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
    if (!released) {
        appendDecoded(scratch_, charset_, raw);
        return tree.keep(scratch_);
    }
    appendUnreleased(scratch_, raw, characters_.release);
    if (!decode) return tree.keep(scratch_);
    std::string decoded;
    appendDecoded(decoded, charset_, scratch_);
    return tree.keep(decoded);
}

SegmentFacts SegmentSplitter::addValues(const Segment& segment, std::uint64_t message_offset,
                                        Tree& tree, NodeIndex node) {
    SegmentFacts facts;
    facts.unusual_bytes = segment.unusual_bytes;
    if (segment.delimiters.size() < 2) return facts;
    const auto in_message = static_cast<std::uint32_t>(segment.offset - message_offset);
    const std::uint32_t shift = in_message - segment.begin;
    std::uint32_t from = segment.delimiters.front() + 1;
    std::uint32_t element = 1;
    std::uint32_t repeat = 1;
    std::uint32_t component = 1;
    bool released = false;
    for (const std::uint32_t at : segment.delimiters.subspan(1)) {
        // The last one may be the end of the payload, where no byte is.
        const char found =
            &at == &segment.delimiters.back() ? characters_.segment : segment.base[at];
        if (found == characters_.release && characters_.release != '\0') {
            released = true;
            continue;
        }
        if (at > from) {
            const std::string_view raw(segment.base + from, at - from);
            const std::string_view value = released || segment.unusual_bytes
                                               ? text(raw, released, segment.unusual_bytes, tree)
                                               : raw;
            tree.addValue(node, value, static_cast<std::uint16_t>(element),
                          static_cast<std::uint16_t>(repeat), static_cast<std::uint16_t>(component))
                .offset = from + shift;
        }
        facts.trailing_separators = at == from;
        released = false;
        from = at + 1;
        if (found == characters_.element) {
            ++element;
            repeat = component = 1;
        } else if (found == characters_.component) {
            ++component;
        } else if (found == characters_.repetition) {
            ++repeat;
            component = 1;
        }
        if ((element | repeat | component) > counter_max) {
            facts.overfull = true;
            break;
        }
    }
    facts.elements = element;
    return facts;
}

}  // namespace entrepot::mapping
