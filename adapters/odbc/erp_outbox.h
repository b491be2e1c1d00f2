// What the ERP has not been told yet. One row a promise: its state now is what the ERP shall know.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/erp_outbox.h"

namespace entrepot::odbc {

class OdbcErpOutbox final : public ports::ErpOutbox {
public:
    OdbcErpOutbox(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    Result<std::vector<ports::ErpTask>> due(Instant now, std::size_t limit) override;
    // Of a task that a newer change of its promise replaced: changes nothing.
    Result<void> done(std::int64_t task) override;
    Result<void> failed(std::int64_t task, const std::string& why, Instant next) override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
