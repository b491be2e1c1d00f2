// Checks the values of one segment against its definition: usage, length, type, code, notes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"
#include "mapping/grammar/structure_matcher.h"
#include "mapping/syntax/scan/segment_values.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

struct ValueStyle {
    std::string_view decimal_marks = ".";
    bool leading_digit_required = false;  // EDIFACT: ".5" lacks its digit
    bool iso_dates = false;               // XML, CSV: 2026-11-21 and 08:30:00
};

class ElementChecker {
public:
    // Borrows both. `structure` says where the segment stands.
    ElementChecker(const FindingCollector& collector, const StructureMatcher& structure)
        : collector_(collector), structure_(structure) {}

    void begin(const Grammar& grammar, const Tree& tree, exchange::MessageReport& report,
               ValueStyle style);
    // The values of `node`, which was matched to a rule with a segment.
    void check(NodeIndex node, const SegmentFacts& facts);

private:
    // Which elements are there: one bit each, element 1 = bit 0. What stands above 64 is kept
    // apart; only wide CSV rows have it.
    class Presence {
    public:
        void clear() {
            low_ = 0;
            high_.clear();
        }
        void set(std::size_t position) {
            if (position < 64) {
                low_ |= std::uint64_t{1} << position;
            } else {
                if (high_.size() <= position) high_.resize(position + 1);
                high_[position] = true;
            }
        }
        bool has(std::size_t position) const {
            if (position < 64) return (low_ >> position & 1) != 0;
            return position < high_.size() && high_[position];
        }
        std::uint64_t low() const { return low_; }

    private:
        std::uint64_t low_ = 0;
        std::vector<bool> high_;
    };

    // What decides in one step that a usual value is right; anything else is looked at closely.
    struct Quick {
        enum class Kind : std::uint8_t { look, text, number, whole };
        std::uint32_t length_max = 0;
        std::uint16_t length_min = 0;
        Kind kind = Kind::look;
    };
    static Quick quickOf(const ElementRule& rule, const Grammar& grammar);
    bool isSurelyRight(const Quick& quick, std::string_view text) const;

    void checkValue(const ElementRule& rule, const Value& value);
    void checkLength(const ElementRule& rule, const Value& value, std::size_t length);
    void checkNumber(const ElementRule& rule, const Value& value);
    void checkCharacters(const ElementRule& rule, const Value& value);
    void checkComposite(const ElementRule& rule, std::size_t from, std::size_t to);
    void checkMandatory(const SegmentRule& segment);
    void checkNotes(const SegmentRule& segment);
    void checkNotes(const ElementRule& composite, Value where, std::uint64_t present);
    static bool isBroken(const SyntaxNote& note, std::uint64_t present);
    static std::uint16_t tellAt(const SyntaxNote& note, std::uint64_t present, bool excluded);
    static std::string triggerOf(const SyntaxNote& note, std::uint64_t present, std::uint16_t told);
    void tellBroken(const SegmentRule& segment, const SyntaxNote& note);
    std::size_t checkElement(const ElementRule& rule, std::size_t at, std::size_t end);

    void tell(std::string_view id, const ElementRule& rule, const Value& value,
              FindingValues values);
    void tellMissing(std::string_view id, const ElementRule& rule, Value where,
                     FindingValues values);
    exchange::Position position() const;

    const FindingCollector& collector_;
    const StructureMatcher& structure_;
    const Grammar* grammar_ = nullptr;
    std::vector<Quick> quick_elements_;    // one for each of grammar_->elements
    std::vector<Quick> quick_components_;  // one for each of grammar_->components
    const Tree* tree_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    ValueStyle style_;
    NodeIndex node_ = no_node;
    bool unusual_ = false;
    bool trailing_told_ = false;
    Presence present_;
};

}  // namespace entrepot::mapping
