#include "adapters/erp/demo_erp.h"

#include <fstream>
#include <iterator>

#include "adapters/odbc/connection.h"
#include "adapters/odbc/database_file.h"
#include "adapters/odbc/migrations.h"

namespace entrepot::erp {
namespace {

namespace fs = std::filesystem;

Result<std::string> readText(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return fail(FailureKind::not_found, "the file cannot be read", file.string());
    return text;
}

Result<void> fill(const fs::path& file, Day today, const std::vector<std::string>& statements) {
    odbc::StoreSettings settings;
    settings.file = file;
    const auto connection = odbc::Connection::open(odbc::targetOf(settings));
    if (!connection) return fail(connection.error());
    Result<void> done = (*connection)->begin();
    if (done) done = (*connection)->run("CREATE TABLE demo_parameter (day TEXT NOT NULL)");
    if (done) {
        const auto set =
            (*connection)->execute("INSERT INTO demo_parameter VALUES (?)", {formatDay(today)});
        if (!set) done = fail(set.error());
    }
    for (std::size_t i = 0; done && i < statements.size(); ++i)
        done = (*connection)->run(statements[i]);
    return done ? (*connection)->commit() : done;
}

}  // namespace

// Made beside the place and put there whole, so that a half-made one is never used.
Result<void> createDemoErp(const fs::path& file, Day today, const fs::path& conf) {
    if (fs::exists(file))
        return fail(FailureKind::conflict, "the demo's ERP is there already", file.string());
    const fs::path source = conf / "demo" / "erp.sql";
    const auto text = readText(source);
    if (!text) return fail(text.error());
    const auto statements = odbc::splitSql(*text, odbc::Product::sqlite, source.string());
    if (!statements) return fail(statements.error());
    const fs::path part = file.string() + ".part";
    fs::remove(part);
    if (auto made = odbc::ensureDatabaseFile(part); !made) return made;
    if (auto filled = fill(part, today, *statements); !filled) return filled;
    return odbc::renameDurably(part, file);
}

}  // namespace entrepot::erp
