// Orders as the four demo customers write them, from a few facts. For tests that send real files.
#pragma once
#include <string>
#include <vector>

#include "core/base/time.h"

namespace entrepot::test {

struct SampleLine {
    std::string item;  // our number
    std::string quantity = "1";
    std::string unit = "EA";  // in the words of the form
};

struct SampleOrder {
    std::string number = "PO-1";
    std::string control = "1";  // of the interchange; at most 9 digits
    std::string sender;         // the envelope's id of the partner
    std::string receiver;       // ours
    Day issued{};
    std::string wanted = "20261201";  // CCYYMMDD, also a wrong one
    std::vector<SampleLine> lines{{}};
};

std::string x12Order(const SampleOrder& order);      // 004010 850, qualifiers ZZ
std::string edifactOrder(const SampleOrder& order);  // D.96A ORDERS, qualifiers 14
std::string ublOrder(const SampleOrder& order);      // UBL 2.1 Order, endpoints 0088
std::string csvOrder(const SampleOrder& order);

// The first occurrence of `from` as `to`; the test fails when there is none.
std::string with(std::string text, const std::string& from, const std::string& to);

}  // namespace entrepot::test
