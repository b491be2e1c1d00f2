#include "mapping/syntax/x12/x12_writer.h"

#include <array>

#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/segment_writer.h"

namespace entrepot::mapping {
namespace {

constexpr std::size_t control_digits = 9;
constexpr std::size_t party_width = 15;

using BytesSeen = std::array<bool, 256>;

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    if (out.size() < width) out.append(width - out.size(), ' ');
    return out;
}

std::string zeros(std::string_view digits, std::size_t width) {
    return std::string(width - std::min(width, digits.size()), '0') + std::string(digits);
}

std::string digits(int number, std::size_t width) {
    return zeros(std::to_string(number), width);
}

BytesSeen bytesOf(const InterchangeEnvelope& envelope, std::span<const OutboundMessage> messages) {
    BytesSeen seen{};
    const Charset charset = envelope.charset.value_or(Charset::utf8);
    std::string encoded;
    const auto add = [&](std::string_view text) {
        encoded.clear();
        appendEncoded(encoded, charset, text);
        for (const char c : encoded) seen[static_cast<unsigned char>(c)] = true;
    };
    add(envelope.sender.id);
    add(envelope.receiver.id);
    add(envelope.group.sender);
    add(envelope.group.receiver);
    for (const OutboundMessage& message : messages)
        for (const Value& value : message.tree->values()) add(value.text);
    return seen;
}

// The wanted character, else the first of `others` that no text holds and no other mark has.
bool choose(char& wanted, std::string_view others, BytesSeen& seen, bool agreed) {
    if (wanted == '\0') return true;
    std::string candidates(1, wanted);
    if (!agreed) candidates += others;
    for (const char c : candidates) {
        if (seen[static_cast<unsigned char>(c)]) continue;
        wanted = c;
        seen[static_cast<unsigned char>(c)] = true;
        return true;
    }
    return false;
}

Result<ServiceCharacters> chosenCharacters(const InterchangeEnvelope& envelope,
                                           std::span<const OutboundMessage> messages) {
    ServiceCharacters characters = envelope.characters;
    BytesSeen seen = bytesOf(envelope, messages);
    const bool agreed = envelope.characters_are_agreed;
    if (choose(characters.element, "*|\x1D", seen, agreed) &&
        choose(characters.segment, "~\x1C\n'", seen, agreed) &&
        choose(characters.component, ":>\\\x1F<", seen, agreed) &&
        choose(characters.repetition, "^!\x1E{", seen, agreed))
        return characters;
    return fail(FailureKind::invalid,
                agreed ? "a text holds one of the agreed X12 service characters"
                       : "the texts hold every X12 service character that could be used",
                envelope.control);
}

Result<void> checkEnvelope(const InterchangeEnvelope& envelope) {
    const auto refuse = [&](const std::string& what) {
        return fail(FailureKind::invalid, what, envelope.control);
    };
    if (!isDigits(envelope.control) || envelope.control.size() > control_digits)
        return refuse("the interchange control number must be up to nine digits");
    for (const exchange::EnvelopeParty* party : {&envelope.sender, &envelope.receiver})
        if (party->id.empty() || party->id.size() > party_width || party->qualifier.size() > 2)
            return refuse("\"" + party->qualifier + "/" + party->id +
                          "\" does not fit ISA05 to ISA08 (2 and 15 characters)");
    if (!isDigits(envelope.version) || envelope.version.size() != 5)
        return refuse("ISA12 must be a version such as 00401");
    return {};
}

void writeIsa(const InterchangeEnvelope& envelope, const ServiceCharacters& characters,
              std::string& out) {
    const std::string repetition(1, characters.repetition == '\0' ? 'U' : characters.repetition);
    const std::array<std::string, 15> elements = {
        "00",
        padded("", 10),
        "00",
        padded("", 10),
        padded(envelope.sender.qualifier.empty() ? "ZZ" : envelope.sender.qualifier, 2),
        padded(envelope.sender.id, party_width),
        padded(envelope.receiver.qualifier.empty() ? "ZZ" : envelope.receiver.qualifier, 2),
        padded(envelope.receiver.id, party_width),
        formatDayCompact(envelope.day).substr(2),
        digits(envelope.hhmm, 4),
        repetition,
        envelope.version,
        zeros(envelope.control, control_digits),
        envelope.acknowledgement_requested ? "1" : "0",
        envelope.test ? "T" : "P"};
    out += "ISA";
    for (const std::string& element : elements) out += characters.element + element;
    out += characters.element;
    out += characters.component;
    out += characters.segment;
    if (envelope.line_breaks && characters.segment != '\n') out += '\n';
}

// Element 373 has six digits before 004010.
std::string groupDay(Day day, std::string_view version) {
    const std::string text = formatDayCompact(day);
    return version < "004010" ? text.substr(2) : text;
}

}  // namespace

Result<WrittenInterchange> writeX12(const InterchangeEnvelope& envelope,
                                    std::span<const OutboundMessage> messages) {
    if (const auto good = checkEnvelope(envelope); !good) return fail(good.error());
    if (!isDigits(envelope.group.control) || envelope.group.control.size() > control_digits)
        return fail(FailureKind::invalid, "the group control number must be up to nine digits",
                    envelope.control);
    const auto characters = chosenCharacters(envelope, messages);
    if (!characters) return fail(characters.error());
    WrittenInterchange written;
    written.characters = *characters;
    std::string& out = written.bytes;
    writeIsa(envelope, *characters, out);
    const Charset charset = envelope.charset.value_or(Charset::utf8);
    SegmentWriter writer(out, *characters, envelope.line_breaks,
                         [&](std::string& to, std::string_view text) {
                             if (!appendEncoded(to, charset, text)) written.tellAltered(text);
                         });
    const GroupEnvelope& group = envelope.group;
    writer.write("GS", {{group.functional_id},
                        {group.sender.empty() ? envelope.sender.id : group.sender},
                        {group.receiver.empty() ? envelope.receiver.id : group.receiver},
                        {groupDay(envelope.day, group.version)},
                        {digits(envelope.hhmm, 4)},
                        {group.control},
                        {"X"},
                        {group.version}});
    for (const OutboundMessage& message : messages) {
        const std::string control = zeros(message.control, 4);
        writer.resetCount();
        writer.write("ST", {{message.format.type}, {control}, {message.association}});
        if (const auto done = writer.writeTree(*message.tree); !done) return fail(done.error());
        writer.write("SE", {{std::to_string(writer.segments() + 1)}, {control}});
    }
    writer.write("GE", {{std::to_string(messages.size())}, {group.control}});
    writer.write("IEA", {{"1"}, {zeros(envelope.control, control_digits)}});
    return written;
}

Result<WrittenInterchange> writeReceipts(const InterchangeEnvelope& envelope,
                                         std::span<const exchange::InterchangeReceipt> receipts) {
    if (const auto good = checkEnvelope(envelope); !good) return fail(good.error());
    const auto characters = chosenCharacters(envelope, {});
    if (!characters) return fail(characters.error());
    WrittenInterchange written;
    written.characters = *characters;
    writeIsa(envelope, *characters, written.bytes);
    SegmentWriter writer(written.bytes, *characters, envelope.line_breaks,
                         [](std::string& to, std::string_view text) { to += text; });
    for (const exchange::InterchangeReceipt& receipt : receipts)
        writer.write("TA1", {{zeros(receipt.control, control_digits)},
                             {receipt.date},
                             {receipt.time},
                             {std::string(1, receipt.verdict)},
                             {receipt.note}});
    writer.write("IEA", {{"0"}, {zeros(envelope.control, control_digits)}});
    return written;
}

}  // namespace entrepot::mapping
