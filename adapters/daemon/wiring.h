// What the broker is made of, in the order of its making; the only place besides the command line
// that names concrete classes. Private to broker.cpp.
#pragma once
#include <atomic>
#include <memory>
#include <vector>

#include "adapters/api/context.h"
#include "adapters/daemon/broker.h"
#include "adapters/daemon/event_writer.h"
#include "adapters/daemon/periodic_task.h"
#include "adapters/daemon/system_clock.h"
#include "adapters/daemon/worker_pool.h"
#include "adapters/http/server.h"
#include "adapters/http/site.h"
#include "adapters/metrics/registry.h"
#include "adapters/odbc/stores.h"
#include "core/exchange/erp_desk.h"
#include "core/exchange/exchange_desk.h"
#include "mapping/json/model_text.h"
#include "mapping/text/words.h"
#include "mapping/translator.h"

namespace entrepot::daemon {

// Made from files and databases; each of these can fail with something an operator can mend.
struct Opened {
    SystemClock clock;
    std::unique_ptr<EventWriter> events;
    std::unique_ptr<odbc::Stores> stores;
    std::unique_ptr<ports::Erp> erp;
    std::unique_ptr<mapping::CatalogueWords> words;
    http::ProblemTexts problems;
    std::string openapi;
};

Result<std::unique_ptr<Opened>> openAll(const Broker::Start& start);

struct Broker::Parts {
    Parts(Broker::Start start, std::unique_ptr<Opened> opened);
    ~Parts();

    Result<void> run();
    void stop();

    Broker::Start start;
    std::unique_ptr<Opened> opened;
    IdSource ids;
    metrics::Registry metrics;
    mapping::SchemaTranslator translator;
    mapping::JsonModelText model_text;
    std::unique_ptr<ports::Transport> transport;
    promise::PromiseDesk promises;
    exchange::CurrentItems items;
    exchange::ExchangePorts ports;
    exchange::ExchangeDesk desk;
    exchange::OutboundDesk outbound;
    exchange::ErpDesk erp_desk;
    api::Context context;
    http::Gate gate;
    std::unique_ptr<http::Site> site;
    std::unique_ptr<http::Server> server;
    std::unique_ptr<WorkerPool> workers;
    std::vector<std::unique_ptr<PeriodicTask>> tasks;
    PeriodicTask* deliveries = nullptr;  // one of tasks
    PeriodicTask* hand_over = nullptr;   // one of tasks
    bool stopped = false;

private:
    void countEvents();
    void declareMetrics();
    void startTasks();
    Result<void> startServer();
};

}  // namespace entrepot::daemon
