// The orders of the shared model.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/order_store.h"

namespace entrepot::odbc {

class OdbcOrderStore final : public ports::OrderStore {
public:
    OdbcOrderStore(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    Result<std::optional<ports::OrderRecord>> find(const PartnerKey& customer,
                                                   std::string_view number) override;
    // Newest message first.
    Result<std::optional<ports::OrderRecord>> findByMessage(MessageId message) override;
    Result<std::vector<ports::OrderRecord>> search(const ports::OrderQuery& query) override;
    Result<void> keep(const ports::OrderRecord& order) override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
