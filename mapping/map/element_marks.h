// A mark for each element of a list, without memory of its own for lists of up to 64.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entrepot::mapping {

class ElementMarks {
public:
    explicit ElementMarks(std::size_t size)
        : size_(size), more_(size > inside_max ? size - inside_max : 0) {}

    bool has(std::size_t element) const {
        return element < inside_max ? (inside_ >> element & 1) != 0 : more_[element - inside_max];
    }
    void set(std::size_t element) {
        if (element < inside_max) {
            inside_ |= std::uint64_t{1} << element;
        } else {
            more_[element - inside_max] = true;
        }
    }
    void setAll() {
        for (std::size_t i = 0; i < size_; ++i) set(i);
    }
    bool hasAll() const {
        for (std::size_t i = 0; i < size_; ++i)
            if (!has(i)) return false;
        return true;
    }

private:
    static constexpr std::size_t inside_max = 64;

    std::size_t size_;
    std::uint64_t inside_ = 0;
    std::vector<bool> more_;
};

}  // namespace entrepot::mapping
