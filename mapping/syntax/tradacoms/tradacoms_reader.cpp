#include "mapping/syntax/tradacoms/tradacoms_reader.h"

#include <algorithm>
#include <charconv>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/segment_reader.h"
#include "mapping/syntax/tradacoms/tradacoms_syntax.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t header_segments_max = 1000;
constexpr std::size_t header_bytes_max = std::size_t{1} << 20;

constexpr EnvelopeFrame frame{
    .syntax = "tradacoms", .mark = "STX", .header = "STX", .trailer = "END", .header_bytes = 4};

// A segment of the file's header, kept for its messages.
struct KeptSegment {
    std::string text;
    std::vector<std::uint32_t> delimiters;
    bool unusual_bytes = false;
};

class TradacomsReader : public SegmentReader {
public:
    TradacomsReader(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                    InterchangeHandler& handler)
        : SegmentReader(frame, source, store, options, handler), store_(store) {}

private:
    // What the segments between MHD and MTR belong to.
    enum class Part : std::uint8_t { none, header, message, trailer };

    bool isHeader(std::string_view head) const override { return head.starts_with("STX="); }
    void open(std::string_view head) override;
    bool takeFirst(Scanned scanned, const Segment& stx) override;
    Result<void> take(const Segment& segment) override;
    InterchangeSession::Trailer trailerOf(const Segment& segment) override;

    Result<void> beginPart(const Segment& mhd);
    Result<void> beginMessage(const Segment& mhd, const std::string& type,
                              const std::string& version);
    Part partFor(std::string_view type) const;
    void endPart(const Segment& mtr);
    void keep(const Segment& segment);
    void giveHeader(const Segment& mhd);

    const GrammarStore& store_;
    Part part_ = Part::none;
    std::string file_;  // type of the file's header, "ORDHDR"
    std::vector<KeptSegment> header_;
    std::size_t header_bytes_ = 0;
    std::uint32_t part_segments_ = 0;
    std::int64_t parts_ = 0;  // headers and trailers of files, in this transmission
    std::string count_;
};

