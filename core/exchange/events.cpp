#include "core/exchange/events.h"

#include <array>

namespace entrepot::exchange {
namespace {

using enum EventLevel;

// In the order of EventId.
constexpr std::array<EventInfo, 23> table = {{
    {"EX-0101", information, "document_received",
     "A payload came in; its bytes and its receipt are on disk."},
    {"EX-0102", information, "document_duplicate",
     "A payload came in that we hold already. The sender gets the stored answer; nothing is done "
     "twice."},
    {"EX-0103", warning, "document_quarantined",
     "A payload could not be attributed or read. Look at its findings (entrepot documents show "
     "ID). "
     "If the sender is a partner, add its identity to partners/<key>/partner.xml and run entrepot "
     "documents reprocess ID."},
    {"EX-0104", information, "document_refused",
     "The content of a payload was refused and the partner was told. Nothing to do unless the "
     "partner asks."},
    {"EX-0105", debug, "document_translated", "The messages of a payload are in the model."},
    {"EX-0106", information, "document_answered",
     "Every message of a payload has its answer queued."},
    {"EX-0107", error, "document_step_failed",
     "A step of a document's life failed for a reason outside the document (database, ERP, disk). "
     "It "
     "is tried again with growing pauses; the document stays in its state. Mend the cause that the "
     "text names."},
    {"EX-0108", warning, "file_failed",
     "A file in a watched folder could not be taken. It is in failed/ with a text beside it that "
     "says "
     "why; mend it and put it back."},
    {"EX-0109", error, "folder_trouble",
     "A watched folder could not be read, or the exchange took nothing from it. It is looked at "
     "again "
     "after its pause. Check that the folder exists and may be read and written."},
    {"EX-0201", information, "outbound_sent", "A document was delivered to its partner."},
    {"EX-0202", warning, "outbound_failed",
     "A delivery did not succeed. While attempts are left it is tried again; after the last one "
     "the "
     "document is failed: mend the cause and run entrepot documents resend ID."},
    {"EX-0203", warning, "outbound_overdue",
     "The partner has not acknowledged a document in the agreed time. Ask the partner; resend the "
     "same document with entrepot documents resend ID."},
    {"EX-0204", error, "outbound_rejected",
     "The partner's acknowledgement or application advice rejects a document of ours. Read it "
     "(entrepot documents show ID names what it speaks of); mend the map or the agreement; send "
     "anew."},
    {"EX-0301", information, "erp_read", "Items, sites, stock, receipts and demand were read."},
    {"EX-0302", error, "erp_away",
     "The ERP could not be read. Promises go on with the last picture, if there is one; without "
     "one "
     "orders wait. Check the <erp> section of the configuration and the database it names."},
    {"EX-0303", information, "erp_order_written", "A confirmed order is in the ERP's staging."},
    {"EX-0304", error, "erp_order_failed",
     "A confirmed order could not be handed to the ERP. It is tried again until it succeeds; the "
     "promise stands."},
    {"EX-0305", warning, "erp_rows_left_out",
     "Rows of the ERP make no sense (a negative quantity, a site nobody knows) and were left out "
     "of "
     "the picture that promises are made from. entrepot erp check lists them; mend them in the ERP "
     "or narrow the profile's query."},
    {"EX-0401", debug, "promise_made", "A promise was made and is durable."},
    {"EX-0402", information, "promise_cancelled", "A promise was cancelled; its goods are free."},
    {"EX-0403", error, "promise_failed",
     "A batch of promises could not be stored and was taken back. Callers were told; documents try "
     "again."},
    {"EX-0901", information, "broker_started", "The broker takes documents."},
    {"EX-0902", information, "broker_stopping",
     "The broker takes no new documents and finishes what it accepted."},
}};

}  // namespace

const EventInfo& infoOf(EventId id) {
    return table.at(static_cast<std::size_t>(id));
}

std::span<const EventInfo> allEvents() {
    return table;
}

}  // namespace entrepot::exchange
