#include "adapters/daemon/wiring.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include "adapters/api/ready_checks.h"
#include "adapters/api/routes.h"
#include "adapters/daemon/edges.h"
#include "adapters/daemon/settings.h"
#include "core/base/crash_point.h"

namespace entrepot::daemon {
namespace {

using namespace std::chrono_literals;

constexpr std::uintmax_t disk_bytes_min = std::uintmax_t{64} << 20;
constexpr std::size_t batch_of_tasks = 200;  // deliveries, hand-overs taken up at a time

Result<std::string> readText(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(FailureKind::not_found, "cannot be opened for reading", file.string());
    return std::string{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Result<std::unique_ptr<odbc::Stores>> openStores(const Broker::Start& start) {
    auto settings = storeSettings(start.configuration.store);
    if (!settings) return fail(settings.error());
    return odbc::Stores::open(*settings, start.schemas);
}

}  // namespace

Result<std::unique_ptr<Opened>> openAll(const Broker::Start& start) {
    const config::Configuration& configuration = start.configuration;
    auto clock = SystemClock::at(configuration.broker.time_zone);
    if (!clock) return fail(clock.error());
    auto opened = std::make_unique<Opened>(Opened{*clock, {}, {}, {}, {}, {}, {}});
    auto events = EventWriter::open(eventSettings(configuration.log), opened->clock);
    if (!events) return fail(events.error());
    opened->events = std::move(*events);
    auto words = mapping::CatalogueWords::load(start.schemas);
    if (!words) return fail(words.error());
    opened->words = std::make_unique<mapping::CatalogueWords>(std::move(*words));
    auto problems = http::ProblemTexts::load(start.schemas / "texts" / "problems.xml",
                                             start.schemas / "xsd" / "problems.xsd");
    if (!problems) return fail(problems.error());
    opened->problems = std::move(*problems);
    auto openapi = readText(start.schemas / "api" / "openapi.json");
    if (!openapi) return fail(openapi.error());
    opened->openapi = std::move(*openapi);
    auto erp = openErp(configuration.erp, start.schemas, opened->clock);
    if (!erp) return fail(erp.error());
    opened->erp = std::move(*erp);
    auto stores = openStores(start);
    if (!stores) return fail(stores.error());
    opened->stores = std::move(*stores);
    return opened;
}

Broker::Parts::Parts(Broker::Start start_, std::unique_ptr<Opened> opened_)
    : start(std::move(start_)),
      opened(std::move(opened_)),
      translator(start.schemas, start.configuration.broker.partners),
      transport(openTransport()),
      promises(opened->stores->ledger(), opened->clock, ids, start.configuration.promise),
      ports{opened->clock,
            translator,
            model_text,
            *opened->words,
            opened->stores->inbound(),
            opened->stores->archive(),
            opened->stores->outbound(),
            opened->stores->controlNumbers(),
            opened->stores->orders(),
            *transport,
            *opened->events,
            promises,
            items,
            start.partners,
            ids,
            start.configuration.limits},
      desk(ports, deliveryPolicy(start.configuration.exchange)),
      outbound(ports, deliveryPolicy(start.configuration.exchange)),
      erp_desk({opened->clock, *opened->erp, opened->stores->erpOutbox(), *opened->events, promises,
                items},
               handOverPolicy(start.configuration.erp)),
      context{desk,
              opened->stores->archive(),
              opened->stores->orders(),
              promises,
              [this] { return erp_desk.readSupply(); },
              model_text,
              *opened->words,
              start.partners,
              items,
              opened->clock,
              opened->problems,
              metrics},
      gate(opened->stores->access(), gateOptions(start.configuration.http),
           [] { return std::chrono::steady_clock::now(); }) {
    context.limits = start.configuration.limits;
    context.wait_answer_max =
        std::chrono::milliseconds(start.configuration.http.wait_answer_ms_max);
    context.openapi = opened->openapi;
    context.ready = {api::storeTakes([this] { return opened->stores->ping(); }),
                     api::supplyIsThere(items),
                     api::diskHasRoom(start.configuration.broker.data, disk_bytes_min)};
}

Broker::Parts::~Parts() {
    stop();
}

// The order matters: nothing is taken in before everything behind it works.
Result<void> Broker::Parts::run() {
    declareMetrics();
    countEvents();
    auto highest = opened->stores->archive().highestId();
    if (!highest) return fail(highest.error());
    ids.seen(*highest);
    if (auto started = promises.start(); !started) return started;
    (void)erp_desk.readSupply();  // the ERP may be away: orders then wait, and the event says so
    if (auto resumed = desk.resume(); !resumed) return fail(resumed.error());
    startTasks();
    if (auto started = startServer(); !started) return started;
    opened->events->note({exchange::EventId::broker_started, {}, {}, {}});
    return {};
}

void Broker::Parts::startTasks() {
    const config::Configuration& configuration = start.configuration;
    const auto every = [&](std::chrono::milliseconds pause, std::function<void()> work) {
        return tasks.emplace_back(std::make_unique<PeriodicTask>(pause, std::move(work))).get();
    };
    deliveries = every(500ms, [this] { (void)outbound.deliverDue(batch_of_tasks); });
    hand_over = every(500ms, [this] { (void)erp_desk.handOver(batch_of_tasks); });
    every(std::chrono::seconds(configuration.erp.read_seconds),
          [this] { (void)erp_desk.readSupply(); });
    every(200ms, [this] { desk.retryDue(); });
    every(1000ms, [this] { (void)promises.tick(); });
    every(std::chrono::milliseconds(configuration.exchange.overdue_check_ms),
          [this] { (void)outbound.reportOverdue(); });
    for (const FolderTask& task :
         openFolders(configuration, {desk, opened->clock, *opened->events}))
        every(task.pause, task.look);
    workers = std::make_unique<WorkerPool>(desk, configuration.exchange.workers, [this] {
        deliveries->wake();
        hand_over->wake();
    });
}

Result<void> Broker::Parts::startServer() {
    const config::Http& http = start.configuration.http;
    site = std::make_unique<http::Site>(
        http::SiteParts{http::Router(api::routes(context)), gate, opened->problems,
                        [this](const http::AccessRecord& record) {
                            metrics.count("entrepot_http_requests_total",
                                          {{"status", std::to_string(record.served.status)}});
                            metrics.observe("entrepot_http_request_seconds", {},
                                            static_cast<double>(record.served.took.count()) / 1e6);
                        },
                        !http.tls_certificate_file.empty()});
    auto started = http::Server::start(serverOptions(http), *site);
    if (!started) return fail(started.error());
    server = std::move(*started);
    return {};
}

void Broker::Parts::declareMetrics() {
    metrics.declareCounter("entrepot_events_total", "Events by name; see entrepot explain.");
    metrics.declareCounter("entrepot_http_requests_total", "HTTP requests by status.");
    metrics.declareHistogram("entrepot_http_request_seconds", "Time from head to answer.",
                             {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10});
    metrics.declareGauge("entrepot_documents_waiting",
                         "Documents queued, in work or waiting for another attempt.",
                         [this] { return static_cast<double>(desk.waiting()); });
    metrics.declareGauge("entrepot_items_known", "Items of the last ERP reading.",
                         [this] { return static_cast<double>(items.get()->size()); });
}

void Broker::Parts::countEvents() {
    opened->events->listen([this](const ports::Event& event) {
        metrics.count("entrepot_events_total", {{"event", std::string(infoOf(event.id).name)}});
    });
}

// What came in is finished before the store closes; what is not finished is resumed at the next
// start.
void Broker::Parts::stop() {
    if (stopped) return;
    stopped = true;
    opened->events->note({exchange::EventId::broker_stopping, {}, {}, {}});
    if (server) server->stop();
    if (workers) workers->stop();
    for (auto& task : tasks) task->stop();
    (void)outbound.deliverDue(batch_of_tasks);
    (void)erp_desk.handOver(batch_of_tasks);
    promises.stop();
    opened->stores->stop();
}

}  // namespace entrepot::daemon