std::int64_t numberOf(std::string_view text) {
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void TradacomsReader::open(std::string_view) {
    envelope() = EnvelopeSegment(tradacoms::characters, Charset::latin1);
    session().builder().useCharacters(tradacoms::characters, Charset::latin1,
                                      {.decimal_marks = ".", .leading_digit_required = false});
    scanner().start(headerOffset(), tradacoms::characters);
    part_ = Part::none;
    parts_ = 0;
    header_.clear();
}

bool TradacomsReader::takeFirst(Scanned scanned, const Segment& stx) {
    exchange::InterchangeReport report;
    if (!stx.delimiters.empty()) {
        envelope().split(stx);
        const auto party = [&](std::uint16_t element) {
            const bool by_name = envelope().at(element).empty();
            return exchange::EnvelopeParty{{}, envelope().text(element, by_name ? 2 : 1), {}};
        };
        report.version = envelope().text(1, 1) + ":" + envelope().text(1, 2);
        report.sender = party(2);
        report.receiver = party(3);
        report.date = envelope().text(4, 1);
        report.time = envelope().text(4, 2);
        report.control = envelope().text(5);
        report.application = envelope().text(7);
        report.test = report.application.ends_with("TES");
    }
    beginInterchange(std::move(report));
    const auto at = [&](std::uint16_t element) {
        return envelopePosition("STX", session().interchange().offset, element);
    };
    if (session().interchange().control.empty())
        session().tellInterchange(findings::interchange_control_invalid, at(5), {{"found", ""}});
    if (session().interchange().sender.id.empty())
        session().tellInterchange(findings::envelope_element_invalid, at(2),
                                  {{"found", ""}, {"expected", "a sender"}});
    return scanned == Scanned::segment;
}

Result<void> TradacomsReader::take(const Segment& segment) {
    const std::string_view id = segment.id();
    if (id == "MHD") return beginPart(segment);
    if (id == "END") return endInterchange(segment);
    if (id == "STX") return takeNextHeader(segment);
    if (id == "BAT" || id == "EOB") return {};
    if (part_ == Part::none) {
        tellMisplaced(segment);
    } else if (id == "MTR") {
        endPart(segment);
    } else if (part_ == Part::message) {
        session().body(segment);
    } else {
        ++part_segments_;
        if (part_ == Part::header) keep(segment);
        if (part_ == Part::trailer && id == "OFT" && session().inGroup()) {
            envelope().split(segment);
            session().endGroup({id, envelope().at(1), session().group().control, segment.offset,
                                segment.end_offset + 1});
        }
    }
    return {};
}

TradacomsReader::Part TradacomsReader::partFor(std::string_view type) const {
    if (!store_.typesInGroup("tradacoms", type).empty()) return Part::header;
    if (file_.empty()) return Part::message;
    const std::vector<std::string> held = store_.typesInGroup("tradacoms", file_);
    return std::find(held.begin(), held.end(), type) != held.end() ? Part::message : Part::trailer;
}

Result<void> TradacomsReader::beginPart(const Segment& mhd) {
    envelope().split(mhd);
    const std::string type = envelope().text(2, 1);
    const std::string version = envelope().text(2, 2);
    misplacedMayBeToldAgain();
    part_ = partFor(type);
    if (part_ == Part::message) return beginMessage(mhd, type, version);
    ++parts_;
    part_segments_ = 1;
    if (part_ == Part::trailer) {
        file_.clear();
        return {};
    }
    file_ = type;
    exchange::GroupReport group;
    group.functional_id = type;
    group.version = version;
    session().beginGroup(std::move(group), false, mhd.offset);
    header_.clear();  // only now: a message without trailer ended just before, with its header
    header_bytes_ = 0;
    return {};
}

Result<void> TradacomsReader::beginMessage(const Segment& mhd, const std::string& type,
                                           const std::string& version) {
    exchange::MessageReport message;
    message.control = envelope().text(1);
    message.format = {"tradacoms", version, type};
    if (!session().inGroup()) session().beginGroup({}, false, mhd.offset);
    if (const auto begun = session().beginMessage(std::move(message), mhd); !begun) return begun;
    giveHeader(mhd);
    return {};
}

void TradacomsReader::giveHeader(const Segment& mhd) {
    for (const KeptSegment& kept : header_) {
        Segment segment;
        segment.base = kept.text.data();
        segment.offset = segment.end_offset = mhd.offset;
        segment.delimiters = kept.delimiters;
        segment.unusual_bytes = kept.unusual_bytes;
        session().body(segment);
    }
}

void TradacomsReader::keep(const Segment& segment) {
    header_bytes_ += segment.text().size();
    if (header_.size() >= header_segments_max || header_bytes_ > header_bytes_max) return;
    KeptSegment& kept = header_.emplace_back();
    kept.text = segment.text();
    kept.unusual_bytes = segment.unusual_bytes;
    for (const std::uint32_t at : segment.delimiters) kept.delimiters.push_back(at - segment.begin);
}

void TradacomsReader::endPart(const Segment& mtr) {
    envelope().split(mtr);
    if (part_ == Part::message) {
        // The trailer counts the message's own segments, the session also those of the header.
        count_ =
            std::to_string(numberOf(envelope().at(1)) + static_cast<std::int64_t>(header_.size()));
        session().endMessage(
            {mtr.id(), count_, session().message().control, mtr.offset, mtr.end_offset + 1});
    } else if (numberOf(envelope().at(1)) != part_segments_ + 1) {
        session().tell(
            findings::message_count_mismatch, envelopePosition("MTR", mtr.offset, 1),
            {{"declared", envelope().at(1)}, {"counted", std::to_string(part_segments_ + 1)}});
    }
    part_ = Part::none;
}

// END counts all messages, the session those that are not a file's header or trailer.
InterchangeSession::Trailer TradacomsReader::trailerOf(const Segment& segment) {
    envelope().split(segment);
    count_ = std::to_string(numberOf(envelope().at(1)) - parts_);
    file_.clear();
    part_ = Part::none;
    return {segment.id(), count_, session().interchange().control, segment.offset,
            segment.end_offset + 1};
}

}  // namespace

Result<void> readTradacoms(ByteSource& source, const GrammarStore& store,
                           const ReadOptions& options, InterchangeHandler& handler) {
    return TradacomsReader(source, store, options, handler).read();
}

}  // namespace entrepot::mapping
