// Failures of the world (database down, partner unknown, disk full) as values.
//
// What is wrong with a partner's document is a Finding (core/exchange/finding.h), never a Failure.
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace entrepot {

enum class FailureKind {
    unavailable,   // the other side does not answer now; trying again later may help
    timeout,       // no answer within the limit; whether it took effect is unknown
    busy,          // our own queue or pool is full; try again later
    storage_full,  // no room on the disk or in the database; an operator must act
    not_found,     // the thing named does not exist
    conflict,      // it exists already, or somebody changed it meanwhile
    denied,        // not allowed for this caller
    invalid,       // the request itself cannot be carried out as it stands
    too_large,     // over a limit of ours; `what` names the limit and its configuration key
    corrupt,       // stored data does not read back as it was written
    cancelled,     // we are stopping
};

std::string_view nameOf(FailureKind kind);

struct Failure {
    FailureKind kind = FailureKind::unavailable;
    std::string what;   // what happened and what to do next, for an operator
    std::string where;  // the thing it happened to: file, table, partner, address
};

// True when the same call may succeed later without anybody changing anything.
bool isTransient(FailureKind kind);

// "unavailable: what (where)", for logs and terminals.
std::string describe(const Failure& failure);

template <class T>
using Result = tl::expected<T, Failure>;

inline tl::unexpected<Failure> fail(FailureKind kind, std::string what, std::string where = {}) {
    return tl::unexpected<Failure>(Failure{kind, std::move(what), std::move(where)});
}

inline tl::unexpected<Failure> fail(Failure failure) {
    return tl::unexpected<Failure>(std::move(failure));
}

}  // namespace entrepot
