// An exchange that only accepts: documents go into a store, and a test says what becomes of them.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/base/id_source.h"
#include "core/exchange/exchange.h"
#include "core/ports/document_store.h"

namespace entrepot::test {

class FakeExchange : public exchange::Exchange {
public:
    explicit FakeExchange(ports::InboundStore& store) : store_(store) {}

    Result<exchange::Receipt> accept(exchange::Arrival arrival) override {
        if (before_accept) before_accept(arrival);
        const Instant at = arrival.at;
        const DocumentId id{ids_.next(at)};
        const auto accepted = store_.accept(arrival, id);
        if (!accepted) return fail(accepted.error());
        if (!accepted->duplicate && after_accept) after_accept(accepted->id);
        return exchange::Receipt{accepted->id, accepted->duplicate, at};
    }
    bool waitFinished(DocumentId, std::chrono::milliseconds) override { return finishes; }
    Result<void> reprocess(DocumentId id) override {
        asked.push_back("reprocess " + formatId(id.value));
        return {};
    }
    Result<void> resend(DocumentId id) override {
        asked.push_back("resend " + formatId(id.value));
        return {};
    }

    std::function<void(const exchange::Arrival&)> before_accept;
    std::function<void(DocumentId)> after_accept;  // not for duplicates
    bool finishes = true;
    std::vector<std::string> asked;

private:
    ports::InboundStore& store_;
    IdSource ids_;
};

}  // namespace entrepot::test
