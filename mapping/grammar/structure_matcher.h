// Walks the segments of one EDI message along its grammar, and builds the tree as it goes.
//
// A segment is matched as a person would: the same row again, then rows further on in the same
// loop, then in the loops around it. What fits nowhere is told once and the walk goes on:
//
//   too late        an earlier row of an open loop has it            segment-out-of-order
//   opener missing  a loop further on contains it, but not first     segment-missing (the opener)
//   elsewhere       some loop is opened by it, just not here         segment-unexpected
//   nowhere         not in this message, or not known at all         segment-not-in-message ...
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

class StructureMatcher {
public:
    explicit StructureMatcher(const FindingCollector& collector) : collector_(collector) {}

    // Borrows all three until end().
    void begin(const Grammar& grammar, Tree& tree, exchange::MessageReport& report);
    // The node of the segment; its rule is no_rule when it fits nowhere.
    NodeIndex segment(std::string_view id, std::uint32_t ordinal, std::uint32_t offset);
    // What is missing at the end; `ordinal` is the trailer's.
    void end(std::uint32_t ordinal, std::uint32_t offset);

    // Where the walk stands: the open loops with their occurrence.
    std::string path() const;

private:
    struct Frame {
        RuleIndex loop = 0;
        NodeIndex node = Tree::root;
        RuleIndex current = no_rule;  // child row matched last
        std::uint32_t count = 0;      // how often in a row
        std::uint32_t occurrence = 1;
        bool detour = false;  // opened out of order: its end moves nothing in the loop around it
    };
    struct Match {
        std::size_t frame = 0;
        RuleIndex rule = no_rule;
        bool skips_mandatory = false;
        bool found() const { return rule != no_rule; }
    };
    struct Place {
        std::string_view id;
        NameKey key;
        std::uint32_t ordinal;
        std::uint32_t offset;
    };

    // One look along the rows behind `from`, remembered: loops have many rows and lines repeat.
    struct Look {
        RuleIndex from = no_rule;
        NameKey key = 0;
        RuleIndex found = no_rule;
        bool skips_mandatory = false;
    };

    Match findForward(NameKey key);
    RuleIndex forwardIn(const Frame& frame, NameKey key, bool& skips_mandatory);
    Match findEarlier(NameKey key) const;
    Match findOpenerMissing(NameKey key) const;
    RuleIndex loopOpenedBy(NameKey key) const;

    NodeIndex accept(const Match& match, const Place& place);
    NodeIndex acceptTooOften(const Place& place);
    NodeIndex acceptEarlier(const Match& match, const Place& place);
    NodeIndex acceptOpenerMissing(const Match& match, const Place& place);
    NodeIndex reject(const Place& place);

    NodeIndex openLoop(RuleIndex loop, const Place& place, bool detour);
    NodeIndex addSegment(RuleIndex rule, const Place& place);
    NodeIndex addNode(NodeIndex parent, std::string_view name, RuleIndex rule, const Place& place);
    void closeTo(std::size_t frame, const Place& place, bool tell_missing = true);
    void tellMissing(const Frame& frame, RuleIndex until, const Place& place);
    void tell(std::string_view id, const Place& place, std::string_view segment,
              FindingValues values);
    std::string expectedHere() const;
    RuleIndex nextOf(const Frame& frame) const;

    const FindingCollector& collector_;
    const Grammar* grammar_ = nullptr;
    Tree* tree_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    std::vector<Frame> frames_;
    std::vector<Look> looks_;
    Match too_often_;           // the row that has the segment, but often enough already
    RuleIndex told_ = no_rule;  // row told to stand too often, so that a run is told once
    NameKey rejected_ = 0;      // segment told to fit nowhere
};

}  // namespace entrepot::mapping
