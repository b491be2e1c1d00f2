// Ids and values to sentences, in the reader's language. Implemented by mapping/text. Thread-safe.
#pragma once
#include <string>

#include "core/exchange/finding.h"
#include "core/exchange/partner.h"
#include "core/model/order_response.h"

namespace entrepot::ports {

class Words {
public:
    virtual ~Words() = default;
    virtual std::string sentence(const exchange::Finding& finding, Language language) const = 0;
    virtual std::string sentence(const model::Reason& reason, Language language) const = 0;
};

}  // namespace entrepot::ports
