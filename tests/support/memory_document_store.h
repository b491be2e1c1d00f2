// Documents in memory, behind the inbound store and the archive; fails when a test tells it to.
#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/ports/document_store.h"

namespace entrepot::test {

class MemoryDocumentStore : public ports::InboundStore, public ports::DocumentArchive {
public:
    // InboundStore
    Result<ports::Accepted> accept(const exchange::Arrival& arrival, DocumentId id) override;
    Result<void> apply(const exchange::DocumentChange& change) override;
    Result<std::vector<DocumentId>> unfinished() override;

    // DocumentArchive
    Result<std::optional<exchange::Document>> find(DocumentId id) override;
    Result<std::string> bytes(DocumentId id) override;
    Result<std::vector<exchange::Message>> messages(DocumentId id) override;
    Result<std::vector<exchange::Finding>> findings(DocumentId id) override;
    Result<std::vector<exchange::TraceStep>> trace(DocumentId id) override;
    Result<std::vector<exchange::Document>> search(const exchange::DocumentQuery& query) override;
    Result<std::vector<exchange::Document>> answersTo(DocumentId id) override;
    Result<std::vector<exchange::VerdictLink>> verdicts(DocumentId id) override;
    Result<std::int64_t> highestId() override;

    // Until told otherwise every call fails like this.
    void failWith(std::optional<FailureKind> kind);
    std::size_t size() const;

private:
    struct Kept {
        exchange::Document document;
        std::string bytes;
        std::string scope;  // of duplicates
        std::vector<exchange::Message> messages;
        std::vector<exchange::Finding> findings;
        std::vector<exchange::TraceStep> trace;
    };
    template <class T, class Get>
    Result<T> of(DocumentId id, Get get);
    std::optional<Failure> failing() const;
    std::optional<DocumentId> sameControl(const exchange::DocumentChange& change) const;
    void note(Kept& kept, exchange::DocumentState state, Instant at, const std::string& text);

    mutable std::mutex mutex_;
    std::map<std::int64_t, Kept> kept_;
    std::optional<FailureKind> failure_;
};

}  // namespace entrepot::test
