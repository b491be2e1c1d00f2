#include "mapping/syntax/edifact/edifact_writer.h"

#include <algorithm>

#include "mapping/syntax/edifact/level.h"
#include "mapping/syntax/segment_writer.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t reference_max = 14;

bool isService(char c, const ServiceCharacters& characters) {
    return c == characters.segment || c == characters.element || c == characters.component ||
           (characters.release != '\0' && c == characters.release) ||
           (characters.repetition != '\0' && c == characters.repetition);
}

Result<void> checkEnvelope(const InterchangeEnvelope& envelope, const SyntaxLevel* level) {
    const auto refuse = [&](const std::string& what) {
        return fail(FailureKind::invalid, what, envelope.control);
    };
    if (level == nullptr) return refuse("\"" + envelope.level + "\" is not a syntax level");
    if (envelope.version.size() != 1 || envelope.version < "1" || envelope.version > "4")
        return refuse("the syntax version must be 1 to 4");
    if (envelope.control.empty() || envelope.control.size() > reference_max)
        return refuse("the interchange reference must have 1 to 14 characters");
    if (envelope.sender.id.empty() || envelope.receiver.id.empty())
        return refuse("sender and recipient must be named");
    return {};
}

// Encodes and releases texts; remembers what could not be said.
class Encoder {
public:
    Encoder(const ServiceCharacters& characters, Charset charset, WrittenInterchange& written)
        : characters_(characters), charset_(charset), written_(written) {}

    void write(std::string& out, std::string_view text) {
        scratch_.clear();
        if (!appendEncoded(scratch_, charset_, text)) written_.tellAltered(text);
        bool second = false;  // byte of a character of two
        for (const char c : scratch_) {
            if (!second && isService(c, characters_)) {
                if (characters_.release == '\0') unreleasable = true;
                out += characters_.release;
            }
            out += c;
            second = isDoubleByte(charset_) && !second && static_cast<unsigned char>(c) >= 0x81;
        }
    }

    bool unreleasable = false;

private:
    ServiceCharacters characters_;
    Charset charset_;
    WrittenInterchange& written_;
    std::string scratch_;
};

std::string una(const ServiceCharacters& characters) {
    const auto orBlank = [](char c) { return c == '\0' ? ' ' : c; };
    return {'U',
            'N',
            'A',
            characters.component,
            characters.element,
            characters.decimal_mark,
            orBlank(characters.release),
            orBlank(characters.repetition),
            characters.segment};
}

std::vector<std::string> party(const exchange::EnvelopeParty& party) {
    return {party.id, party.qualifier, party.routing};
}

std::string fourDigits(int hhmm) {
    const std::string text = std::to_string(hhmm);
    return std::string(4 - std::min<std::size_t>(4, text.size()), '0') + text;
}

void writeUnb(const InterchangeEnvelope& envelope, SegmentWriter& writer) {
    const std::string day = formatDayCompact(envelope.day);
    writer.write("UNB", {{envelope.level, envelope.version},
                         party(envelope.sender),
                         party(envelope.receiver),
                         {envelope.version == "4" ? day : day.substr(2), fourDigits(envelope.hhmm)},
                         {envelope.control},
                         {},
                         {envelope.application},
                         {},
                         {envelope.acknowledgement_requested ? "1" : ""},
                         {},
                         {envelope.test ? "1" : ""}});
}

// "D96A" is version D, release 96A.
std::vector<std::string> identifier(const OutboundMessage& message) {
    const std::string& version = message.format.version;
    return {message.format.type, version.substr(0, 1), version.size() > 1 ? version.substr(1) : "",
            message.agency, message.association};
}

void writeUng(const InterchangeEnvelope& envelope, SegmentWriter& writer) {
    const GroupEnvelope& group = envelope.group;
    const std::size_t colon = std::min(group.version.find(':'), group.version.size());
    const std::string release = colon < group.version.size() ? group.version.substr(colon + 1) : "";
    const std::string day = formatDayCompact(envelope.day);
    writer.write("UNG", {{group.functional_id},
                         {group.sender.empty() ? envelope.sender.id : group.sender},
                         {group.receiver.empty() ? envelope.receiver.id : group.receiver},
                         {envelope.version == "4" ? day : day.substr(2), fourDigits(envelope.hhmm)},
                         {group.control},
                         {"UN"},
                         {group.version.substr(0, colon), release}});
}

}  // namespace

Result<WrittenInterchange> writeEdifact(const InterchangeEnvelope& envelope,
                                        std::span<const OutboundMessage> messages) {
    const SyntaxLevel* level = syntaxLevel(envelope.level);
    if (const auto good = checkEnvelope(envelope, level); !good) return fail(good.error());
    WrittenInterchange written;
    written.characters = envelope.characters;
    std::string& out = written.bytes;
    out = una(envelope.characters);
    if (envelope.line_breaks) out += '\n';
    Encoder encoder(envelope.characters, envelope.charset.value_or(level->charset), written);
    SegmentWriter writer(out, envelope.characters, envelope.line_breaks,
                         [&](std::string& to, std::string_view text) { encoder.write(to, text); });
    const bool grouped = !envelope.group.functional_id.empty();
    writeUnb(envelope, writer);
    if (grouped) writeUng(envelope, writer);
    for (const OutboundMessage& message : messages) {
        writer.resetCount();
        writer.write("UNH", {{message.control}, identifier(message)});
        if (const auto done = writer.writeTree(*message.tree); !done) return fail(done.error());
        writer.write("UNT", {{std::to_string(writer.segments() + 1)}, {message.control}});
    }
    const std::string count = std::to_string(messages.size());
    if (grouped) writer.write("UNE", {{count}, {envelope.group.control}});
    writer.write("UNZ", {{grouped ? "1" : count}, {envelope.control}});
    if (encoder.unreleasable)
        return fail(FailureKind::invalid,
                    "a text holds a service character and there is no release character",
                    envelope.control);
    return written;
}

}  // namespace entrepot::mapping
