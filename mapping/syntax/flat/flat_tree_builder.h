// Puts records into a tree as XML elements would stand in it: a record is a node, its fields are
// nodes below it with a text each.
//
//   grammar   loop HDR { order_number 10, issued 8, loop LIN { number 3, quantity 9 } }
//   file      HDR0000004711 20261120          -> HDR/order_number, HDR/issued
//             LIN001    48.5                  -> HDR/LIN/number, HDR/LIN/quantity
//
// So an IDoc has one grammar and one map, whether it comes as XML or flat. Fields follow each other
// in the grammar's order, each as wide as its max-length says; widths count characters. Fields
// named "filler..." are passed over.
#pragma once
#include <string>
#include <string_view>

#include "mapping/syntax/flat/flat_records.h"
#include "mapping/syntax/xml/xml_tree_builder.h"

namespace entrepot::mapping {

class FlatTreeBuilder {
public:
    // Borrows both.
    FlatTreeBuilder(const FindingCollector& collector, const Limits& limits)
        : collector_(collector), builder_(collector, limits) {}

    // Borrows grammar and report until end(). `within`: an element around all records, or empty.
    void begin(const Grammar& grammar, exchange::MessageReport& report, std::string_view within,
               const FlatRecord& first);
    // The record's fields begin at character `data_at` (0 = first). False: a limit is passed.
    bool add(std::string_view name, const FlatRecord& record, std::size_t data_at);
    void end();
    // Whether a record of that name has a place anywhere in the open ones.
    bool knows(std::string_view name) const;

    Tree& tree() { return builder_.tree(); }

private:
    std::size_t depthFor(std::string_view name) const;
    bool addFields(const FlatRecord& record, std::size_t data_at);
    bool addField(std::string_view name, std::string_view text, const XmlPlace& place);
    bool addUnknown(std::string_view name, const FlatRecord& record);
    std::string_view decoded(const FlatRecord& record);

    const FindingCollector& collector_;
    XmlTreeBuilder builder_;
    const Grammar* grammar_ = nullptr;
    exchange::MessageReport* report_ = nullptr;
    std::size_t depth_least_ = 1;
    std::string decoded_;
    bool encoding_told_ = false;
};

// True for fields that only keep a place free.
bool isFiller(std::string_view field);

}  // namespace entrepot::mapping
