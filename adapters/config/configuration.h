// Everything an operator can set, as plain structs. What stands here is the default.
//
// Filled by loader.h from conf/entrepot.xml and the environment; keys.h names every field with its
// unit and its meaning. Units and bounds are in the names. Read-only after the start.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "adapters/config/secret.h"
#include "core/base/limits.h"
#include "core/promise/promise_limits.h"

namespace entrepot::config {

// How envelopes name us, in one syntax.
struct OurIdentity {
    std::string syntax;
    std::string qualifier;
    std::string id;
    std::string routing;
    std::string group;  // X12 GS02/GS03; empty = id
};

struct Broker {
    std::string company = "Entrepot";
    std::string time_zone = "UTC";
    std::filesystem::path data = "../data";
    std::filesystem::path partners = "../partners";
    std::vector<OurIdentity> identities;
};

// Definitions of other people, beside our own.
struct Schemas {
    std::filesystem::path xsd_folder;  // empty = none
};

enum class StoreKind : std::uint8_t { sqlite, postgresql };

struct Store {
    StoreKind kind = StoreKind::sqlite;
    std::filesystem::path file = "entrepot.db";
    std::string driver;
    std::string server = "localhost";
    int port = 5432;
    std::string database = "entrepot";
    std::string user = "entrepot";
    Secret password;
    std::string options;
    int lock_wait_ms_max = 5'000;
    int connect_seconds_max = 5;
    int statement_ms_max = 120'000;
    std::size_t waiting_writes_max = 10'000;
    std::size_t readers_max = 4;
};

struct Http {
    std::string address = "127.0.0.1";
    int port = 8080;
    std::filesystem::path tls_certificate_file;
    std::filesystem::path tls_key_file;
    int threads_max = 1024;
    int queue_max = 4096;
    int busy_percent = 75;
    std::int64_t keep_alive_ms = 10'000;
    std::int64_t header_ms_max = 15'000;
    std::int64_t body_ms_max = 300'000;
    std::int64_t response_ms_max = 300'000;
    std::int64_t bodies_bytes_max = std::int64_t{1} << 30;
    std::int64_t wait_answer_ms_max = 10'000;
    int requests_per_second_max = 100;
    int requests_burst_max = 200;
    std::int64_t key_cache_ms = 1'000;
};

// A folder that is watched for documents of one partner.
struct Folder {
    std::string name;
    std::string partner;  // empty = the envelope says who sent it
    std::filesystem::path path;
    std::string pattern = "*";
    std::int64_t poll_ms = 5'000;
    std::int64_t settle_ms = 2'000;
    bool keep_done = true;
};

struct Erp {
    std::filesystem::path profile;
    std::string connection;
    Secret password;
    std::int64_t read_seconds = 60;
    std::int64_t retry_ms_first = 1'000;
    std::int64_t retry_ms_max = 300'000;
};

struct Exchange {
    int workers = 2;
    int attempts_max = 12;
    std::int64_t retry_ms_first = 1'000;
    std::int64_t retry_ms_max = 3'600'000;
    std::int64_t overdue_check_ms = 60'000;
};

enum class LogLevel : std::uint8_t { debug, information, warning, error };

struct Log {
    LogLevel level = LogLevel::information;
    std::filesystem::path file;
};

struct Configuration {
    Broker broker;
    Schemas schemas;
    Store store;
    Http http;
    Limits limits;
    std::vector<Folder> folders;
    entrepot::promise::PromiseLimits promise;
    Erp erp;
    Exchange exchange;
    Log log;
};

}  // namespace entrepot::config
