// One payload turned into stored messages, acknowledgement reports and verdicts on what we sent.
#pragma once
#include <string_view>
#include <vector>

#include "core/exchange/exchange_ports.h"

namespace entrepot::exchange {

struct Translation {
    std::vector<InterchangeReport> interchanges;
    std::vector<Message> messages;
    std::vector<Finding> findings;          // of the payload and its envelopes
    std::vector<OutboundVerdict> verdicts;  // what acknowledgements and advices in it say

    // A message of it goes on, or receipts of ours are all it holds.
    bool isTaken() const;
    // The document's record with format and key of its first message.
    Document describe(Document document) const;
};

// Fails only for the world's reasons; whatever the bytes are, they give a Translation.
Result<Translation> translateDocument(ExchangePorts& ports, const Document& document,
                                      const Partner& partner, std::string_view bytes);

// Marks the interchange and everything in it as refused.
void refuse(InterchangeReport& report);

// Tells the event log of a step that is stored.
void reportStep(ports::EventLog& events, const DocumentChange& change);

}  // namespace entrepot::exchange
