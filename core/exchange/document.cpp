#include "core/exchange/document.h"

#include <array>

namespace entrepot::exchange {
namespace {

constexpr std::array<std::string_view, 12> document_states = {
    "received",    "identified", "translated", "processed",    "answered", "refused",
    "quarantined", "queued",     "sent",       "acknowledged", "overdue",  "failed"};
constexpr std::array<std::string_view, 3> document_kinds = {"business", "acknowledgement",
                                                            "advice"};
constexpr std::array<std::string_view, 4> message_states = {"translated", "processed", "answered",
                                                            "refused"};

template <class Enum, std::size_t N>
std::optional<Enum> byName(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}

}  // namespace

std::string_view nameOf(DocumentState state) {
    return document_states.at(static_cast<std::size_t>(state));
}

std::optional<DocumentState> documentStateOf(std::string_view name) {
    return byName<DocumentState>(document_states, name);
}

bool isFinished(DocumentState state) {
    switch (state) {
        case DocumentState::answered:
        case DocumentState::refused:
        case DocumentState::quarantined:
        case DocumentState::acknowledged:
        case DocumentState::failed:
            return true;
        default:
            return false;
    }
}

std::string_view nameOf(DocumentKind kind) {
    return document_kinds.at(static_cast<std::size_t>(kind));
}

std::optional<DocumentKind> documentKindOf(std::string_view name) {
    return byName<DocumentKind>(document_kinds, name);
}

std::string_view nameOf(MessageState state) {
    return message_states.at(static_cast<std::size_t>(state));
}

std::optional<MessageState> messageStateOf(std::string_view name) {
    return byName<MessageState>(message_states, name);
}

}  // namespace entrepot::exchange
