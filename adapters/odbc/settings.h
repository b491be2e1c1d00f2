// Which database, how to reach it, and how hard to try. Filled from the <store> section of the
// configuration.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace entrepot::odbc {

enum class Product : std::uint8_t {
    sqlite,
    postgresql,
    other,  // only what standard SQL and ODBC say is relied on
};

struct StoreSettings {
    Product kind = Product::sqlite;
    std::filesystem::path file;  // SQLite: the database; made when there is none
    std::string server;          // PostgreSQL: host name, or directory of its socket
    int port = 5432;
    std::string database;
    std::string user;
    std::string password;
    std::string driver;              // path of the ODBC driver; empty = where Debian puts it
    std::string options;             // appended to the connection string: "Key=value;..."
    int lock_wait_ms_max = 5'000;    // for another program's lock, then `busy`
    int connect_seconds_max = 5;     // PostgreSQL
    int statement_ms_max = 120'000;  // PostgreSQL; then `timeout`
    std::size_t waiting_writes_max = 10'000;  // then `busy`
    std::size_t readers_max = 4;              // read connections
};

// How to open one connection, and its name for people: file, or "database at server".
struct Target {
    Product product = Product::sqlite;
    std::string connection_string;
    std::string name;
    std::filesystem::path file;  // SQLite store; empty for others
    bool foreign = false;        // somebody else keeps it: look at it without locking it
};

// The database file must exist: a file that went away is not replaced by an empty one.
Target targetOf(const StoreSettings& settings);

// A database somebody else keeps (an ERP), by its complete ODBC connection string.
Target foreignTarget(Product product, std::string connection_string, std::string name);

// Where Debian puts the driver; empty for other products.
std::string defaultDriver(Product product);

// A value of a connection string, in braces where it needs them.
std::string quotedSetting(const std::string& value);

}  // namespace entrepot::odbc
