#include "mapping/syntax/x12/x12_reader.h"

#include <algorithm>
#include <utility>

#include "core/base/check.h"
#include "core/exchange/finding_ids.h"
#include "mapping/grammar/value_checks.h"
#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/interchange_session.h"
#include "mapping/syntax/payload_search.h"
#include "mapping/syntax/x12/isa.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t window_slack = std::size_t{256} << 10;
constexpr std::size_t base_version_length = 6;  // "004010" of "004010VICS"

std::string text(std::string_view view) {
    return std::string(view);
}

class X12Reader {
public:
    X12Reader(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
              InterchangeHandler& handler)
        : window_(source, options.limits.message_bytes_max + options.limits.segment_bytes_max +
                              window_slack),
          scanner_(window_, options.limits.segment_bytes_max),
          session_(store, options, handler) {
        scanner_.respectBinarySegments(true);
    }

    Result<void> read();

private:
    Result<void> findIsa(std::uint64_t from);
    Result<void> readInterchange();
    Result<void> take(const Segment& segment);
    Result<void> takeNextHeader(const Segment& segment);
    Result<void> endInterchange(const Segment& segment);
    Result<void> takeUnfinished(const Segment& segment);
    void nothingFound();

    void beginInterchange(const Isa& isa);
    void checkIsa(const Isa& isa);
    void beginGroup(const Segment& segment);
    void checkGroup(std::uint64_t offset);
    Result<void> beginMessage(const Segment& segment);
    void checkMessageHeader(const Segment& segment);
    void takeReceipt(const Segment& segment);
    void takeReleaseCharacter(const Segment& segment);
    void tellMisplaced(const Segment& segment);
    InterchangeSession::Trailer trailerOf(const Segment& segment);

    ByteWindow window_;
    SegmentScanner scanner_;
    InterchangeSession session_;
    EnvelopeSegment envelope_{{}, Charset::utf8};
    ServiceCharacters characters_;
    InterchangeStart start_;  // of the next interchange
    bool interchange_done_ = false;
    bool misplaced_told_ = false;
};

Result<void> X12Reader::read() {
    if (const auto done = findIsa(0); !done) return done;
    if (!start_.found) {
        nothingFound();
        return {};
    }
    while (start_.found && !session_.stopped())
        if (const auto done = readInterchange(); !done) return done;
    return {};
}

Result<void> X12Reader::findIsa(std::uint64_t from) {
    auto start = findInterchange(window_, from, isa_bytes_max, "ISA", [](std::string_view bytes) {
        return parseIsa(bytes).has_value();
    });
    if (!start) return fail(start.error());
    start_ = std::move(*start);
    return {};
}

void X12Reader::nothingFound() {
    exchange::InterchangeReport report;
    report.syntax = "x12";
    const bool empty = start_.noise.empty();
    const bool broken_header = start_.noise.starts_with("ISA");
    session_.collector().add(report,
                             empty           ? findings::payload_empty
                             : broken_header ? findings::envelope_malformed
                                             : findings::payload_unrecognised,
                             envelopePosition(broken_header ? "ISA" : "", start_.noise_offset),
                             {{"found", start_.noise}, {"expected", "ISA"}});
    session_.reportOnly(std::move(report));
}

Result<void> X12Reader::readInterchange() {
    const auto isa = parseIsa(window_.view(start_.offset, window_.end()));
    check(isa.has_value(), "the ISA was parsed when it was found");
    beginInterchange(*isa);
    scanner_.start(start_.offset + isa->length, characters_);
    start_ = {};
    interchange_done_ = misplaced_told_ = false;
    Segment segment;
    while (!interchange_done_ && !session_.stopped()) {
        const Scanned scanned = scanner_.next(segment);
        switch (scanned) {
            case Scanned::segment:
                if (const auto done = take(segment); !done) return done;
                break;
            case Scanned::too_large:
                session_.segmentTooLarge(segment.offset);
                break;
            case Scanned::unfinished:
                return takeUnfinished(segment);
            case Scanned::failed:
                return fail(scanner_.failure());
            case Scanned::end:
                session_.breakOff(scanner_.offset(), true);
                return {};
        }
        if (session_.free() && !interchange_done_) scanner_.releaseGiven();
    }
    return {};
}

// A last segment that only lacks its terminator is taken when it is the trailer.
Result<void> X12Reader::takeUnfinished(const Segment& segment) {
    if (segment.id() == "IEA" && segment.delimiters.size() > 2) {
        session_.tellInterchange(findings::terminator_missing,
                                 envelopePosition("IEA", segment.end_offset));
        return endInterchange(segment);
    }
    session_.breakOff(segment.offset, true);
    return {};
}

