// The promise ledger, batch by batch, with what the ERP has to be told in the same transaction.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/ledger_store.h"

namespace entrepot::odbc {

class OdbcLedgerStore final : public ports::LedgerStore {
public:
    OdbcLedgerStore(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    Result<void> commit(const ports::LedgerBatch& batch) override;
    Result<std::vector<ports::LedgerEntry>> loadOpen() override;
    Result<std::optional<ports::LedgerEntry>> find(PromiseId id) override;
    Result<std::optional<ports::LedgerEntry>> findByReference(std::string_view reference) override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
