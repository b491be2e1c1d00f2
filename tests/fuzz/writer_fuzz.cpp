// Any texts in any places are written or refused, and what was written reads back as it was.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "mapping/syntax/edifact/edifact_reader.h"
#include "mapping/syntax/edifact/edifact_writer.h"
#include "mapping/syntax/x12/x12_reader.h"
#include "mapping/syntax/x12/x12_writer.h"
#include "tests/fuzz/reader_fuzz.h"

namespace {

using namespace entrepot;
using namespace entrepot::mapping;

struct Text {
    std::uint16_t element = 1;
    std::uint16_t component = 1;
    std::string text;
    friend bool operator==(const Text&, const Text&) = default;
};

class Kept : public InterchangeHandler {
public:
    Flow message(exchange::MessageReport&, const Grammar*, Tree& tree) override {
        for (const Value& value : tree.values())
            texts.push_back({value.element, value.component, std::string(value.text)});
        return Flow::go_on;
    }
    std::vector<Text> texts;
};

// Blank-separated words of the input, each an element or a component of the one before.
std::vector<Text> textsOf(std::string_view bytes) {
    std::vector<Text> texts;
    Text next;
    while (!bytes.empty() && texts.size() < 40) {
        const std::size_t length = std::min<std::size_t>(bytes.size(), 1 + bytes.front() % 32u);
        next.text = bytes.substr(1, length - 1);
        if (!next.text.empty()) texts.push_back(next);
        if (bytes.front() % 3 == 0) {
            ++next.component;
        } else {
            ++next.element;
            next.component = 1;
        }
        bytes.remove_prefix(length);
    }
    return texts;
}

bool isPlain(const std::string& text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == ' ') return false;
    return isUtf8(text);
}

void writeAndRead(const InterchangeEnvelope& envelope, const std::vector<Text>& texts, bool x12) {
    static const GrammarStore store(std::string(ENTREPOT_SOURCE_DIR) + "/schemas");
    Tree tree;
    const NodeIndex node = tree.addNode(Tree::root, "ZZZ");
    for (const Text& text : texts) tree.addValue(node, text.text, text.element, 1, text.component);
    OutboundMessage message{
        {x12 ? "x12" : "edifact", x12 ? "004010" : "D96A", x12 ? "850" : "ORDERS"},
        "1",
        "",
        "UN",
        &tree};
    const auto written =
        x12 ? writeX12(envelope, {&message, 1}) : writeEdifact(envelope, {&message, 1});
    if (!written || written->texts_altered > 0) return;
    ReadOptions options;
    options.charset = envelope.charset;
    Kept kept;
    const auto source = memorySource(written->bytes);
    const auto done =
        x12 ? readX12(*source, store, options, kept) : readEdifact(*source, store, options, kept);
    if (done && kept.texts == texts) return;
    std::fprintf(stderr, "written:\n%s\n", written->bytes.c_str());
    for (const Text& text : kept.texts)
        std::fprintf(stderr, "read %d.%d %s\n", text.element, text.component, text.text.c_str());
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::vector<Text> texts = textsOf(bytes.substr(1));
    // What a receiver cannot tell from padding or line breaks is not ours to keep.
    std::erase_if(texts, [](const Text& text) { return !isPlain(text.text); });
    if (texts.empty()) return 0;
    constexpr std::optional<Charset> sets[] = {std::nullopt, Charset::gb18030, Charset::windows,
                                               Charset::big5};
    InterchangeEnvelope envelope;
    envelope.sender = {"ZZ", "A", ""};
    envelope.receiver = {"ZZ", "B", ""};
    envelope.control = "1";
    envelope.charset = sets[data[0] % 4];
    envelope.line_breaks = data[0] & 4;
    envelope.group = {"PO", "004010", "1", "", ""};
    envelope.version = "00401";
    envelope.characters = x12Characters(envelope.version);
    writeAndRead(envelope, texts, true);
    constexpr const char* levels[] = {"UNOC", "UNOA", "UNOY", "UNOE"};
    envelope.group = {};
    envelope.level = levels[data[0] >> 3 & 3];
    envelope.version = data[0] & 32 ? "4" : "3";
    envelope.characters = edifactCharacters(envelope.version);
    writeAndRead(envelope, texts, false);
    return 0;
}