Result<void> X12Reader::take(const Segment& segment) {
    const std::string_view id = segment.id();
    if (id == "SE" && session_.inMessage()) {
        session_.endMessage(trailerOf(segment));
    } else if (id == "ST" && session_.inGroup()) {
        return beginMessage(segment);
    } else if (id == "GE" && session_.inGroup()) {
        session_.endGroup(trailerOf(segment));
    } else if (id == "GS") {
        beginGroup(segment);
    } else if (id == "IEA") {
        return endInterchange(segment);
    } else if (id == "ISA") {
        return takeNextHeader(segment);
    } else if (session_.inMessage()) {
        session_.body(segment);
    } else if (id == "TA1" && !session_.inGroup()) {
        takeReceipt(segment);
    } else if (id == "ISX" && !session_.inGroup()) {
        takeReleaseCharacter(segment);
    } else {
        tellMisplaced(segment);
    }
    return {};
}

// An ISA in the midst of an interchange: its trailer is missing.
Result<void> X12Reader::takeNextHeader(const Segment& segment) {
    const auto there = need(window_, segment.offset, isa_bytes_max);
    if (!there) return fail(there.error());
    if (!parseIsa(window_.view(segment.offset, window_.end()))) {
        tellMisplaced(segment);
        return {};
    }
    session_.breakOff(segment.offset, false);
    interchange_done_ = true;
    return findIsa(segment.offset);
}

