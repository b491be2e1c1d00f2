#include "tests/bench/order_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace entrepot::bench {
namespace {

constexpr std::uint64_t first_control = 100'000;

// With its check digit.
std::string gtin(const std::string& digits) {
    int sum = 0;
    int weight = 3;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        sum += (*digit - '0') * weight;
        weight = 4 - weight;
    }
    return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string gtinOf(int line) {
    return gtin("4012345678" + std::to_string(10 + line % 80));
}

std::string itemOf(int line) {
    return "W-" + std::to_string(1000 + line * 37 % 9000);
}

std::string quantityOf(int line) {
    return std::to_string(line * 7 % 90 + 1);
}

std::string controlOf(std::uint64_t order) {
    return std::to_string(first_control + order);
}

}  // namespace

OrderForm orders850() {
    OrderForm form;
    form.start =
        "ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0830*U*"
        "00401*000000001*0*P*>~GS*PO*BUYER*SELLER*20261121*0830*1*X*004010~";
    form.head = [](std::uint64_t order) {
        const std::string control = controlOf(order);
        return "ST*850*" + control + "~BEG*00*SA*PO-" + control +
               "**20261121~CUR*BY*USD~DTM*002*20261204~N1*BY*Buyer Inc*UL*4012345000009~"
               "N1*ST*Depot 7*92*DC-07~N3*1200 River Road~N4*Peoria*IL*61602*US~";
    };
    for (int line = 1; line <= lines_per_order; ++line)
        form.lines += "PO1*" + std::to_string(line) + "*" + quantityOf(line) + "*EA*12.35**EN*" +
                      gtinOf(line) + "*VP*" + itemOf(line) + "~PID*F****Widget number " +
                      std::to_string(line) + "~";
    form.tail = [](std::uint64_t order) {
        return "CTT*" + std::to_string(lines_per_order) + "~SE*" +
               std::to_string(10 + 2 * lines_per_order) + "*" + controlOf(order) + "~";
    };
    form.end = [](std::uint64_t orders) {
        return "GE*" + std::to_string(orders) + "*1~IEA*1*000000001~";
    };
    return form;
}

OrderForm ordersEdifact() {
    OrderForm form;
    form.start = "UNA:+.? 'UNB+UNOC:3+5412345000013:14+4012345000009:14+261121:0830+REF1'";
    form.head = [](std::uint64_t order) {
        const std::string control = controlOf(order);
        return "UNH+" + control + "+ORDERS:D:96A:UN:EAN008'BGM+220+PO-" + control +
               "+9'DTM+137:20261121:102'DTM+2:20261204:102'NAD+BY+5412345000013::9'"
               "NAD+SU+4012345000009::9'CUX+2:EUR:9'";
    };
    for (int line = 1; line <= lines_per_order; ++line)
        form.lines += "LIN+" + std::to_string(line) + "++" + gtinOf(line) + ":EN'PIA+1+" +
                      itemOf(line) + ":SA'IMD+F++:::Widget number " + std::to_string(line) +
                      "'QTY+21:" + quantityOf(line) + ":PCE'PRI+AAA:12.35'";
    form.tail = [](std::uint64_t order) {
        return "UNS+S'CNT+2:" + std::to_string(lines_per_order) + "'UNT+" +
               std::to_string(10 + 5 * lines_per_order) + "+" + controlOf(order) + "'";
    };
    form.end = [](std::uint64_t orders) { return "UNZ+" + std::to_string(orders) + "+REF1'"; };
    return form;
}

OrderSource::OrderSource(OrderForm form, std::size_t bytes)
    : form_(std::move(form)), bytes_max_(bytes), text_(form_.start) {}

Result<std::size_t> OrderSource::read(std::span<char> into) {
    while (text_.size() - given_ < into.size() && !closed_) next();
    const std::size_t count = std::min(into.size(), text_.size() - given_);
    std::memcpy(into.data(), text_.data() + given_, count);
    given_ += count;
    return count;
}

void OrderSource::next() {
    if (given_ > 0) {
        text_.erase(0, given_);
        made_ += std::exchange(given_, 0);
    }
    if (orders_ == 0 || made_ + text_.size() < bytes_max_) {
        ++orders_;
        text_ += form_.head(orders_);
        text_ += form_.lines;
        text_ += form_.tail(orders_);
    } else {
        text_ += form_.end(orders_);
        closed_ = true;
    }
}

std::string allOf(mapping::ByteSource& source) {
    std::string bytes;
    std::string chunk(1 << 16, '\0');
    while (const auto got = source.read(chunk)) {
        if (*got == 0) break;
        bytes.append(chunk, 0, *got);
    }
    return bytes;
}

}  // namespace entrepot::bench
