#include "adapters/daemon/edges.h"

#include <catch2/catch.hpp>

#include "tests/support/fake_exchange.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_document_store.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;

namespace {

class NotedEvents : public ports::EventLog {
public:
    void note(const ports::Event& event) override { noted.push_back(event.id); }

    std::vector<exchange::EventId> noted;
};

}  // namespace

TEST_CASE("a watched folder takes no file over limits/body_bytes_max, and tells of it") {
    const ScratchDirectory root;
    const ManualClock clock{Day(std::chrono::year(2026) / 12 / 1)};
    MemoryDocumentStore store;
    FakeExchange exchange{store};
    NotedEvents events;
    config::Configuration configuration;
    configuration.limits.body_bytes_max = 10;
    configuration.folders.push_back(
        {.name = "northwind", .partner = "northwind", .path = root.path() / "in", .settle_ms = 0});
    root.write("in/big.edi", std::string(11, 'x'));
    root.write("in/exact.edi", std::string(10, 'x'));

    for (const auto& task : daemon::openFolders(configuration, {exchange, clock, events}))
        task.look();

    CHECK(store.size() == 1);
    CHECK(std::filesystem::exists(root.path() / "in/failed/big.edi"));
    CHECK(events.noted == std::vector{exchange::EventId::file_failed});
}
