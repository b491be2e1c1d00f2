#include "core/base/result.h"

namespace entrepot {

std::string_view nameOf(FailureKind kind) {
    switch (kind) {
        case FailureKind::unavailable:
            return "unavailable";
        case FailureKind::timeout:
            return "timeout";
        case FailureKind::busy:
            return "busy";
        case FailureKind::storage_full:
            return "storage full";
        case FailureKind::not_found:
            return "not found";
        case FailureKind::conflict:
            return "conflict";
        case FailureKind::denied:
            return "denied";
        case FailureKind::invalid:
            return "invalid";
        case FailureKind::too_large:
            return "too large";
        case FailureKind::corrupt:
            return "corrupt";
        case FailureKind::cancelled:
            return "cancelled";
    }
    return "unknown";
}

bool isTransient(FailureKind kind) {
    return kind == FailureKind::unavailable || kind == FailureKind::timeout ||
           kind == FailureKind::busy || kind == FailureKind::storage_full;
}

std::string describe(const Failure& failure) {
    std::string text(nameOf(failure.kind));
    text += ": " + failure.what;
    if (!failure.where.empty()) text += " (" + failure.where + ")";
    return text;
}

}  // namespace entrepot
