// Turns the segments of one message into a checked tree, within limits.
#pragma once
#include <cstdint>

#include "core/exchange/interchange_report.h"
#include "mapping/grammar/element_checker.h"
#include "mapping/grammar/structure_matcher.h"
#include "mapping/syntax/charset.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/scan/segment_scanner.h"
#include "mapping/syntax/scan/segment_values.h"

namespace entrepot::mapping {

class MessageBuilder {
public:
    // Borrows both.
    MessageBuilder(const FindingCollector& collector, const Limits& limits)
        : collector_(collector),
          limits_(limits),
          structure_(collector),
          elements_(collector, structure_) {}

    void useCharacters(const ServiceCharacters& characters, Charset charset, ValueStyle style);

    // Borrows `grammar` (null: no checks, a flat tree) and `report` until end(). The header segment
    // is the first; it is not in the tree.
    void begin(const Grammar* grammar, exchange::MessageReport& report, const Segment& header);
    void segment(const Segment& segment);
    // One that belongs to the message but not into its tree.
    void countSegment() { ++segments_; }
    // From here on nothing is kept: the segment was too large to be looked at.
    void segmentTooLarge(std::uint64_t offset);
    // `offset` is the trailer's, or where the message broke off.
    void end(std::uint64_t offset);

    // Views are not needed any more: a limit was passed.
    bool discarding() const { return discarding_; }
    Tree& tree() { return tree_; }
    std::uint32_t segments() const { return segments_; }

private:
    void discard();
    void checkEncoding(const Segment& segment);
    bool withinLimits(const Segment& segment);
    exchange::Position positionOf(std::uint64_t offset, std::string_view id) const;

    const FindingCollector& collector_;
    const Limits& limits_;
    StructureMatcher structure_;
    ElementChecker elements_;
    SegmentSplitter splitter_{{}, Charset::utf8};
    Charset charset_ = Charset::utf8;
    ValueStyle style_;
    Tree tree_;
    const Grammar* grammar_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    std::uint32_t segments_ = 0;  // header included
    bool discarding_ = false;
    bool encoding_told_ = false;
};

}  // namespace entrepot::mapping
