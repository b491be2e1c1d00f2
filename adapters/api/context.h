// What the handlers work with. Everything is borrowed and outlives the server.
#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "adapters/http/message.h"
#include "adapters/http/problem.h"
#include "adapters/metrics/registry.h"
#include "core/base/limits.h"
#include "core/exchange/erp_desk.h"
#include "core/exchange/exchange.h"
#include "core/exchange/item_directory.h"
#include "core/exchange/partner.h"
#include "core/ports/clock.h"
#include "core/ports/document_store.h"
#include "core/ports/order_store.h"
#include "core/ports/translator.h"
#include "core/ports/words.h"
#include "core/promise/promise_desk.h"

namespace entrepot::api {

// One thing without which the broker is not ready to work.
struct ReadyCheck {
    std::string name;  // "store"
    std::function<Result<void>()> check;
};

struct Context {
    exchange::Exchange& exchange;
    ports::DocumentArchive& archive;
    ports::OrderStore& orders;
    promise::PromiseDesk& promises;
    std::function<Result<exchange::SupplyReading>()> read_supply;  // from the ERP, now
    const ports::ModelText& model_text;
    const ports::Words& words;
    const exchange::PartnerDirectory& partners;
    const exchange::CurrentItems& items;
    const ports::Clock& clock;
    const http::ProblemTexts& problems;
    const metrics::Registry& metrics;
    Limits limits = {};
    std::chrono::milliseconds wait_answer_max{10'000};
    std::vector<ReadyCheck> ready = {};
    std::string openapi = {};  // schemas/api/openapi.json
};

}  // namespace entrepot::api
