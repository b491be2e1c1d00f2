// What the contract suites run on. A suite is a TEMPLATE_TEST_CASE over ENTREPOT_BACKENDS; a new
// backend is one struct here with settings() and, where it is not ODBC, its own open().
#pragma once
#include <catch2/catch.hpp>
#include <memory>
#include <string>

#include "adapters/odbc/stores.h"
#include "tests/contract/memory_stores.h"
#include "tests/contract/postgresql_server.h"
#include "tests/support/scratch_directory.h"

#define ENTREPOT_BACKENDS test::Sqlite, test::PostgreSql
#define ENTREPOT_BACKENDS_AND_MEMORY ENTREPOT_BACKENDS, test::Memory  // where a fake exists

namespace entrepot::test {

inline std::unique_ptr<odbc::Stores> openStores(const odbc::StoreSettings& settings) {
    auto stores = odbc::Stores::open(settings, ENTREPOT_SOURCE_DIR "/schemas");
    if (!stores) FAIL(describe(stores.error()));
    return std::move(*stores);
}

class Sqlite {
public:
    odbc::StoreSettings settings() const {
        odbc::StoreSettings settings;
        settings.file = directory_ / "entrepot.db";
        return settings;
    }
    std::unique_ptr<odbc::Stores> open() const { return openStores(settings()); }

private:
    ScratchDirectory directory_;
};

class PostgreSql {
public:
    PostgreSql() : name_(PostgresqlServer::shared().makeSchema()) {}
    ~PostgreSql() { PostgresqlServer::shared().dropSchema(name_); }
    PostgreSql(const PostgreSql&) = delete;
    PostgreSql& operator=(const PostgreSql&) = delete;

    odbc::StoreSettings settings() const { return PostgresqlServer::shared().settings(name_); }
    std::unique_ptr<odbc::Stores> open() const { return openStores(settings()); }

private:
    std::string name_;
};

class Memory {
public:
    std::unique_ptr<MemoryStores> open() const { return std::make_unique<MemoryStores>(); }
};

// The value, or the failure as the test's.
template <class T>
T valueOf(Result<T> result) {
    if (!result) FAIL(describe(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

template <class T>
std::optional<FailureKind> failureOf(const Result<T>& result) {
    return result ? std::nullopt : std::optional(result.error().kind);
}

// Whole seconds after a fixed morning.
inline Instant at(int seconds) {
    return *parseInstant("2026-11-21T08:00:00Z") + std::chrono::seconds(seconds);
}

}  // namespace entrepot::test

// Failures read as their text in a test's output.
namespace Catch {
template <>
struct StringMaker<std::optional<entrepot::FailureKind>> {
    static std::string convert(const std::optional<entrepot::FailureKind>& kind) {
        return kind ? std::string(nameOf(*kind)) : "success";
    }
};
template <class Tag>
struct StringMaker<entrepot::Id<Tag>> {
    static std::string convert(const entrepot::Id<Tag>& id) { return std::to_string(id.value); }
};
}  // namespace Catch
