#include "mapping/syntax/x12/x12_reader.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "core/base/check.h"
#include "core/exchange/finding_ids.h"
#include "mapping/grammar/value_checks.h"
#include "mapping/syntax/segment_reader.h"
#include "mapping/syntax/x12/isa.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t base_version_length = 6;  // "004010" of "004010VICS"

std::string text(std::string_view view) {
    return std::string(view);
}

constexpr EnvelopeFrame frame{.syntax = "x12",
                              .mark = "ISA",
                              .header = "ISA",
                              .trailer = "IEA",
                              .header_bytes = isa_bytes_max};

// X12.5: what a sender asks of the network stands between ISA and GS; it is not for us.
bool isService(std::string_view id) {
    return id == "ISB" || id == "ISE";
}

class X12Reader : public SegmentReader {
public:
    X12Reader(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
              InterchangeHandler& handler)
        : SegmentReader(frame, source, store, options, handler) {
        scanner().respectBinarySegments(true);
        scanner().expectDoubleBytes(isDoubleByte(charset()));
    }

private:
    bool isHeader(std::string_view head) const override { return parseIsa(head).has_value(); }
    void open(std::string_view head) override;
    bool takeFirst(Scanned, const Segment&) override { return false; }
    Result<void> take(const Segment& segment) override;

    Charset charset() { return session().options().charset.value_or(Charset::utf8); }
    std::string textOf(std::string_view bytes);
    void useCharacters(const ServiceCharacters& characters);
    void begin(const Isa& isa);
    void checkIsa(const Isa& isa);
    void beginGroup(const Segment& segment);
    void checkGroup(std::uint64_t offset);
    Result<void> beginMessage(const Segment& segment);
    void checkMessageHeader(const Segment& segment);
    void takeReceipt(const Segment& segment);
    void takeReleaseCharacter(const Segment& segment);

    ServiceCharacters characters_;
};

void X12Reader::open(std::string_view head) {
    const auto isa = parseIsa(head);
    check(isa.has_value(), "the ISA was parsed when it was found");
    useCharacters(isa->characters);
    begin(*isa);
    scanner().start(headerOffset() + isa->length, characters_);
}

void X12Reader::useCharacters(const ServiceCharacters& characters) {
    characters_ = characters;
    envelope() = EnvelopeSegment(characters, charset());
    session().builder().useCharacters(characters, charset(), {});
}

Result<void> X12Reader::take(const Segment& segment) {
    const std::string_view id = segment.id();
    if (id == "SE" && session().inMessage()) {
        session().endMessage(trailerOf(segment));
    } else if (id == "ST" && session().inGroup()) {
        return beginMessage(segment);
    } else if (id == "GE" && session().inGroup()) {
        session().endGroup(trailerOf(segment));
    } else if (id == "GS") {
        beginGroup(segment);
    } else if (id == "IEA") {
        return endInterchange(segment);
    } else if (id == "ISA") {
        return takeNextHeader(segment);
    } else if (session().inMessage()) {
        session().body(segment);
    } else if (id == "TA1" && !session().inGroup()) {
        takeReceipt(segment);
    } else if (id == "ISX" && !session().inGroup()) {
        takeReleaseCharacter(segment);
    } else if (!isService(id) || session().inGroup()) {
        tellMisplaced(segment);
    }
    return {};
}

// An element of the ISA without its padding, which some pages on the web have as no-break spaces.
std::string X12Reader::textOf(std::string_view bytes) {
    constexpr std::string_view no_break_space = "\xC2\xA0";
    std::string decoded;
    appendDecoded(decoded, charset(), bytes);
    for (;;) {
        decoded.resize(withoutTrailingBlanks(decoded).size());
        if (!decoded.ends_with(no_break_space)) return decoded;
        decoded.resize(decoded.size() - no_break_space.size());
    }
}

void X12Reader::begin(const Isa& isa) {
    exchange::InterchangeReport report;
    report.version = textOf(isa.element(12));
    report.sender = {textOf(isa.element(5)), textOf(isa.element(6)), {}};
    report.receiver = {textOf(isa.element(7)), textOf(isa.element(8)), {}};
    report.control = textOf(isa.element(13));
    report.date = textOf(isa.element(9));
    report.time = textOf(isa.element(10));
    report.test = isa.element(15) == "T";
    report.acknowledgement_requested = isa.element(14) == "1";
    beginInterchange(std::move(report));
    checkIsa(isa);
}

