#include "mapping/syntax/edifact/edifact_reader.h"

#include <string>
#include <utility>

#include "core/base/check.h"
#include "core/exchange/finding_ids.h"
#include "mapping/syntax/edifact/interchange_start.h"
#include "mapping/syntax/edifact/level.h"
#include "mapping/syntax/segment_reader.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t reference_max = 14;

constexpr EnvelopeFrame frame{.syntax = "edifact",
                              .mark = "UN",
                              .header = "UNB",
                              .trailer = "UNZ",
                              .header_bytes = edifact_start_bytes};

std::string withoutBlanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

class EdifactReader : public SegmentReader {
public:
    EdifactReader(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                  InterchangeHandler& handler)
        : SegmentReader(frame, source, store, options, handler) {}

private:
    bool isHeader(std::string_view head) const override {
        return parseEdifactStart(head).has_value();
    }
    void open(std::string_view head) override;
    // The UNB itself, even when it is not whole.
    bool takeFirst(Scanned scanned, const Segment& unb) override;
    Result<void> take(const Segment& segment) override;

    void useCharacters();
    void begin(const Segment& unb);
    void checkInterchange();
    void beginGroup(const Segment& segment);
    Result<void> beginMessage(const Segment& segment);
    // 0052 and 0054 of the UNH just split: "D96A".
    std::string versionAsWritten() { return envelope().text(2, 2) + envelope().text(2, 3); }
    void checkMessageHeader(std::uint64_t offset);

    EdifactStart start_;
};

void EdifactReader::open(std::string_view head) {
    const auto start = parseEdifactStart(head);
    check(start.has_value(), "UNB was parsed when it was found");
    start_ = *start;
    useCharacters();
    scanner().start(headerOffset() + start_.unb, start_.characters);
}

void EdifactReader::useCharacters() {
    const SyntaxLevel* level = syntaxLevel(start_.level);
    const Charset declared = level == nullptr ? Charset::utf8 : level->charset;
    const Charset charset = session().options().charset.value_or(declared);
    scanner().expectDoubleBytes(isDoubleByte(charset));
    envelope() = EnvelopeSegment(start_.characters, charset);
    session().builder().useCharacters(start_.characters, charset,
                                      {.decimal_marks = ".,", .leading_digit_required = true});
}

bool EdifactReader::takeFirst(Scanned scanned, const Segment& unb) {
    begin(unb);
    return scanned == Scanned::segment;
}

Result<void> EdifactReader::take(const Segment& segment) {
    const std::string_view id = segment.id();
    if (!id.starts_with("UN") || id == "UNS") {
        if (session().inMessage()) {
            session().body(segment);
        } else {
            tellMisplaced(segment);
        }
    } else if (id == "UNT" && session().inMessage()) {
        session().endMessage(trailerOf(segment));
    } else if (id == "UNH") {
        return beginMessage(segment);
    } else if (id == "UNE" && session().inGroup()) {
        session().endGroup(trailerOf(segment));
    } else if (id == "UNG") {
        beginGroup(segment);
    } else if (id == "UNZ") {
        return endInterchange(segment);
    } else if (id == "UNB" || id == "UNA") {
        return takeNextHeader(segment);
    } else if (session().inMessage()) {
        session().body(segment);
    } else {
        tellMisplaced(segment);
    }
    return {};
}

void EdifactReader::begin(const Segment& unb) {
    exchange::InterchangeReport report;
    if (!unb.delimiters.empty()) {
        envelope().split(unb);
        report.version = envelope().text(1, 1) + ":" + envelope().text(1, 2);
        report.sender = {envelope().text(2, 2), envelope().text(2, 1), envelope().text(2, 3)};
        report.receiver = {envelope().text(3, 2), envelope().text(3, 1), envelope().text(3, 3)};
        report.date = envelope().text(4, 1);
        report.time = envelope().text(4, 2);
        report.control = envelope().text(5);
        report.application = envelope().text(7);
        report.acknowledgement_requested = envelope().at(9) == "1" || envelope().at(9) == "2";
        report.test = envelope().at(11) == "1";
    }
    report.decimal_mark = start_.has_una ? start_.characters.decimal_mark : '.';
    beginInterchange(std::move(report));
    checkInterchange();
}

void EdifactReader::checkInterchange() {
    const exchange::InterchangeReport& report = session().interchange();
    if (start_.has_una && start_.una_bytes != una_bytes)
        session().tellInterchange(
            findings::envelope_width_wrong, envelopePosition("UNA", report.offset),
            {{"found", std::to_string(start_.una_bytes)}, {"expected", std::to_string(una_bytes)}});
    const auto at = [&](std::uint16_t element) {
        return envelopePosition("UNB", report.offset, element);
    };
    if (syntaxLevel(start_.level) == nullptr || start_.syntax_version > 4)
        session().tellInterchange(findings::syntax_version_unsupported, at(1),
                                  {{"found", report.version}});
    if (report.control.empty() || report.control.size() > reference_max)
        session().tellInterchange(findings::interchange_control_invalid, at(5),
                                  {{"found", report.control}});
    if (report.sender.id.empty())
        session().tellInterchange(findings::envelope_element_invalid, at(2),
                                  {{"found", ""}, {"expected", "a sender"}});
    if (report.receiver.id.empty())
        session().tellInterchange(findings::envelope_element_invalid, at(3),
                                  {{"found", ""}, {"expected", "a recipient"}});
}

void EdifactReader::beginGroup(const Segment& segment) {
    envelope().split(segment);
    exchange::GroupReport group;
    group.functional_id = envelope().text(1);
    group.sender = {envelope().text(2, 2), envelope().text(2, 1), {}};
    group.receiver = {envelope().text(3, 2), envelope().text(3, 1), {}};
    group.control = envelope().text(5);
    group.version = envelope().text(7, 1) + envelope().text(7, 2);
    misplacedMayBeToldAgain();
    session().beginGroup(std::move(group), true, segment.offset);
}

Result<void> EdifactReader::beginMessage(const Segment& segment) {
    envelope().split(segment);
    exchange::MessageReport message;
    message.control = envelope().text(1);
    message.format = {"edifact", withoutBlanks(versionAsWritten()), envelope().text(2, 1)};
    message.association = envelope().text(2, 5);
    misplacedMayBeToldAgain();
    if (!session().inGroup()) session().beginGroup({}, false, segment.offset);
    if (const auto begun = session().beginMessage(std::move(message), segment); !begun)
        return begun;
    checkMessageHeader(segment.offset);
    return {};
}

void EdifactReader::checkMessageHeader(std::uint64_t offset) {
    const exchange::MessageReport& message = session().message();
    const auto at = [&](std::uint16_t element) {
        auto position = envelopePosition("UNH", offset, element);
        position.segment_ordinal = 1;
        return position;
    };
    if (message.control.empty() || message.control.size() > reference_max)
        session().tell(findings::message_control_invalid, at(1), {{"found", message.control}});
    if (message.format.type.empty() || message.format.version.empty())
        session().tell(findings::message_header_invalid, at(2), {{"found", message.format.text()}});
    if (message.format.version != versionAsWritten())
        session().tell(findings::envelope_element_invalid, at(2),
                       {{"found", versionAsWritten()}, {"expected", message.format.version}});
}

}  // namespace

Result<void> readEdifact(ByteSource& source, const GrammarStore& store, const ReadOptions& options,
                         InterchangeHandler& handler) {
    return EdifactReader(source, store, options, handler).read();
}

}  // namespace entrepot::mapping
