// Every event the broker reports, with its level and a paragraph for the operator.
//
// `entrepot explain EX-0101` prints the paragraph. Ids are stable; a retired one is not used again.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace entrepot::exchange {

enum class EventLevel : std::uint8_t { debug, information, warning, error };

struct EventInfo {
    std::string_view id;  // "EX-0101"
    EventLevel level;
    std::string_view name;  // for metrics: "document_received"
    std::string_view paragraph;
};

// Index into the table; so a misspelt event does not compile.
enum class EventId : std::uint8_t {
    document_received,
    document_duplicate,
    document_quarantined,
    document_refused,
    document_translated,
    document_answered,
    document_step_failed,
    file_failed,
    folder_trouble,
    outbound_sent,
    outbound_failed,
    outbound_overdue,
    outbound_rejected,
    erp_read,
    erp_away,
    erp_order_written,
    erp_order_failed,
    erp_rows_left_out,
    promise_made,
    promise_cancelled,
    promise_failed,
    broker_started,
    broker_stopping,
};

const EventInfo& infoOf(EventId id);
std::span<const EventInfo> allEvents();

}  // namespace entrepot::exchange
