#include "mapping/syntax/segment_reader.h"

#include <utility>

#include "core/exchange/finding_ids.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t window_slack = std::size_t{256} << 10;

}  // namespace

SegmentReader::SegmentReader(const EnvelopeFrame& frame, ByteSource& source,
                             const GrammarStore& store, const ReadOptions& options,
                             InterchangeHandler& handler)
    : frame_(frame),
      window_(source,
              options.limits.message_bytes_max + options.limits.segment_bytes_max + window_slack),
      scanner_(window_, options.limits.segment_bytes_max),
      session_(store, options, handler) {}

Result<void> SegmentReader::read() {
    if (const auto done = findHeader(0); !done) return done;
    if (!start_.found) {
        nothingFound();
        return {};
    }
    while (start_.found && !session_.stopped())
        if (const auto done = readInterchange(); !done) return done;
    return {};
}

Result<void> SegmentReader::findHeader(std::uint64_t from) {
    auto start = findInterchange(
        window_, from, frame_.header_bytes, frame_.mark,
        [&](std::string_view bytes) { return isHeader(bytes.substr(0, frame_.header_bytes)); });
    if (!start) return fail(start.error());
    start_ = std::move(*start);
    return {};
}

void SegmentReader::nothingFound() {
    exchange::InterchangeReport report;
    report.syntax = frame_.syntax;
    const bool empty = start_.noise.empty();
    const bool broken_header = start_.noise.starts_with(frame_.mark);
    session_.collector().add(
        report,
        empty           ? findings::payload_empty
        : broken_header ? findings::envelope_malformed
                        : findings::payload_unrecognised,
        envelopePosition(start_.noise.substr(0, broken_header ? 3 : 0), start_.noise_offset),
        {{"found", start_.noise}, {"expected", frame_.header}});
    session_.reportOnly(std::move(report));
}

Result<void> SegmentReader::readInterchange() {
    head_ = window_.view(start_.offset, window_.end()).substr(0, frame_.header_bytes);
    open(head_);
    interchange_done_ = misplaced_told_ = false;
    Segment segment;
    bool first = true;
    while (!interchange_done_ && !session_.stopped()) {
        const Scanned scanned = scanner_.next(segment);
        if (std::exchange(first, false)) {
            const bool taken = takeFirst(scanned, segment);
            start_ = {};
            if (taken) continue;
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
Result<void> SegmentReader::takeUnfinished(const Segment& segment) {
    if (segment.id() == frame_.trailer && segment.delimiters.size() > 2) {
        session_.tellInterchange(findings::terminator_missing,
                                 envelopePosition(frame_.trailer, segment.end_offset));
        return endInterchange(segment);
    }
    session_.breakOff(segment.offset, true);
    return {};
}

void SegmentReader::beginInterchange(exchange::InterchangeReport report) {
    report.syntax = frame_.syntax;
    report.offset = start_.offset;
    if (!start_.noise.empty())
        session_.collector().add(report, findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    if (!session_.options().recoded_from.empty())
        session_.collector().add(report, findings::payload_recoded,
                                 envelopePosition({}, report.offset),
                                 {{"found", session_.options().recoded_from}});
    session_.beginInterchange(std::move(report));
}

Result<void> SegmentReader::takeNextHeader(const Segment& segment) {
    const auto there = need(window_, segment.offset, frame_.header_bytes);
    if (!there) return fail(there.error());
    const std::string_view head = window_.view(segment.offset, window_.end());
    if (!isHeader(head.substr(0, frame_.header_bytes))) {
        tellMisplaced(segment);
        return {};
    }
    session_.breakOff(segment.offset, false);
    interchange_done_ = true;
    return findHeader(segment.offset);
}

// What stands behind an interchange belongs to it, so the next one is looked for first.
Result<void> SegmentReader::endInterchange(const Segment& segment) {
    const InterchangeSession::Trailer trailer = trailerOf(segment);
    const std::string count(trailer.count);
    const std::string control(trailer.control);
    session_.closeBelow(segment.offset);
    interchange_done_ = true;
    if (const auto done = findHeader(scanner_.offset()); !done) return done;
    if (!start_.noise.empty())
        session_.tellInterchange(findings::text_outside_interchange,
                                 envelopePosition({}, start_.noise_offset),
                                 {{"found", start_.noise}});
    start_.noise.clear();
    session_.endInterchange({frame_.trailer, count, control, trailer.offset, trailer.end_offset});
    return {};
}

InterchangeSession::Trailer SegmentReader::trailerOf(const Segment& segment) {
    envelope_.split(segment);
    return {segment.id(), envelope_.at(1), envelope_.at(2), segment.offset, segment.end_offset + 1};
}

void SegmentReader::tellMisplaced(const Segment& segment) {
    if (std::exchange(misplaced_told_, true)) return;
    session_.tell(findings::envelope_segment_unexpected,
                  envelopePosition(segment.id(), segment.offset), {{"found", segment.id()}});
}

}  // namespace entrepot::mapping
