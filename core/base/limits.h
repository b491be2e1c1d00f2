// Upper bounds of everything that grows with what somebody sends us. Each is a configuration key
// (conf/entrepot.example.xml, section <limits>); these are the defaults.
#pragma once
#include <cstddef>
#include <cstdint>

namespace entrepot {

struct Limits {
    std::size_t body_bytes_max = std::size_t{64} << 20;     // one payload received by the broker
    std::size_t message_bytes_max = std::size_t{64} << 20;  // one transaction set / message
    std::size_t segment_bytes_max = std::size_t{1} << 20;   // one EDI segment, one CSV row
    std::size_t segments_per_message_max = 2'000'000;
    std::size_t xml_depth_max = 128;
    std::size_t xml_attributes_max = 64;         // per element
    std::size_t findings_per_message_max = 100;  // further ones are counted, not kept
    std::int64_t quantity_max = 1'000'000'000;   // whole units a document may order on one line
    std::size_t lines_per_order_max = 100'000;
    std::size_t schedule_parts_max = 104;  // wanted deliveries of one line
};

}  // namespace entrepot
