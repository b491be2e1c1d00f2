// Makes outbound documents: draws their control numbers, has them written, fills in their record.
#pragma once
#include <optional>
#include <string>

#include "core/exchange/exchange_ports.h"

namespace entrepot::exchange {

// The envelope for a document to that partner, with freshly drawn control numbers.
Result<ports::WriteSettings> drawEnvelope(ExchangePorts& ports, const Partner& partner,
                                          const MessageFormat& format);

struct OutboundFacts {
    DocumentId answers;
    DocumentKind kind = DocumentKind::business;
    std::string business_key;
    std::string number;  // its own, where that is not the key
};

Outbound draftOutbound(ExchangePorts& ports, const Partner& partner,
                       const ports::WriteSettings& settings, ports::Written written,
                       OutboundFacts facts);

// Nothing when none is due: by the syntax, or by the agreement with the partner.
Result<std::optional<Outbound>> draftAcknowledgement(ExchangePorts& ports, const Partner& partner,
                                                     DocumentId answers,
                                                     const InterchangeReport& received);

}  // namespace entrepot::exchange