void X12Reader::checkIsa(const Isa& isa) {
    const std::uint64_t offset = headerOffset();
    const auto at = [&](std::size_t element) {
        return envelopePosition("ISA", offset, static_cast<std::uint16_t>(element));
    };
    for (const std::size_t element : isa.wrong_widths)
        session().tellInterchange(findings::envelope_width_wrong, at(element),
                                  {{"found", std::to_string(isa.element(element).size())},
                                   {"expected", std::to_string(isa_widths[element - 1])}});
    const auto expect = [&](bool good, std::size_t element, std::string_view expected) {
        if (!good)
            session().tellInterchange(findings::envelope_element_invalid, at(element),
                                      {{"found", isa.element(element)}, {"expected", expected}});
    };
    const auto isCode = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(),
                           [](unsigned char c) { return std::isalnum(c) != 0; });
    };
    expect(isCode(isa.element(1)), 1, "a code such as 00");
    expect(isCode(isa.element(3)), 3, "a code such as 00");
    expect(isCode(isa.element(5)), 5, "a code such as ZZ");
    expect(!withoutTrailingBlanks(isa.element(6)).empty(), 6, "a sender");
    expect(isCode(isa.element(7)), 7, "a code such as ZZ");
    expect(!withoutTrailingBlanks(isa.element(8)).empty(), 8, "a receiver");
    // From 00402 on it is the separator of repeats, which many write before as well.
    if (isDigits(isa.element(12)) && isa.element(12) < "00402")
        expect(isa.element(11) == "U" || !isCode(isa.element(11)), 11, "U");
    expect(isDate(isa.element(9), false), 9, "YYMMDD");
    expect(isTime(isa.element(10), false), 10, "HHMM");
    expect(isDigits(isa.element(12)), 12, "a version such as 00401");
    expect(isa.element(14) == "0" || isa.element(14) == "1", 14, "0 or 1");
    constexpr std::string_view usages = "PTI";
    expect(usages.find(isa.element(15)) != usages.npos && !isa.element(15).empty(), 15,
           "P, T or I");
    if (!isDigits(isa.element(13)) || isa.element(13).size() != isa_widths[12])
        session().tellInterchange(findings::interchange_control_invalid, at(13),
                                  {{"found", isa.element(13)}});
}

void X12Reader::beginGroup(const Segment& segment) {
    envelope().split(segment);
    exchange::GroupReport group;
    group.functional_id = envelope().text(1);
    group.sender.id = text(withoutTrailingBlanks(envelope().at(2)));
    group.receiver.id = text(withoutTrailingBlanks(envelope().at(3)));
    group.control = envelope().text(6);
    group.version = text(withoutTrailingBlanks(envelope().at(8)));
    misplacedMayBeToldAgain();
    session().beginGroup(std::move(group), true, segment.offset);
    checkGroup(segment.offset);
}

void X12Reader::checkGroup(std::uint64_t offset) {
    const exchange::GroupReport& group = session().group();
    const auto at = [&](std::uint16_t element) { return envelopePosition("GS", offset, element); };
    if (!isDigits(group.control) || group.control.size() > 9)
        session().tell(findings::group_control_invalid, at(6), {{"found", group.control}});
    if (session().options().headers_only) return;
    if (session().store().typesInGroup("x12", group.functional_id).empty())
        session().tell(findings::group_unsupported, at(1), {{"found", group.functional_id}});
    if (!session().store().hasVersion("x12", group.version.substr(0, base_version_length)))
        session().tell(findings::group_version_unsupported, at(8), {{"found", group.version}});
    if (!isDate(envelope().at(4), false))
        session().tell(findings::envelope_element_invalid, at(4),
                       {{"found", envelope().at(4)}, {"expected", "CCYYMMDD"}});
    if (!isTime(envelope().at(5), false))
        session().tell(findings::envelope_element_invalid, at(5),
                       {{"found", envelope().at(5)}, {"expected", "HHMM"}});
}

Result<void> X12Reader::beginMessage(const Segment& segment) {
    envelope().split(segment);
    const std::string& version = session().group().version;
    exchange::MessageReport message;
    message.format = {"x12", version.substr(0, base_version_length), envelope().text(1)};
    message.control = text(withoutTrailingBlanks(envelope().at(2)));
    message.association = envelope().text(3);
    if (message.association.empty() && version.size() > base_version_length)
        message.association = version;
    misplacedMayBeToldAgain();
    if (const auto begun = session().beginMessage(std::move(message), segment); !begun)
        return begun;
    checkMessageHeader(segment);
    return {};
}

void X12Reader::checkMessageHeader(const Segment& segment) {
    const exchange::MessageReport& message = session().message();
    const std::string& type = message.format.type;
    const std::string& group = session().group().functional_id;
    const auto at = [&](std::uint16_t element) {
        auto position = envelopePosition("ST", segment.offset, element);
        position.segment_ordinal = 1;
        return position;
    };
    if (type.size() != 3)
        session().tell(findings::message_header_invalid, at(1), {{"found", type}});
    if (message.control.size() < 4 || message.control.size() > 9)
        session().tell(findings::message_control_invalid, at(2), {{"found", message.control}});
    if (session().options().headers_only) return;
    const std::vector<std::string> types = session().store().typesInGroup("x12", group);
    if (!types.empty() && std::find(types.begin(), types.end(), type) == types.end())
        session().tell(findings::message_type_not_in_group, at(1),
                       {{"type", type}, {"group", group}});
}

void X12Reader::takeReceipt(const Segment& segment) {
    envelope().split(segment);
    const std::string_view verdict = envelope().at(4);
    const bool known = verdict == "A" || verdict == "E" || verdict == "R";
    if (!known)
        session().tellInterchange(findings::envelope_element_invalid,
                                  envelopePosition("TA1", segment.offset, 4),
                                  {{"found", verdict}, {"expected", "A, E or R"}});
    session().interchange().receipts.push_back({envelope().text(1), envelope().text(2),
                                                envelope().text(3), known ? verdict.front() : 'R',
                                                envelope().text(5)});
}

// ISX, from 007040 on: the character that makes the next one plain.
void X12Reader::takeReleaseCharacter(const Segment& segment) {
    envelope().split(segment);
    if (envelope().at(1).size() != 1) return;
    ServiceCharacters characters = characters_;
    characters.release = envelope().at(1).front();
    useCharacters(characters);
    scanner().start(scanner().offset(), characters_);
}

}  // namespace

Result<void> readX12(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                     InterchangeHandler& handler) {
    return X12Reader(source, store, options, handler).read();
}

}  // namespace entrepot::mapping
