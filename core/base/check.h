// Broken invariants: what only a mistake of ours can cause. On in every build; ends the process.
//
// Never for what a partner or the world may do: those are a Finding or a Failure.
#pragma once
#include <source_location>
#include <string_view>

namespace entrepot {

[[noreturn]] void invariantBroken(std::string_view what, const std::source_location& where);

constexpr void check(bool holds, std::string_view what,
                     const std::source_location& where = std::source_location::current()) {
    if (!holds) [[unlikely]] {
        invariantBroken(what, where);
    }
}

}  // namespace entrepot
