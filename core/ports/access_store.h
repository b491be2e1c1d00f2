// API keys: only their hash is kept. Implemented in adapters/odbc. Thread-safe.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/base/time.h"

namespace entrepot::ports {

enum class Role : std::uint8_t { partner, operator_, erp };

struct AccessKey {
    std::string name;    // for people: "northwind production"
    std::string sha256;  // of the key, lower-case hex; the key itself has 256 random bits
    Role role = Role::partner;
    PartnerKey partner;  // for role partner; empty otherwise
    Instant created_at{};
    std::optional<Instant> revoked_at;
};

class AccessStore {
public:
    virtual ~AccessStore() = default;
    virtual Result<void> add(const AccessKey& key) = 0;
    virtual Result<std::optional<AccessKey>> findByHash(std::string_view sha256) = 0;
    virtual Result<std::vector<AccessKey>> all() = 0;
    virtual Result<void> revoke(std::string_view name, Instant at) = 0;
};

}  // namespace entrepot::ports
