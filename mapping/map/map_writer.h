// Model -> document tree, by a compiled map. The reverse of MapReader, from the same entries.
//
// What the form cannot carry becomes a finding: texts that are too long (cut), codes the table does
// not know, mandatory elements without a value, fields the map does not write (data-not-mapped).
#pragma once
#include <compare>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "core/model/business_document.h"
#include "mapping/map/conversion.h"
#include "mapping/map/element_marks.h"
#include "mapping/map/map.h"
#include "mapping/map/output_tree.h"
#include "mapping/map/tree_plan.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

class MapWriter {
public:
    // The document must be of the map's type. Findings go into `report`.
    MapWriter(const Map& map, const FindingCollector& collector, exchange::MessageReport& report)
        : map_(map), collector_(collector), report_(report), output_(*map.grammar) {}

    void write(const model::BusinessDocument& document, Tree& tree);

private:
    struct Placed {  // which elements of a list an entry took already
        const model::FieldInfo* list = nullptr;
        const void* holder = nullptr;
        ElementMarks elements;
        std::string_view field;
    };
    // A node above elements of a list that have the same values for it.
    struct SharedKey {
        const Entry* entry = nullptr;
        std::size_t step = 0;
        OutputTree::Index parent = OutputTree::none;
        std::string values;
        auto operator<=>(const SharedKey&) const = default;
    };
    struct Frame {
        std::uint32_t scope = 0;
        const void* object = nullptr;  // null: an empty list's only node
        OutputTree::Index node = OutputTree::root;
        std::size_t ordinal = 1;
        std::size_t part = 1;  // of an element that is spread over several nodes
        Frame* around = nullptr;
        std::size_t spread = 0;  // nodes written of lists that are spread
        std::vector<Placed> placed;
        std::map<SharedKey, OutputTree::Index> shared;
    };

    struct GroupFill {  // the node that takes the next elements side by side
        OutputTree::Index node = OutputTree::none;
        std::uint16_t count = 0;
    };

    void writeScope(Frame& frame);
    void writeEntry(const Entry& entry, Frame& frame);
    void writeValue(const Entry& entry, const Frame& frame);
    void writeValues(const Entry& entry, Frame& frame);
    void writePairs(const Entry& entry, Frame& frame);
    void writeList(const Entry& entry, Frame& frame);
    std::vector<bool> takenByScope(const Entry& entry, const void* element) const;
    void writeDocumentList(const Entry& entry, Frame& frame);
    void writeInside(const Entry& entry, Frame& frame, Frame& document);
    void writeElement(const Entry& entry, std::size_t index, const void* element, Frame& frame,
                      GroupFill& fill);
    void writeConstant(const Entry& entry, const Frame& frame);
    void writeTotal(const Entry& entry, const Frame& frame);
    void writeComputed(const Entry& entry, const Frame& frame);  // compute.cpp
    void writeTree(const TreeRule& rule, Frame& frame);
    void writeTreeNode(const TreeRule& rule, const PlannedNode& node, OutputTree::Index at,
                       Frame& frame);

    void writeGrouped(const Entry& entry, Frame& inside, GroupFill& fill);
    bool sharesNode(const Group& group, OutputTree::Index node, OutputTree::Index added) const;
    void writeSpread(const Entry& entry, const void* element, Frame& frame);
    OutputTree::Index elementNode(const Entry& entry, OutputTree::Index from, Frame& inside,
                                  Frame& holder);
    OutputTree::Index sharedNode(const Entry& entry, std::size_t step, OutputTree::Index parent,
                                 Frame& inside, Frame& holder);
    void writeEntries(Frame& frame, std::uint16_t up);
    bool agrees(const Frame& inside, std::uint16_t up, OutputTree::Index node) const;
    void writeAbove(Frame& inside, std::uint16_t up, bool is_new);
    void appendAbove(Frame& inside, std::uint16_t up, std::string& values);
    std::optional<Frame> innerFrame(const Entry& entry, Frame& frame);
    std::optional<std::size_t> elementNamed(const Link& link, const std::string& key,
                                            const void* document);
    OutputTree::Index nextNode(const Entry& entry, const Frame& frame, OutputTree::Index last);
    void putText(const Entry& entry, OutputTree::Index node, std::string text);
    void putAt(const Path& path, OutputTree::Index node, std::string text);
    void putParts(const Entry& entry, OutputTree::Index node, std::string_view text);
    bool belongs(const Scope& scope, const void* element) const;
    bool holdsAll(const Entry& entry, const Frame& frame) const;
    const void* objectFor(const FieldPath& field, const Frame& frame) const;
    Placed& placedOf(const Entry& entry, const void* holder, Frame& frame);
    Placed& placedOf(const model::FieldInfo& list, const void* holder, Frame& frame,
                     std::string_view name = {});
    void tellNotWritten(const Frame& frame);
    void tellNotMapped(const std::string& field);
    void tell(const ValueProblem& problem, const Entry& entry, const Frame& frame,
              std::string_view found);

    const Map& map_;
    const FindingCollector& collector_;
    exchange::MessageReport& report_;
    OutputTree output_;
    using Elements = std::map<std::string, std::size_t, std::less<>>;
    std::map<const model::FieldInfo*, Elements> elements_;  // of the document, by the field
    // Elements of the document, by what they name as the one around them.
    std::map<const model::FieldInfo*, std::multimap<std::string, std::size_t>> insides_;
    std::set<std::string, std::less<>> told_;  // fields told not to be carried
};

}  // namespace entrepot::mapping
