// What goes out: the queue, deliveries, and the acknowledgements that are awaited.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/document_store.h"

namespace entrepot::odbc {

class OdbcOutboundStore final : public ports::OutboundStore {
public:
    OdbcOutboundStore(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    Result<std::vector<exchange::Document>> due(Instant now, std::size_t limit) override;
    // `conflict` when the document is not queued; a repeat for one already sent changes nothing.
    Result<void> sent(DocumentId id, const std::string& note, Instant at,
                      std::optional<Instant> acknowledge_by) override;
    Result<void> attemptFailed(DocumentId id, const std::string& note, Instant at,
                               std::optional<Instant> next) override;
    Result<void> queueAgain(DocumentId id, Instant at) override;
    Result<std::vector<exchange::Document>> markOverdue(Instant now) override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
