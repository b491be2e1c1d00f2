// Interchanges of many orders, made while they are read: nothing of them is kept.
//
// Every order has the same 50 lines and a number of its own. Legal to the last check digit, so that
// readers take the way they take for good files.
#pragma once
#include <functional>
#include <string>

#include "mapping/syntax/source.h"

namespace entrepot::bench {

// The words of one syntax.
struct OrderForm {
    std::string start;
    std::function<std::string(std::uint64_t order)> head;
    std::string lines;
    std::function<std::string(std::uint64_t order)> tail;
    std::function<std::string(std::uint64_t orders)> end;
};

inline constexpr int lines_per_order = 50;

OrderForm orders850();      // 004010, some 4 kB an order
OrderForm ordersEdifact();  // D96A, some 6 kB an order

class OrderSource : public mapping::ByteSource {
public:
    // About `bytes` large: it ends behind the order that reaches them; one order at least.
    OrderSource(OrderForm form, std::size_t bytes);
    Result<std::size_t> read(std::span<char> into) override;

private:
    void next();

    OrderForm form_;
    std::size_t bytes_max_;
    std::string text_;
    std::size_t given_ = 0;
    std::size_t made_ = 0;
    std::uint64_t orders_ = 0;
    bool closed_ = false;
};

// All of it in memory.
std::string allOf(mapping::ByteSource& source);

}  // namespace entrepot::bench
