// API keys by their hash.
#pragma once
#include "adapters/odbc/reader_pool.h"
#include "adapters/odbc/writer.h"
#include "core/ports/access_store.h"

namespace entrepot::odbc {

class OdbcAccessStore final : public ports::AccessStore {
public:
    OdbcAccessStore(Writer& writer, ReaderPool& readers) : writer_(writer), readers_(readers) {}

    // `conflict` when the name or the key is there already.
    Result<void> add(const ports::AccessKey& key) override;
    // A revoked key is found too; look at revoked_at.
    Result<std::optional<ports::AccessKey>> findByHash(std::string_view sha256) override;
    Result<std::vector<ports::AccessKey>> all() override;  // by name
    // `not_found` for an unknown name; the first revocation's time stays.
    Result<void> revoke(std::string_view name, Instant at) override;

private:
    Writer& writer_;
    ReaderPool& readers_;
};

}  // namespace entrepot::odbc
