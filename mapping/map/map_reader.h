// Document tree -> model, by a compiled map.
//
// One pass over the tree: each node is looked up among the places of its parent's place, each value
// among the bindings of its place. Values that nothing took end in `extras` of the nearest object
// that has them, and one data-not-mapped finding tells how many.
//
// Keeps scratch memory between messages; one thread at a time.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "core/model/business_document.h"
#include "mapping/map/conversion.h"
#include "mapping/map/leftovers.h"
#include "mapping/map/map.h"
#include "mapping/map/tree_index.h"
#include "mapping/syntax/tree.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

class MapReader {
public:
    // The node that an element of a list of the document came from; no_node when it is not known.
    // Of the document read last.
    NodeIndex elementNode(std::string_view list, std::size_t index) const;

    // Findings go into `report`. The tree must have been matched to the map's grammar.
    model::BusinessDocument read(const Map& map, const Tree& tree,
                                 const FindingCollector& collector,
                                 exchange::MessageReport& report);

private:
    static constexpr std::uint32_t no_value = UINT32_MAX;

    struct Slot {
        std::uint32_t value = no_value;  // that filled the field
        std::uint8_t priority = 0;
    };
    struct InnerList {
        bool made = false;
        std::size_t index = 0;
    };
    struct Frame {
        std::uint32_t scope = 0;
        void* object = nullptr;
        NodeIndex node = Tree::root;
        std::size_t ordinal = 1;
        std::size_t first_slot = 0;
        std::size_t first_inner = 0;
        std::size_t first_link = 0;
        Frame* around = nullptr;
        const model::FieldInfo* list = nullptr;  // that the object is an element of
        const Group* group = nullptr;            // the object is one of several in the node
        std::uint16_t shift = 0;                 // ... whose elements lie so much further on
        bool again = false;  // values read before for another object: their problems are told
    };
    struct Standing {  // the node of a hierarchy being read
        const TreeRule* rule = nullptr;
        TreeIndex* index = nullptr;
        std::uint32_t item = 0;
    };
    struct PendingLink {
        const Entry* entry = nullptr;
        std::uint32_t scope = 0;
        std::string number;                      // of the element named
        std::string text;                        // to set there
        const model::FieldInfo* list = nullptr;  // value: ours, of the document, and the element
        std::size_t index = 0;
    };
    struct ElementNodes {
        const model::FieldInfo* list = nullptr;
        std::vector<NodeIndex> nodes;
    };
    struct At {  // a value being read
        NodeIndex node;
        std::uint32_t value;
    };

    void readScope(Frame& frame);
    void readAbove(const AbovePlace& above, Frame& frame);
    void readNode(const Place& place, NodeIndex node, Frame& frame);
    void visit(const Place& place, NodeIndex node, Frame& frame);
    void readValues(const Place& place, NodeIndex node, Frame& frame);
    void enterLists(const Place& place, NodeIndex node, Frame& frame);
    void tellTooLong(const Entry& entry, NodeIndex node);
    std::size_t siblingsFrom(NodeIndex node) const;
    bool accepts(const Entry& entry, NodeIndex node) const;
    void enterGroups(const ListPlace& list, NodeIndex node, Frame& frame);
    void enterList(const ListPlace& list, NodeIndex node, Frame& frame, std::uint16_t shift = 0);

    // Hierarchies: map_reader_tree.cpp.
    void readTree(const TreeRule& rule, Frame& frame);
    void readTreeNode(Frame& frame, std::uint32_t first_alike);
    void enterTreeList(const TreeLevel& level, Frame& frame);
    void inherit(const Entry& entry, Frame& inside);
    void enterContainer(TreeItem& item);
    void inheritGroups(const model::FieldInfo& list, Frame& inside);
    void packLine(TreeItem& item, const Frame& frame);
    void takeAlike(NodeIndex node, NodeIndex first);
    void takeAt(const Path& path, NodeIndex node);
    void tellTreeProblems(const TreeIndex& index);

    void apply(const Binding& binding, At at, Frame& frame);
    void readLink(const Entry& entry, const Binding& binding, At at, const Frame& frame);
    void completeLinks(Frame& frame);
    void applyLinks(void* document);
    void enterDocumentList(const ListPlace& list, NodeIndex node, Frame& frame);
    void name(const ListPlace& list, const std::string& key, Frame& frame);
    void nameOurs(const ListPlace& list, Frame& frame, void* element);
    void remember(const model::FieldInfo& list, std::size_t index, NodeIndex node);
    bool readPlain(const Entry& entry, const Binding& binding, At at, Frame& frame);
    bool readSingle(const Entry& entry, const Binding& binding, At at, Frame& frame);
    void readPer(const Entry& entry, At at, void* holder, const Frame& frame);
    bool readIntoList(const Entry& entry, const Binding& binding, At at, Frame& frame);
    bool readPair(const Entry& entry, const Binding& binding, At at, Frame& frame);
    void tell(const ValueProblem& problem, const Entry& entry, At at, const Frame& frame);

    bool holds(const std::vector<Condition>& conditions, NodeIndex node);
    bool selects(const Scope& scope, NodeIndex node) const;
    bool hasOwnValue(const Scope& scope, NodeIndex node) const;

    void* objectOf(Frame& frame, std::uint32_t scope);
    void setFixed(const Scope& scope, void* object);
    void complete(Frame& frame);
    const Value* qualifierOf(const Entry& entry, At at) const;
    bool isWanted(const Entry& entry, const void* object) const;
    void applySet(const Entry& entry, void* object);
    void compute(const Entry& entry, void* object, Frame& frame);  // compute.cpp
    void completeScope(Frame& frame, std::uint32_t scope);
    bool isTold(const exchange::Position& position) const;
    exchange::Position positionFor(NodeIndex node, const Value* value);
    std::string fieldName(const Frame& frame, const Entry& entry) const;

    const Map* map_ = nullptr;
    const Tree* tree_ = nullptr;
    const FindingCollector* collector_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    Standing standing_;
    Leftovers leftovers_;
    std::vector<Slot> slots_;
    std::vector<InnerList> inner_;
    std::vector<PendingLink> links_;
    std::vector<ElementNodes> element_nodes_;
    struct Alike {
        std::size_t index = 0;
        NodeIndex node = no_node;
    };
    std::map<std::pair<const Entry*, std::string_view>, Alike> alike_;
    bool above_ = false;  // reading a node above the scope's, perhaps not for the first time
    bool too_long_told_ = false;
    std::size_t positions_ = 0;
};

}  // namespace entrepot::mapping
