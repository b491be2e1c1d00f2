// Payloads whose syntax knows no groups: their messages are told as one group of one interchange.
#pragma once
#include "mapping/syntax/interchange_handler.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

class PlainGroup {
public:
    // All are kept by reference; the interchange is the caller's, who fills in what it says.
    PlainGroup(exchange::InterchangeReport& interchange, const ReadOptions& options,
               const FindingCollector& collector, InterchangeHandler& handler)
        : interchange_(interchange), options_(options), collector_(collector), handler_(handler) {}

    // The number of the message that begins, from 1.
    std::uint32_t next() { return static_cast<std::uint32_t>(++group_.received); }
    // Tells the interchange before its first message; the flow is the handler's.
    Flow begin();
    Flow deliver(exchange::MessageReport& message, const Grammar* grammar, Tree& tree);
    // The end of the interchange, also of one without a message.
    Flow finish();

private:
    exchange::InterchangeReport& interchange_;
    const ReadOptions& options_;
    const FindingCollector& collector_;
    InterchangeHandler& handler_;
    exchange::GroupReport group_;
    bool begun_ = false;
};

struct SingleMessage {
    exchange::InterchangeReport& interchange;
    exchange::MessageReport& message;
    const Grammar* grammar;
    Tree& tree;
};

// An interchange that is one document. Whether the handler wants more.
Flow deliverSingleMessage(SingleMessage single, const ReadOptions& options,
                          const FindingCollector& collector, InterchangeHandler& handler);

}  // namespace entrepot::mapping
