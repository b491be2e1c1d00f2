#include "mapping/syntax/segment_writer.h"

#include <algorithm>
#include <tuple>

#include "mapping/syntax/envelope.h"

namespace entrepot::mapping {

Result<void> SegmentWriter::writeTree(const Tree& tree) {
    return writeNode(tree, tree.node(Tree::root));
}

Result<void> SegmentWriter::writeNode(const Tree& tree, const Node& node) {
    if (node.first_child == no_node) return writeSegment(tree, node);
    for (NodeIndex child = node.first_child; child != no_node;
         child = tree.node(child).next_sibling)
        if (auto done = writeNode(tree, tree.node(child)); !done) return done;
    return {};
}

Result<void> SegmentWriter::writeSegment(const Tree& tree, const Node& node) {
    values_.clear();
    for (std::uint32_t i = 0; i < node.value_count; ++i) {
        const Value& value = tree.values()[node.first_value + i];
        if (!value.text.empty()) values_.push_back(&value);
    }
    if (values_.empty()) return {};
    const auto place = [](const Value* value) {
        return std::tuple(value->element, value->repeat, value->component);
    };
    const auto before = [&](const Value* a, const Value* b) { return place(a) < place(b); };
    if (!std::is_sorted(values_.begin(), values_.end(), before))
        std::stable_sort(values_.begin(), values_.end(), before);
    out_ += node.name;
    std::uint16_t element = 0;
    std::uint16_t repeat = 1;
    std::uint16_t component = 1;
    for (const Value* value : values_) {
        if (value->repeat > 1 && characters_.repetition == '\0')
            return fail(FailureKind::invalid,
                        "element " + std::to_string(value->element) +
                            " is repeated, but this syntax version has no repetition",
                        std::string(node.name));
        if (value->element != element) {
            out_.append(value->element - element, characters_.element);
            repeat = component = 1;
        }
        if (value->repeat != repeat) {
            out_.append(value->repeat - repeat, characters_.repetition);
            component = 1;
        }
        out_.append(value->component - component, characters_.component);
        write_text_(out_, value->text);
        std::tie(element, repeat, component) = place(value);
    }
    endSegment();
    return {};
}

void SegmentWriter::write(std::string_view id,
                          const std::vector<std::vector<std::string>>& elements) {
    out_ += id;
    std::size_t pending_elements = 0;
    for (const std::vector<std::string>& components : elements) {
        ++pending_elements;
        std::size_t pending_components = 0;
        for (const std::string& text : components) {
            if (!text.empty()) {
                out_.append(std::exchange(pending_elements, 0), characters_.element);
                out_.append(std::exchange(pending_components, 0), characters_.component);
                write_text_(out_, text);
            }
            ++pending_components;
        }
    }
    endSegment();
}

void SegmentWriter::endSegment() {
    out_ += characters_.segment;
    if (line_breaks_ && characters_.segment != '\n') out_ += '\n';
    ++segments_;
}

ServiceCharacters x12Characters(std::string_view interchange_version) {
    ServiceCharacters characters;
    characters.segment = '~';
    characters.element = '*';
    characters.component = ':';
    characters.repetition = interchange_version >= "00402" ? '^' : '\0';
    return characters;
}

ServiceCharacters edifactCharacters(std::string_view syntax_version) {
    ServiceCharacters characters;
    characters.release = '?';
    characters.repetition = syntax_version >= "4" ? '*' : '\0';
    return characters;
}

}  // namespace entrepot::mapping
