// What the readers of X12, EDIFACT and TRADACOMS have in common: find an interchange, take its
// segments one by one, end it, look for the next.
//
//     noise  HEADER segment segment ... TRAILER  noise  HEADER ...
//
// A syntax says what its header looks like and what each segment means; InterchangeSession knows
// what follows from it.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/interchange_session.h"
#include "mapping/syntax/payload_search.h"
#include "mapping/syntax/scan/segment_scanner.h"

namespace entrepot::mapping {

struct EnvelopeFrame {
    std::string_view syntax;       // "x12"
    std::string_view mark;         // what every header begins with: "ISA", "UN"
    std::string_view header;       // "ISA", "UNB"
    std::string_view trailer;      // "IEA", "UNZ"
    std::size_t header_bytes = 0;  // so many from the mark on are enough to understand a header
};

class SegmentReader {
public:
    SegmentReader(const SegmentReader&) = delete;
    SegmentReader& operator=(const SegmentReader&) = delete;

    // The whole payload. Findings go to the handler; a Failure is trouble with the source or with
    // our own definitions.
    Result<void> read();

protected:
    SegmentReader(const EnvelopeFrame& frame, ByteSource& source, const GrammarStore& store,
                  const ReadOptions& options, InterchangeHandler& handler);
    virtual ~SegmentReader() = default;

    // Can a header be understood here? At most `header_bytes` from a mark on.
    virtual bool isHeader(std::string_view head) const = 0;
    // Learns the service characters of the header and starts the scanner behind it. The view holds
    // until the next open().
    virtual void open(std::string_view head) = 0;
    // The first segment behind open(), however it was scanned; true when that was all of it.
    virtual bool takeFirst(Scanned scanned, const Segment& segment) = 0;
    virtual Result<void> take(const Segment& segment) = 0;

    void beginInterchange(exchange::InterchangeReport report);
    // A header in the midst of an interchange: its trailer is missing.
    Result<void> takeNextHeader(const Segment& segment);
    Result<void> endInterchange(const Segment& segment);
    // Once a run: a segment of the envelope, or outside of messages, where it has no business.
    void tellMisplaced(const Segment& segment);
    void misplacedMayBeToldAgain() { misplaced_told_ = false; }
    // Count and control of a trailer; the views hold until the next split of the envelope.
    virtual InterchangeSession::Trailer trailerOf(const Segment& segment);

    std::uint64_t headerOffset() const { return start_.offset; }
    InterchangeSession& session() { return session_; }
    SegmentScanner& scanner() { return scanner_; }
    EnvelopeSegment& envelope() { return envelope_; }

private:
    Result<void> findHeader(std::uint64_t from);
    Result<void> readInterchange();
    Result<void> takeUnfinished(const Segment& segment);
    void nothingFound();

    EnvelopeFrame frame_;
    ByteWindow window_;
    SegmentScanner scanner_;
    InterchangeSession session_;
    EnvelopeSegment envelope_{{}, Charset::utf8};
    InterchangeStart start_;  // of the next interchange
    std::string head_;        // of this one
    bool interchange_done_ = false;
    bool misplaced_told_ = false;
};

}  // namespace entrepot::mapping
