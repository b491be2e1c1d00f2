// Gives ids that grow with time: milliseconds since 2020 in the upper 42 bits, a counter below.
//
// Thread-safe. Ids grow even when the clock steps back; after a restart, `seen` carries the highest
// stored id in, so that a clock set back cannot make us give one twice.
#pragma once
#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.h"
#include "core/base/time.h"

namespace entrepot {

class IdSource {
public:
    void seen(std::int64_t id);
    std::int64_t next(Instant now);

private:
    std::atomic<std::int64_t> last_{0};
};

// 13 characters of Crockford base 32, sorted like the ids: what people and URLs see.
std::string formatId(std::int64_t id);
std::optional<std::int64_t> parseId(std::string_view text);

}  // namespace entrepot
