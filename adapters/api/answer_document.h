// The document a sender waits for: our answer to what it sent.
#pragma once
#include <optional>

#include "adapters/api/context.h"
#include "adapters/api/reply.h"

namespace entrepot::api {

// The one business answer's bytes; else the acknowledgement's; a problem when the document was
// refused or quarantined without either. Nothing when there is no single answer to give.
std::optional<http::Response> answerDocument(const Context& context,
                                             const exchange::Receipt& receipt,
                                             const Replies& replies);

}  // namespace entrepot::api
