#include "mapping/syntax/edifact/edifact_reader.h"

#include <utility>

#include "core/base/check.h"
#include "core/exchange/finding_ids.h"
#include "mapping/syntax/edifact/interchange_start.h"
#include "mapping/syntax/edifact/level.h"
#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/interchange_session.h"
#include "mapping/syntax/payload_search.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t window_slack = std::size_t{256} << 10;
constexpr std::size_t reference_max = 14;

class EdifactReader {
public:
    EdifactReader(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                  InterchangeHandler& handler)
        : window_(source, options.limits.message_bytes_max + options.limits.segment_bytes_max +
                              window_slack),
          scanner_(window_, options.limits.segment_bytes_max),
          session_(store, options, handler) {}

    Result<void> read();

private:
    Result<void> findStart(std::uint64_t from);
    Result<void> readInterchange();
    Result<void> take(const Segment& segment);
    Result<void> takeNextHeader(const Segment& segment);
    Result<void> endInterchange(const Segment& segment);
    Result<void> takeUnfinished(const Segment& segment);
    void nothingFound();

    void useCharacters(const EdifactStart& start);
    void beginInterchange(const Segment& unb, const EdifactStart& start);
    void checkInterchange(const EdifactStart& start);
    void beginGroup(const Segment& segment);
    Result<void> beginMessage(const Segment& segment);
    void checkMessageHeader(std::uint64_t offset);
    void tellMisplaced(const Segment& segment);
    InterchangeSession::Trailer trailerOf(const Segment& segment);

    ByteWindow window_;
    SegmentScanner scanner_;
    InterchangeSession session_;
    EnvelopeSegment envelope_{{}, Charset::utf8};
    InterchangeStart start_;  // of the next interchange
    bool interchange_done_ = false;
    bool misplaced_told_ = false;
};

Result<void> EdifactReader::read() {
    if (const auto done = findStart(0); !done) return done;
    if (!start_.found) {
        nothingFound();
        return {};
    }
    while (start_.found && !session_.stopped())
        if (const auto done = readInterchange(); !done) return done;
    return {};
}

Result<void> EdifactReader::findStart(std::uint64_t from) {
    auto start =
        findInterchange(window_, from, edifact_start_bytes, "UN", [](std::string_view bytes) {
            return parseEdifactStart(bytes.substr(0, edifact_start_bytes)).has_value();
        });
    if (!start) return fail(start.error());
    start_ = std::move(*start);
    return {};
}

void EdifactReader::nothingFound() {
    exchange::InterchangeReport report;
    report.syntax = "edifact";
    const bool empty = start_.noise.empty();
    const bool broken_header = start_.noise.starts_with("UN");
    session_.collector().add(
        report,
        empty           ? findings::payload_empty
        : broken_header ? findings::envelope_malformed
                        : findings::payload_unrecognised,
        envelopePosition(start_.noise.substr(0, broken_header ? 3 : 0), start_.noise_offset),
        {{"found", start_.noise}, {"expected", "UNB"}});
    session_.reportOnly(std::move(report));
}

void EdifactReader::useCharacters(const EdifactStart& start) {
    const SyntaxLevel* level = syntaxLevel(start.level);
    const Charset charset = level == nullptr ? Charset::utf8 : level->charset;
    envelope_ = EnvelopeSegment(start.characters, charset);
    session_.builder().useCharacters(start.characters, charset,
                                     {.decimal_marks = ".,", .leading_digit_required = true});
}

