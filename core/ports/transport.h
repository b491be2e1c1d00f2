// The way a document leaves us. One implementation a kind of delivery, in adapters.
#pragma once
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/exchange/document.h"
#include "core/exchange/partner.h"

namespace entrepot::ports {

class Transport {
public:
    virtual ~Transport() = default;
    // Delivers, or says why not; a transient failure is tried again with the same bytes. Returns
    // where it went, for people. Safe to repeat: the same document ends up there once.
    virtual Result<std::string> deliver(const exchange::Document& document, std::string_view bytes,
                                        const exchange::Partner& partner) = 0;
};

}  // namespace entrepot::ports
