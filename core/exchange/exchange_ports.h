// Everything the exchange works with, borrowed; the wiring owns it and outlives the exchange.
#pragma once
#include "core/base/id_source.h"
#include "core/base/limits.h"
#include "core/exchange/item_directory.h"
#include "core/exchange/partner.h"
#include "core/ports/clock.h"
#include "core/ports/document_store.h"
#include "core/ports/event_log.h"
#include "core/ports/order_store.h"
#include "core/ports/translator.h"
#include "core/ports/transport.h"
#include "core/ports/words.h"
#include "core/promise/promise_desk.h"

namespace entrepot::exchange {

struct ExchangePorts {
    ports::Clock& clock;
    ports::Translator& translator;
    ports::ModelText& model_text;
    ports::Words& words;
    ports::InboundStore& inbound;
    ports::DocumentArchive& archive;
    ports::OutboundStore& outbound;
    ports::ControlNumbers& control_numbers;
    ports::OrderStore& orders;
    ports::Transport& transport;
    ports::EventLog& events;
    promise::PromiseDesk& desk;
    CurrentItems& items;
    const PartnerDirectory& partners;
    IdSource& ids;
    Limits limits;
};

}  // namespace entrepot::exchange
