#include "adapters/odbc/control_numbers.h"

namespace entrepot::odbc {
namespace {

// The update locks the row until the commit, so the number read is ours alone.
Result<std::int64_t> take(Connection& connection, const PartnerKey& partner,
                          std::string_view series) {
    const auto moved = connection.execute(
        "INSERT INTO control_number (partner, series, last) VALUES (?, ?, 1) "
        "ON CONFLICT (partner, series) DO UPDATE SET last = CASE WHEN control_number.last >= "
        "999999999 THEN 1 ELSE control_number.last + 1 END",
        {partner, series});
    if (!moved) return fail(moved.error());
    const auto last =
        connection.selectOne("SELECT last FROM control_number WHERE partner = ? AND series = ?",
                             {partner, series}, [](Row& row) { return row.integer(); });
    if (!last) return fail(last.error());
    return (*last).value_or(0);
}

}  // namespace

Result<std::int64_t> OdbcControlNumbers::next(const PartnerKey& partner, std::string_view series) {
    return writer_.run([&](Connection& connection) { return take(connection, partner, series); });
}

}  // namespace entrepot::odbc
