// What came in: receipt, duplicates, and the steps of its life. Every change in one transaction.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/document_store.h"

namespace entrepot::odbc {

class OdbcInboundStore final : public ports::InboundStore {
public:
    OdbcInboundStore(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    // A known caller is the document's partner until its envelope says otherwise.
    Result<ports::Accepted> accept(const exchange::Arrival& arrival, DocumentId id) override;
    // With `conflict` for a second control number, `where` is the id of the first document.
    Result<void> apply(const exchange::DocumentChange& change) override;
    Result<std::vector<DocumentId>> unfinished() override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
