#include "adapters/odbc/settings.h"

#include <utility>

namespace entrepot::odbc {
namespace {

#ifdef __x86_64__
constexpr const char* driver_directory = "/usr/lib/x86_64-linux-gnu/odbc/";
#else
constexpr const char* driver_directory = "/usr/lib/aarch64-linux-gnu/odbc/";
#endif

std::string driverOf(const StoreSettings& settings) {
    return "Driver=" +
           (settings.driver.empty() ? defaultDriver(settings.kind)
                                    : quotedSetting(settings.driver)) +
           ";";
}

Target sqliteTarget(const StoreSettings& settings) {
    return {.product = Product::sqlite,
            .connection_string = driverOf(settings) + "Database=" + settings.file.string() +
                                 ";Timeout=" + std::to_string(settings.lock_wait_ms_max) +
                                 ";NoCreat=1;BigInt=1;StepAPI=1;FKSupport=1;JournalMode=WAL;"
                                 "SyncPragma=FULL;" +
                                 settings.options,
            .name = settings.file.string(),
            .file = settings.file};
}

// Protocol=7.4-0: no savepoint around each statement. The writer rolls back as a whole.
Target postgresqlTarget(const StoreSettings& settings) {
    const std::string seconds = std::to_string(settings.connect_seconds_max);
    return {.product = Product::postgresql,
            .connection_string =
                driverOf(settings) + "Server=" + quotedSetting(settings.server) + ";Port=" +
                std::to_string(settings.port) + ";Database=" + quotedSetting(settings.database) +
                ";UID=" + quotedSetting(settings.user) +
                ";PWD=" + quotedSetting(settings.password) +
                ";UseServerSidePrepare=1;ByteaAsLongVarBinary=1;MaxVarcharSize=1073741823;"
                "MaxLongVarcharSize=1073741823;Protocol=7.4-0;pqopt={connect_timeout=" +
                seconds + " tcp_user_timeout=" + seconds +
                "000 options='-c statement_timeout=" + std::to_string(settings.statement_ms_max) +
                " -c lock_timeout=" + std::to_string(settings.lock_wait_ms_max) + "'};" +
                settings.options,
            .name = settings.database + " at " + settings.server,
            .file = {}};
}

}  // namespace

Target targetOf(const StoreSettings& settings) {
    return settings.kind == Product::sqlite ? sqliteTarget(settings) : postgresqlTarget(settings);
}

Target foreignTarget(Product product, std::string connection_string, std::string name) {
    return {.product = product,
            .connection_string = std::move(connection_string),
            .name = std::move(name),
            .foreign = true};
}

std::string defaultDriver(Product product) {
    if (product == Product::sqlite) return driver_directory + std::string("libsqlite3odbc.so");
    if (product == Product::postgresql) return driver_directory + std::string("psqlodbcw.so");
    return {};
}

std::string quotedSetting(const std::string& value) {
    if (value.find_first_of(";{}=") == std::string::npos) return value;
    std::string out = "{";
    for (const char c : value) {
        if (c == '}') out += c;
        out += c;
    }
    out += '}';
    return out;
}

}  // namespace entrepot::odbc
