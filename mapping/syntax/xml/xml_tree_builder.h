// Puts the elements of one XML document into a tree and checks them against the grammar.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/exchange/interchange_report.h"
#include "mapping/grammar/element_checker.h"
#include "mapping/grammar/grammar.h"
#include "mapping/grammar/structure_matcher.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

struct XmlPlace {
    std::uint64_t offset = 0;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

struct XmlAttribute {
    std::string name;
    std::string value;
};

class XmlTreeBuilder {
public:
    // Borrows both.
    XmlTreeBuilder(const FindingCollector& collector, const Limits& limits)
        : collector_(collector),
          limits_(limits),
          structure_(collector),
          checker_(collector, structure_) {}

    // The document element; borrows grammar and report until the end.
    void begin(const Grammar& grammar, exchange::MessageReport& report);
    // "10.00-" is taken as -10.00, a day of zeros as none: SAP writes both.
    void acceptTrailingMinus(bool accept) { trailing_minus_ = accept; }
    // `name` as grammars write it, "cbc:ID". False: a limit is passed, stop here.
    bool open(std::string_view name, std::vector<XmlAttribute>& attributes, const XmlPlace& place);
    bool text(std::string_view text, const XmlPlace& place);
    void close();
    // A text that has no row in the grammar, below the element that is open; told by the caller.
    bool addUnknown(std::string_view name, std::string_view text, const XmlPlace& place);
    // What is missing in the document element; call once, when it is closed.
    void end();

    Tree& tree() { return tree_; }
    std::size_t depth() const { return frames_.size(); }
    // The rule of the element that is open at that depth; 1 = the document element.
    RuleIndex ruleAt(std::size_t depth) const { return frames_[depth - 1].rule; }

private:
    struct Frame {
        NodeIndex node = Tree::root;
        RuleIndex rule = 0;        // no_rule inside what is unknown
        RuleIndex last = no_rule;  // child rule matched last
        std::uint32_t count = 0;   // of that one in a row
        bool has_children = false;
        std::map<RuleIndex, std::uint32_t> counts;  // where the order is free
        bool told_order = false;
        std::vector<XmlAttribute> attributes;
    };

    RuleIndex match(Frame& above, std::string_view name, const XmlPlace& place);
    RuleIndex childNamed(const Frame& above, std::string_view name) const;
    void addAttributes(Frame& frame);
    void addUnknownAttribute(const Frame& frame, const XmlAttribute& attribute);
    bool hasUnusualText(NodeIndex index) const;
    void checkMissing(const Frame& frame);
    std::uint16_t elementOf(RuleIndex rule, std::string_view attribute) const;
    exchange::Position position(const XmlPlace& place, std::string_view name) const;
    exchange::Position position(NodeIndex node) const;
    void tell(std::string_view id, exchange::Position position, FindingValues values);
    std::string_view usual(std::string_view text, RuleIndex rule);
    void locateFindings(std::size_t from, NodeIndex node);

    const FindingCollector& collector_;
    const Limits& limits_;
    StructureMatcher structure_;
    ElementChecker checker_;
    const Grammar* grammar_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    Tree tree_;
    std::vector<Frame> frames_;
    std::string text_;  // of the element that is open, gathered
    std::string turned_;
    bool trailing_minus_ = false;
};

}  // namespace entrepot::mapping