// What stands behind an interchange belongs to it, so the next one is looked for first.
Result<void> X12Reader::endInterchange(const Segment& segment) {
    const InterchangeSession::Trailer trailer = trailerOf(segment);
    const std::string count = text(trailer.count);
    const std::string control = text(trailer.control);
    session_.closeBelow(segment.offset);
    interchange_done_ = true;
    if (const auto done = findIsa(scanner_.offset()); !done) return done;
    if (!start_.noise.empty())
        session_.tellInterchange(findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    start_.noise.clear();
    session_.endInterchange({"IEA", count, control, trailer.offset, trailer.end_offset});
    return {};
}

InterchangeSession::Trailer X12Reader::trailerOf(const Segment& segment) {
    envelope_.split(segment);
    return {segment.id(), envelope_.at(1), envelope_.at(2), segment.offset, segment.end_offset + 1};
}

void X12Reader::beginInterchange(const Isa& isa) {
    characters_ = isa.characters;
    envelope_ = EnvelopeSegment(characters_, Charset::utf8);
    session_.builder().useCharacters(characters_, Charset::utf8, {});
    exchange::InterchangeReport report;
    report.syntax = "x12";
    report.version = text(isa.element(12));
    report.sender = {text(withoutTrailingBlanks(isa.element(5))),
                     text(withoutTrailingBlanks(isa.element(6))),
                     {}};
    report.receiver = {text(withoutTrailingBlanks(isa.element(7))),
                       text(withoutTrailingBlanks(isa.element(8))),
                       {}};
    report.control = text(withoutTrailingBlanks(isa.element(13)));
    report.date = text(isa.element(9));
    report.time = text(isa.element(10));
    report.test = isa.element(15) == "T";
    report.acknowledgement_requested = isa.element(14) == "1";
    report.offset = start_.offset;
    if (!start_.noise.empty())
        session_.collector().add(report, findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    session_.beginInterchange(std::move(report));
    checkIsa(isa);
}

void X12Reader::checkIsa(const Isa& isa) {
    const std::uint64_t offset = start_.offset;
    const auto at = [&](std::size_t element) {
        return envelopePosition("ISA", offset, static_cast<std::uint16_t>(element));
    };
    for (const std::size_t element : isa.wrong_widths)
        session_.tellInterchange(findings::envelope_width_wrong, at(element),
                                 {{"found", std::to_string(isa.element(element).size())},
                                  {"expected", std::to_string(isa_widths[element - 1])}});
    const auto expect = [&](bool good, std::size_t element, std::string_view expected) {
        if (!good)
            session_.tellInterchange(findings::envelope_element_invalid, at(element),
                                     {{"found", isa.element(element)}, {"expected", expected}});
    };
    expect(isDate(isa.element(9), false), 9, "YYMMDD");
    expect(isTime(isa.element(10), false), 10, "HHMM");
    expect(isDigits(isa.element(12)), 12, "a version such as 00401");
    expect(isa.element(14) == "0" || isa.element(14) == "1", 14, "0 or 1");
    constexpr std::string_view usages = "PTI";
    expect(usages.find(isa.element(15)) != usages.npos && !isa.element(15).empty(), 15,
           "P, T or I");
    if (!isDigits(isa.element(13)) || isa.element(13).size() != isa_widths[12])
        session_.tellInterchange(findings::interchange_control_invalid, at(13),
                                 {{"found", isa.element(13)}});
}

void X12Reader::beginGroup(const Segment& segment) {
    envelope_.split(segment);
    exchange::GroupReport group;
    group.functional_id = envelope_.text(1);
    group.sender.id = text(withoutTrailingBlanks(envelope_.at(2)));
    group.receiver.id = text(withoutTrailingBlanks(envelope_.at(3)));
    group.control = envelope_.text(6);
    group.version = text(withoutTrailingBlanks(envelope_.at(8)));
    misplaced_told_ = false;
    session_.beginGroup(std::move(group), true, segment.offset);
    checkGroup(segment.offset);
}

void X12Reader::checkGroup(std::uint64_t offset) {
    const exchange::GroupReport& group = session_.group();
    const auto at = [&](std::uint16_t element) { return envelopePosition("GS", offset, element); };
    if (!isDigits(group.control) || group.control.size() > 9)
        session_.tell(findings::group_control_invalid, at(6), {{"found", group.control}});
    if (session_.options().headers_only) return;
    if (session_.store().typesInGroup("x12", group.functional_id).empty())
        session_.tell(findings::group_unsupported, at(1), {{"found", group.functional_id}});
    if (!session_.store().hasVersion("x12", group.version.substr(0, base_version_length)))
        session_.tell(findings::group_version_unsupported, at(8), {{"found", group.version}});
    if (!isDate(envelope_.at(4), false))
        session_.tell(findings::envelope_element_invalid, at(4),
                      {{"found", envelope_.at(4)}, {"expected", "CCYYMMDD"}});
    if (!isTime(envelope_.at(5), false))
        session_.tell(findings::envelope_element_invalid, at(5),
                      {{"found", envelope_.at(5)}, {"expected", "HHMM"}});
}

Result<void> X12Reader::beginMessage(const Segment& segment) {
    envelope_.split(segment);
    const std::string& version = session_.group().version;
    exchange::MessageReport message;
    message.format = {"x12", version.substr(0, base_version_length), envelope_.text(1)};
    message.control = text(withoutTrailingBlanks(envelope_.at(2)));
    message.association = envelope_.text(3);
    if (message.association.empty() && version.size() > base_version_length)
        message.association = version;
    misplaced_told_ = false;
    if (const auto begun = session_.beginMessage(std::move(message), segment); !begun) return begun;
    checkMessageHeader(segment);
    return {};
}

void X12Reader::checkMessageHeader(const Segment& segment) {
    const exchange::MessageReport& message = session_.message();
    const std::string& type = message.format.type;
    const std::string& group = session_.group().functional_id;
    const auto at = [&](std::uint16_t element) {
        auto position = envelopePosition("ST", segment.offset, element);
        position.segment_ordinal = 1;
        return position;
    };
    if (type.size() != 3) session_.tell(findings::message_header_invalid, at(1), {{"found", type}});
    if (message.control.size() < 4 || message.control.size() > 9)
        session_.tell(findings::message_control_invalid, at(2), {{"found", message.control}});
    if (session_.options().headers_only) return;
    const std::vector<std::string> types = session_.store().typesInGroup("x12", group);
    if (!types.empty() && std::find(types.begin(), types.end(), type) == types.end())
        session_.tell(findings::message_type_not_in_group, at(1),
                      {{"type", type}, {"group", group}});
}

void X12Reader::takeReceipt(const Segment& segment) {
    envelope_.split(segment);
    const std::string_view verdict = envelope_.at(4);
    const bool known = verdict == "A" || verdict == "E" || verdict == "R";
    if (!known)
        session_.tellInterchange(findings::envelope_element_invalid,
                                 envelopePosition("TA1", segment.offset, 4),
                                 {{"found", verdict}, {"expected", "A, E or R"}});
    session_.interchange().receipts.push_back({envelope_.text(1), envelope_.text(2),
                                               envelope_.text(3), known ? verdict.front() : 'R',
                                               envelope_.text(5)});
}

// ISX, from 007040 on: the character that makes the next one plain.
void X12Reader::takeReleaseCharacter(const Segment& segment) {
    envelope_.split(segment);
    if (envelope_.at(1).size() != 1) return;
    characters_.release = envelope_.at(1).front();
    envelope_ = EnvelopeSegment(characters_, Charset::utf8);
    session_.builder().useCharacters(characters_, Charset::utf8, {});
    scanner_.start(scanner_.offset(), characters_);
}

void X12Reader::tellMisplaced(const Segment& segment) {
    if (std::exchange(misplaced_told_, true)) return;
    session_.tell(findings::envelope_segment_unexpected,
                  envelopePosition(segment.id(), segment.offset), {{"found", segment.id()}});
}

}  // namespace

Result<void> readX12(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                     InterchangeHandler& handler) {
    return X12Reader(source, store, options, handler).read();
}

}  // namespace entrepot::mapping