Result<void> EdifactReader::readInterchange() {
    const std::string head(
        window_.view(start_.offset, window_.end()).substr(0, edifact_start_bytes));
    const auto start = parseEdifactStart(head);
    check(start.has_value(), "UNB was parsed when it was found");
    useCharacters(*start);
    scanner_.start(start_.offset + start->unb, start->characters);
    interchange_done_ = misplaced_told_ = false;
    Segment segment;
    bool first = true;
    while (!interchange_done_ && !session_.stopped()) {
        const Scanned scanned = scanner_.next(segment);
        if (std::exchange(first, false)) {
            beginInterchange(segment, *start);
            start_ = {};
            if (scanned == Scanned::segment) continue;
        }
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
Result<void> EdifactReader::takeUnfinished(const Segment& segment) {
    if (segment.id() == "UNZ" && segment.delimiters.size() > 2) {
        session_.tellInterchange(findings::terminator_missing,
                                 envelopePosition("UNZ", segment.end_offset));
        return endInterchange(segment);
    }
    session_.breakOff(segment.offset, true);
    return {};
}

Result<void> EdifactReader::take(const Segment& segment) {
    const std::string_view id = segment.id();
    if (!id.starts_with("UN") || id == "UNS") {
        if (session_.inMessage()) {
            session_.body(segment);
        } else {
            tellMisplaced(segment);
        }
    } else if (id == "UNT" && session_.inMessage()) {
        session_.endMessage(trailerOf(segment));
    } else if (id == "UNH") {
        return beginMessage(segment);
    } else if (id == "UNE" && session_.inGroup()) {
        session_.endGroup(trailerOf(segment));
    } else if (id == "UNG") {
        beginGroup(segment);
    } else if (id == "UNZ") {
        return endInterchange(segment);
    } else if (id == "UNB" || id == "UNA") {
        return takeNextHeader(segment);
    } else if (session_.inMessage()) {
        session_.body(segment);
    } else {
        tellMisplaced(segment);
    }
    return {};
}

// A header in the midst of an interchange: its trailer is missing.
Result<void> EdifactReader::takeNextHeader(const Segment& segment) {
    const auto there = need(window_, segment.offset, edifact_start_bytes);
    if (!there) return fail(there.error());
    const std::string_view head = window_.view(segment.offset, window_.end());
    if (!parseEdifactStart(head.substr(0, edifact_start_bytes))) {
        tellMisplaced(segment);
        return {};
    }
    session_.breakOff(segment.offset, false);
    interchange_done_ = true;
    return findStart(segment.offset);
}

// What stands behind an interchange belongs to it, so the next one is looked for first.
Result<void> EdifactReader::endInterchange(const Segment& segment) {
    const InterchangeSession::Trailer trailer = trailerOf(segment);
    const std::string count(trailer.count);
    const std::string control(trailer.control);
    session_.closeBelow(segment.offset);
    interchange_done_ = true;
    if (const auto done = findStart(scanner_.offset()); !done) return done;
    if (!start_.noise.empty())
        session_.tellInterchange(findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    start_.noise.clear();
    session_.endInterchange({"UNZ", count, control, trailer.offset, trailer.end_offset});
    return {};
}

InterchangeSession::Trailer EdifactReader::trailerOf(const Segment& segment) {
    envelope_.split(segment);
    return {segment.id(), envelope_.at(1), envelope_.at(2), segment.offset, segment.end_offset + 1};
}

void EdifactReader::beginInterchange(const Segment& unb, const EdifactStart& start) {
    exchange::InterchangeReport report;
    report.syntax = "edifact";
    report.offset = start_.offset;
    if (!unb.delimiters.empty()) {
        envelope_.split(unb);
        report.version = envelope_.text(1, 1) + ":" + envelope_.text(1, 2);
        report.sender = {envelope_.text(2, 2), envelope_.text(2, 1), envelope_.text(2, 3)};
        report.receiver = {envelope_.text(3, 2), envelope_.text(3, 1), envelope_.text(3, 3)};
        report.date = envelope_.text(4, 1);
        report.time = envelope_.text(4, 2);
        report.control = envelope_.text(5);
        report.application = envelope_.text(7);
        report.acknowledgement_requested = envelope_.at(9) == "1" || envelope_.at(9) == "2";
        report.test = envelope_.at(11) == "1";
    }
    report.decimal_mark = start.has_una ? start.characters.decimal_mark : '.';
    if (!start_.noise.empty())
        session_.collector().add(report, findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    session_.beginInterchange(std::move(report));
    checkInterchange(start);
}

void EdifactReader::checkInterchange(const EdifactStart& start) {
    const exchange::InterchangeReport& report = session_.interchange();
    const auto at = [&](std::uint16_t element) {
        return envelopePosition("UNB", report.offset, element);
    };
    if (syntaxLevel(start.level) == nullptr || start.syntax_version > 4)
        session_.tellInterchange(findings::syntax_version_unsupported, at(1),
                                 {{"found", report.version}});
    if (report.control.empty() || report.control.size() > reference_max)
        session_.tellInterchange(findings::interchange_control_invalid, at(5),
                                 {{"found", report.control}});
    if (report.sender.id.empty())
        session_.tellInterchange(findings::envelope_element_invalid, at(2),
                                 {{"found", ""}, {"expected", "a sender"}});
    if (report.receiver.id.empty())
        session_.tellInterchange(findings::envelope_element_invalid, at(3),
                                 {{"found", ""}, {"expected", "a recipient"}});
}

void EdifactReader::beginGroup(const Segment& segment) {
    envelope_.split(segment);
    exchange::GroupReport group;
    group.functional_id = envelope_.text(1);
    group.sender = {envelope_.text(2, 2), envelope_.text(2, 1), {}};
    group.receiver = {envelope_.text(3, 2), envelope_.text(3, 1), {}};
    group.control = envelope_.text(5);
    group.version = envelope_.text(7, 1) + envelope_.text(7, 2);
    misplaced_told_ = false;
    session_.beginGroup(std::move(group), true, segment.offset);
}

Result<void> EdifactReader::beginMessage(const Segment& segment) {
    envelope_.split(segment);
    exchange::MessageReport message;
    message.control = envelope_.text(1);
    message.format = {"edifact", envelope_.text(2, 2) + envelope_.text(2, 3), envelope_.text(2, 1)};
    message.association = envelope_.text(2, 5);
    misplaced_told_ = false;
    if (!session_.inGroup()) session_.beginGroup({}, false, segment.offset);
    if (const auto begun = session_.beginMessage(std::move(message), segment); !begun) return begun;
    checkMessageHeader(segment.offset);
    return {};
}

void EdifactReader::checkMessageHeader(std::uint64_t offset) {
    const exchange::MessageReport& message = session_.message();
    const auto at = [&](std::uint16_t element) {
        auto position = envelopePosition("UNH", offset, element);
        position.segment_ordinal = 1;
        return position;
    };
    if (message.control.empty() || message.control.size() > reference_max)
        session_.tell(findings::message_control_invalid, at(1), {{"found", message.control}});
    if (message.format.type.empty() || message.format.version.empty())
        session_.tell(findings::message_header_invalid, at(2), {{"found", message.format.text()}});
}

void EdifactReader::tellMisplaced(const Segment& segment) {
    if (std::exchange(misplaced_told_, true)) return;
    session_.tell(findings::envelope_segment_unexpected,
                  envelopePosition(segment.id(), segment.offset), {{"found", segment.id()}});
}

}  // namespace

Result<void> readEdifact(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                         InterchangeHandler& handler) {
    return EdifactReader(source, store, options, handler).read();
}

}  // namespace entrepot::mapping
