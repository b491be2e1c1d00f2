// Looking at documents: one, its parts, and searches that stay quick with millions in store.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "core/ports/document_store.h"

namespace entrepot::odbc {

class OdbcDocumentArchive final : public ports::DocumentArchive {
public:
    explicit OdbcDocumentArchive(ReaderPool& readers) : readers_(readers) {}

    Result<std::optional<exchange::Document>> find(DocumentId id) override;
    Result<std::string> bytes(DocumentId id) override;
    Result<std::vector<exchange::Message>> messages(DocumentId id) override;
    Result<std::vector<exchange::Finding>> findings(DocumentId id) override;
    Result<std::vector<exchange::TraceStep>> trace(DocumentId id) override;
    // Newest first; by arrival, or by id when a key or a text is asked for.
    Result<std::vector<exchange::Document>> search(const exchange::DocumentQuery& query) override;
    Result<std::vector<exchange::Document>> answersTo(DocumentId id) override;
    Result<std::vector<exchange::VerdictLink>> verdicts(DocumentId id) override;
    Result<std::int64_t> highestId() override;

private:
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
