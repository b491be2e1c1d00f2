// The life of a document that came in, from the durable receipt to the queued answers.
//
// Each step does its work, then stores its outcome as one DocumentChange; a crash between two steps
// repeats the last one without a second effect: messages are translated again, promises are asked
// again under the same reference, control numbers drawn in vain stay unused.
//
// Thread-safe for different documents; one document is advanced by one thread at a time.
#pragma once
#include "core/exchange/exchange_ports.h"

namespace entrepot::exchange {

class Inbound {
public:
    explicit Inbound(ExchangePorts& ports) : ports_(ports) {}

    // Takes the document as far as it goes now. A transient failure leaves it in its state, to be
    // advanced again later.
    Result<DocumentState> advance(DocumentId id);

private:
    Result<DocumentState> step(const Document& document);
    Result<DocumentState> identify(const Document& document);
    Result<DocumentState> translate(const Document& document);
    Result<DocumentState> process(const Document& document);
    Result<DocumentState> answer(const Document& document);

    // Adds what our application says of the message's content, when anything is to be said.
    Result<void> advise(const Partner& partner, const Document& document, const Message& message,
                        DocumentChange& change);
    Result<DocumentState> quarantine(const Document& document, std::vector<Finding> findings);
    Result<DocumentState> refuseDuplicate(const Document& document);
    Result<DocumentState> store(DocumentChange change);

    ExchangePorts& ports_;
};

}  // namespace entrepot::exchange
