#include "adapters/config/keys.h"

#include <cctype>

namespace entrepot::config {
namespace {

using Table = KeyTable<Configuration>;

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t gigabyte = std::int64_t{1} << 30;

Wrong setTimeZone(Broker& broker, std::string_view name) {
    const std::filesystem::path file =
        std::filesystem::path("/usr/share/zoneinfo") / std::filesystem::path(std::string(name));
    if (name != "UTC" && !std::filesystem::is_regular_file(file))
        return "is not a time zone of this machine (see /usr/share/zoneinfo)";
    broker.time_zone = std::string(name);
    return std::nullopt;
}

Wrong setConnection(Erp& erp, std::string_view text) {
    std::string upper(text);
    for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (upper.find("PWD=") != std::string::npos || upper.find("PASSWORD=") != std::string::npos)
        return "holds a password; take it out and set erp/password_file or erp/password_env";
    erp.connection = std::string(text);
    return std::nullopt;
}

KeyTable<OurIdentity> identityKeys() {
    KeyTable<OurIdentity> table;
    Section<OurIdentity> key(table);
    key.word("syntax", &OurIdentity::syntax, {"x12", "edifact", "ubl", "csv"},
             "The syntax it is for.")
        .required = true;
    key.text("qualifier", &OurIdentity::qualifier, "ISA07, UNB S003 0007, UBL schemeID.");
    key.text("id", &OurIdentity::id, "ISA08, UNB S003 0010, UBL EndpointID.").required = true;
    key.text("routing", &OurIdentity::routing, "UNB S003 0014; EDIFACT only.");
    key.text("group", &OurIdentity::group, "GS03 where it differs from ISA08; X12 only.");
    return table;
}

void addBrokerKeys(Table& table) {
    Section<Configuration, Broker> key(table, "broker/", &Configuration::broker);
    key.text("company", &Broker::company, "Name of the company this broker works for.");
    key.special("time_zone",
                "Time zone of its seat; decides which calendar day it is (Europe/Berlin).",
                setTimeZone, [](const Broker& broker) { return broker.time_zone; });
    key.path("data", &Broker::data,
             "Folder of the database, spool and deliveries; relative to this file.");
    key.path("partners", &Broker::partners,
             "Folder with one <key>/partner.xml a partner; relative to this file.");
    key.list("identities/identity", &Broker::identities, identityKeys());
}

void addSchemaKeys(Table& table) {
    Section<Configuration, Schemas> key(table, "schemas/", &Configuration::schemas);
    key.path("xsd_folder", &Schemas::xsd_folder,
             "Folder of official XSDs that XML documents are validated against as well; "
             "empty = none; relative to this file.");
}

void addStoreKeys(Table& table) {
    Section<Configuration, Store> key(table, "store/", &Configuration::store);
    key.choice("kind", &Store::kind, {"sqlite", "postgresql"}, "Where documents are kept.");
    key.path("file", &Store::file, "SQLite: the database file; relative to broker/data.");
    key.text("driver", &Store::driver, "ODBC driver's library; empty = the one Debian installs.");
    key.text("server", &Store::server, "PostgreSQL: host name, or the folder of its socket.");
    key.number("port", &Store::port, {1, 65535}, "", "PostgreSQL: its port.");
    key.text("database", &Store::database, "PostgreSQL: name of the database.");
    key.text("user", &Store::user, "PostgreSQL: user to connect as.");
    key.secret("password", &Store::password, "PostgreSQL: the user's password.");
    key.text("options", &Store::options, "Appended to the connection string: Key=value;...");
    key.number("lock_wait_ms_max", &Store::lock_wait_ms_max, {0, hour_ms}, "ms",
               "How long a write waits for another program's lock.");
    key.number("connect_seconds_max", &Store::connect_seconds_max, {1, 600}, "s",
               "PostgreSQL: how long connecting may take.");
    key.number("statement_ms_max", &Store::statement_ms_max, {100, hour_ms}, "ms",
               "PostgreSQL: how long one statement may take.");
    key.number("waiting_writes_max", &Store::waiting_writes_max, {1, 10'000'000}, "writes",
               "Writes that may wait for the writer; more are refused as busy.");
    key.number("readers_max", &Store::readers_max, {1, 1'000}, "connections",
               "Connections that read; one more writes.");
}

void addHttpKeys(Table& table) {
    Section<Configuration, Http> key(table, "http/", &Configuration::http);
    key.text("address", &Http::address, "Address to listen on; 0.0.0.0 listens on all.");
    key.number("port", &Http::port, {0, 65535}, "", "Port to listen on; 0 takes a free one.");
    key.path("tls_certificate_file", &Http::tls_certificate_file,
             "Certificate chain (PEM); empty = no TLS; relative to this file.");
    key.path("tls_key_file", &Http::tls_key_file,
             "Private key of the certificate (PEM); relative to this file.");
    key.number("threads_max", &Http::threads_max, {4, 10'000}, "connections",
               "Connections served at the same time; each holds a thread.");
    key.number("queue_max", &Http::queue_max, {1, 100'000}, "connections",
               "Connections that may wait for a thread; further ones are closed.");
    key.number("busy_percent", &Http::busy_percent, {1, 100}, "%",
               "Above this share of busy threads, connections close after each answer.");
    key.number("keep_alive_ms", &Http::keep_alive_ms, {0, hour_ms}, "ms",
               "How long an idle connection is kept.");
    key.number("header_ms_max", &Http::header_ms_max, {10, hour_ms}, "ms",
               "Time a client has to send a request's head.");
    key.number("body_ms_max", &Http::body_ms_max, {10, hour_ms}, "ms",
               "Time a client has to send a request's body.");
    key.number("response_ms_max", &Http::response_ms_max, {10, hour_ms}, "ms",
               "Time a client has to take an answer.");
    key.number("bodies_bytes_max", &Http::bodies_bytes_max, {65'536, 1024 * gigabyte}, "bytes",
               "Memory for all bodies under way together; beyond it clients are told to wait.");
    key.number("wait_answer_ms_max", &Http::wait_answer_ms_max, {0, hour_ms}, "ms",
               "How long ?wait=answer waits before it says 202.");
    key.number("requests_per_second_max", &Http::requests_per_second_max, {1, 1'000'000},
               "requests/s", "Lasting rate of one API key; beyond it the answer is 429.");
    key.number("requests_burst_max", &Http::requests_burst_max, {1, 1'000'000}, "requests",
               "Requests one API key may make at once above its lasting rate.");
    key.number("key_cache_ms", &Http::key_cache_ms, {0, 60'000}, "ms",
               "How long a revoked API key may go on working at most.");
}

void addLimitKeys(Table& table) {
    Section<Configuration, Limits> key(table, "limits/", &Configuration::limits);
    key.number("body_bytes_max", &Limits::body_bytes_max, {1024, gigabyte}, "bytes",
               "Size of one payload, by HTTP or from a folder.");
    key.number("message_bytes_max", &Limits::message_bytes_max, {1024, gigabyte}, "bytes",
               "Size of one transaction set or message.");
    key.number("segment_bytes_max", &Limits::segment_bytes_max, {256, gigabyte}, "bytes",
               "Size of one EDI segment or CSV row.");
    key.number("segments_per_message_max", &Limits::segments_per_message_max, {10, 100'000'000},
               "segments", "Segments of one message.");
    key.number("xml_depth_max", &Limits::xml_depth_max, {8, 1'000}, "levels",
               "Nesting of XML elements.");
    key.number("xml_attributes_max", &Limits::xml_attributes_max, {4, 10'000}, "attributes",
               "Attributes of one XML element.");
    key.number("findings_per_message_max", &Limits::findings_per_message_max, {1, 100'000},
               "findings", "Findings kept for one message; further ones are counted.");
    key.number("quantity_max", &Limits::quantity_max, {1, 900'000'000'000}, "whole units",
               "Quantity one order line may ask for.");
    key.number("lines_per_order_max", &Limits::lines_per_order_max, {1, 10'000'000}, "lines",
               "Lines of one order.");
    key.number("schedule_parts_max", &Limits::schedule_parts_max, {1, 100'000}, "deliveries",
               "Wanted deliveries of one order line.");
}

KeyTable<Folder> folderKeys() {
    KeyTable<Folder> table;
    Section<Folder> key(table);
    key.text("name", &Folder::name, "Short name, for logs and the document's channel.").required =
        true;
    key.text("partner", &Folder::partner,
             "Key of the partner who writes here; empty = the envelope says who it is.");
    key.path("path", &Folder::path, "The folder; relative to broker/data.").required = true;
    key.text("pattern", &Folder::pattern, "Names that are taken; * and ? stand for any.");
    key.number("poll_ms", &Folder::poll_ms, {10, 24 * hour_ms}, "ms", "Time between two looks.");
    key.number("settle_ms", &Folder::settle_ms, {0, 24 * hour_ms}, "ms",
               "How long size and time of a file must stand still before it counts as complete.");
    key.flag("keep_done", &Folder::keep_done,
             "Whether taken files move to done/; otherwise they are deleted.");
    return table;
}

void addFolderKeys(Table& table) {
    Section<Configuration>(table).list("folders/folder", &Configuration::folders, folderKeys());
}

void addPromiseKeys(Table& table) {
    using promise::PromiseLimits;
    Section<Configuration, PromiseLimits> key(table, "promise/", &Configuration::promise);
    key.number("horizon_days", &PromiseLimits::horizon_days, {1, 1'024}, "days",
               "Supply further away than this is not promised.");
    key.hours("hold_default_hours", &PromiseLimits::hold_default, {1, 8'760},
              "How long a hold reserves goods when it names no time.");
    key.hours("hold_max_hours", &PromiseLimits::hold_max, {1, 8'760},
              "A hold that names a later time ends after this.");
    key.number(
        "fulfilled_after_days", &PromiseLimits::fulfilled_after_days, {0, 1'000}, "days",
        "Days after its last ship day at which a promise counts as fulfilled, unless the ERP "
        "took it over.");
    key.number("lines_max", &PromiseLimits::lines_max, {1, 10'000'000}, "lines",
               "Lines of one promise request.");
    key.number("wanted_parts_max", &PromiseLimits::wanted_parts_max, {1, 10'000'000}, "deliveries",
               "Wanted deliveries of one request, all its lines together.");
    key.number("quantity_max", &PromiseLimits::quantity_max, {1, 900'000'000'000}, "base units",
               "Quantity of one wanted delivery.");
    key.number("batch_max", &PromiseLimits::batch_max, {1, 100'000}, "requests",
               "Requests that are made durable together.");
    key.number("queue_max", &PromiseLimits::queue_max, {1, 10'000'000}, "requests",
               "Requests that may wait for the promise thread; more are refused as busy.");
}

void addErpKeys(Table& table) {
    Section<Configuration, Erp> key(table, "erp/", &Configuration::erp);
    key.path("profile", &Erp::profile,
             "Profile file that says how to read the ERP; empty = no ERP; relative to this file.");
    key.special("connection", "ODBC connection string of the ERP's database, without a password.",
                setConnection, [](const Erp& erp) { return erp.connection; });
    key.secret("password", &Erp::password, "Password for the connection.");
    key.number("read_seconds", &Erp::read_seconds, {1, 86'400}, "s",
               "Time between two readings of stock, receipts and demand.");
    key.number("retry_ms_first", &Erp::retry_ms_first, {1, hour_ms}, "ms",
               "Pause after a first failed hand-over; it doubles each time.");
    key.number("retry_ms_max", &Erp::retry_ms_max, {1, 24 * hour_ms}, "ms",
               "Longest pause between two hand-overs.");
}

void addExchangeKeys(Table& table) {
    Section<Configuration, Exchange> key(table, "exchange/", &Configuration::exchange);
    key.number("workers", &Exchange::workers, {1, 256}, "threads",
               "Documents that are processed at the same time.");
    key.number("attempts_max", &Exchange::attempts_max, {1, 1'000}, "attempts",
               "Deliveries of one document before it is failed.");
    key.number("retry_ms_first", &Exchange::retry_ms_first, {1, hour_ms}, "ms",
               "Pause after a first failed delivery; it doubles each time.");
    key.number("retry_ms_max", &Exchange::retry_ms_max, {1, 24 * hour_ms}, "ms",
               "Longest pause between two deliveries.");
    key.number("overdue_check_ms", &Exchange::overdue_check_ms, {10, hour_ms}, "ms",
               "How often overdue acknowledgements are looked for.");
}

void addLogKeys(Table& table) {
    Section<Configuration, Log> key(table, "log/", &Configuration::log);
    key.choice("level", &Log::level, {"debug", "information", "warning", "error"},
               "Events below this level are not written.");
    key.path("file", &Log::file, "Log file; empty = standard error; relative to broker/data.");
}

Table makeTable() {
    Table table;
    addBrokerKeys(table);
    addSchemaKeys(table);
    addStoreKeys(table);
    addHttpKeys(table);
    addLimitKeys(table);
    addFolderKeys(table);
    addPromiseKeys(table);
    addErpKeys(table);
    addExchangeKeys(table);
    addLogKeys(table);
    return table;
}

}  // namespace

const KeyTable<Configuration>& configurationKeys() {
    static const Table table = makeTable();
    return table;
}

std::string environmentName(std::string_view path) {
    std::string name = "ENTREPOT_";
    for (const char c : path)
        name += c == '/' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

}  // namespace entrepot::config
