// What acknowledgements and advices that came in say of documents we sent. Pure.
//
// They name ours by control numbers, of interchange, group and message as far as the form has them;
// an advice also by the document's own number. Which document that is, the store finds.
#pragma once
#include <vector>

#include "core/exchange/document.h"
#include "core/model/business_document.h"

namespace entrepot::exchange {

// Who says it, and in which message.
struct Speaker {
    PartnerKey partner;
    std::string syntax;
    MessageId message;  // none of a TA1
};

// Empty for documents that speak of none of ours.
std::vector<OutboundVerdict> verdictsIn(const model::BusinessDocument& content,
                                        const Speaker& speaker);
OutboundVerdict verdictIn(const InterchangeReceipt& receipt, const Speaker& speaker);

}  // namespace entrepot::exchange
