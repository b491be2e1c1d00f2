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
    // Borrows both until the next begin().
    void begin(const Tree& tree, const Grammar& grammar);

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
    std::size_t nextLeft(std::size_t from, std::size_t end) const;
    void keep(NodeIndex from, NodeIndex node, const Value& value, const model::FieldInfo& list,
              void* object);

    const Tree* tree_ = nullptr;
    const Grammar* grammar_ = nullptr;
    std::vector<std::uint8_t> taken_;  // by value
    std::size_t count_ = 0;
    std::string first_path_;
    exchange::Position first_position_;
};

}  // namespace entrepot::mapping
