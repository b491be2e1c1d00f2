#include "mapping/syntax/tradacoms/tradacoms_writer.h"

#include "mapping/syntax/charset.h"
#include "mapping/syntax/tradacoms/tradacoms_syntax.h"

namespace entrepot::mapping {
namespace {

using tradacoms::characters;

class Writer {
public:
    explicit Writer(const InterchangeEnvelope& envelope) : envelope_(envelope) {}

    WrittenInterchange write(std::span<const OutboundMessage> messages) {
        writeStart();
        const std::string& file = envelope_.group.functional_id;
        const std::string& version = messages.front().format.version;
        begin(file, version);
        writeBelow(*messages.front().tree, Tree::root, Side::header);
        end();
        for (const OutboundMessage& message : messages) {
            begin(message.format.type, version);
            writeBelow(*message.tree, Tree::root, Side::message);
            end();
        }
        begin(file.substr(0, 3) + "TLR", version);
        writeSegment("OFT", {{std::to_string(messages.size())}});
        end();
        writeSegment("END", {{std::to_string(number_)}});
        written_.characters = characters;
        return std::move(written_);
    }

private:
    using Elements = std::vector<std::vector<std::string>>;
    enum class Side : std::uint8_t { header, message };

    void writeStart() {
        const std::string hhmm = std::to_string(10'000 + envelope_.hhmm).substr(1);
        writeSegment("STX", {{"ANA", "1"},
                             {envelope_.sender.id, envelope_.sender.routing},
                             {envelope_.receiver.id, envelope_.receiver.routing},
                             {formatDayCompact(envelope_.day).substr(2), hhmm + "00"},
                             {envelope_.control},
                             {},
                             {envelope_.application}});
    }

    void begin(const std::string& type, const std::string& version) {
        segments_ = 0;
        writeSegment("MHD", {{std::to_string(++number_)}, {type, version}});
    }

    void end() { writeSegment("MTR", {{std::to_string(segments_ + 1)}}); }

    // The loop of the file's header is one side, all else the other.
    void writeBelow(const Tree& tree, NodeIndex node, Side side) {
        for (NodeIndex child = tree.node(node).first_child; child != no_node;
             child = tree.node(child).next_sibling) {
            const bool is_header = tree.node(child).name == envelope_.group.functional_id;
            if (node == Tree::root && is_header != (side == Side::header)) continue;
            if (tree.node(child).first_child != no_node) {
                writeBelow(tree, child, side);
            } else {
                writeNode(tree, tree.node(child));
            }
        }
    }

    void writeNode(const Tree& tree, const Node& node) {
        Elements elements;
        for (std::uint32_t i = 0; i < node.value_count; ++i) {
            const Value& value = tree.values()[node.first_value + i];
            if (elements.size() < value.element) elements.resize(value.element);
            std::vector<std::string>& components = elements[value.element - 1u];
            if (components.size() < value.component) components.resize(value.component);
            components[value.component - 1u] = std::string(value.text);
        }
        if (!elements.empty()) writeSegment(node.name, elements);
    }

    // Empty elements and components at the end are left out.
    void writeSegment(std::string_view id, const Elements& elements) {
        written_.bytes += id;
        char separator = characters.repetition;  // behind the tag
        std::string pending;
        for (const std::vector<std::string>& components : elements) {
            pending += separator;
            separator = characters.element;
            std::string colons;
            for (const std::string& text : components) {
                if (!text.empty()) {
                    written_.bytes += pending + colons;
                    pending.clear();
                    colons.clear();
                    appendText(text);
                }
                colons += characters.component;
            }
        }
        written_.bytes += characters.segment;
        ++segments_;
    }

    void appendText(std::string_view text) {
        std::string encoded;
        if (!appendEncoded(encoded, Charset::latin1, text)) ++written_.texts_altered;
        for (const char c : encoded) {
            if (c == characters.segment || c == characters.element || c == characters.component ||
                c == characters.repetition || c == characters.release)
                written_.bytes += characters.release;
            written_.bytes += c;
        }
    }

    const InterchangeEnvelope& envelope_;
    WrittenInterchange written_;
    std::size_t number_ = 0;
    std::size_t segments_ = 0;
};

}  // namespace

Result<WrittenInterchange> writeTradacoms(const InterchangeEnvelope& envelope,
                                          std::span<const OutboundMessage> messages) {
    if (envelope.group.functional_id.empty())
        return fail(FailureKind::invalid, "groups.xml names no file header for this message",
                    messages.front().format.text());
    return Writer(envelope).write(messages);
}

}  // namespace entrepot::mapping
