// Control numbers of envelopes: one series a partner and purpose, never the same number twice.
#pragma once
#include "adapters/odbc/writer.h"
#include "core/ports/document_store.h"

namespace entrepot::odbc {

class OdbcControlNumbers final : public ports::ControlNumbers {
public:
    explicit OdbcControlNumbers(Writer& writer) : writer_(writer) {}

    Result<std::int64_t> next(const PartnerKey& partner, std::string_view series) override;

private:
    Writer& writer_;
};

}  // namespace entrepot::odbc
