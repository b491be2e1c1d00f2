// Which values of a message were taken, and what became of the others: kept as extras of the model,
// up to a bound, and counted.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/exchange/finding.h"
#include "core/model/schema.h"
#include "mapping/grammar/grammar.h"
#include "mapping/syntax/tree.h"

namespace entrepot::mapping {

class Leftovers {
public:
    // Borrows all until the next begin().
    // `passing`: references of attributes that are of no use where their element's text is taken.
    void begin(const Tree& tree, const Grammar& grammar, const std::vector<std::string>& passing);

    void take(std::uint32_t value) { taken_[value] = 1; }
    void release(std::uint32_t value) { taken_[value] = 0; }
    void takeBelow(NodeIndex node);
    bool isTaken(std::uint32_t value) const { return taken_[value] != 0; }

    // Puts what is left below `node` into `list` (of model::Extra) of `object`, and takes it.
    void collect(NodeIndex node, const model::FieldInfo& list, void* object);

    std::size_t count() const { return count_; }  // collected, kept or not
    const std::string& firstPath() const { return first_path_; }
    const exchange::Position& firstPosition() const { return first_position_; }

private:
    bool isPassing(NodeIndex node, const Value& value) const;
    std::size_t nextLeft(std::size_t from, std::size_t end) const;
    void keep(NodeIndex from, NodeIndex node, const Value& value, const model::FieldInfo& list,
              void* object);

    const Tree* tree_ = nullptr;
    const Grammar* grammar_ = nullptr;
    const std::vector<std::string>* passing_ = nullptr;
    std::vector<std::uint8_t> taken_;  // by value: 1 = by the map, 2 = kept aside
    std::size_t count_ = 0;
    std::string first_path_;
    exchange::Position first_position_;
};

}  // namespace entrepot::mapping
