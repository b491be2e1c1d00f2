// The world around the real program: no room on the disk, no ERP, no store, an interrupted stop.
#include <sqlite3.h>
#include <sys/mount.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <iostream>

#include "tests/e2e/demo_broker.h"

using namespace entrepot;
using namespace entrepot::test;

namespace {

// While it lives, whoever writes to the database waits.
class WriteLock {
public:
    explicit WriteLock(const std::filesystem::path& file) {
        REQUIRE(sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) ==
                SQLITE_OK);
        sqlite3_busy_timeout(database_, 10'000);
        REQUIRE(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    }
    ~WriteLock() { sqlite3_close(database_); }
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;

private:
    sqlite3* database_ = nullptr;
};

const std::string hold =
    R"({"mode": "hold", "order": {"number": "H-1", "lines": [{"number": "1", "ids": )"
    R"([{"scheme": "seller", "value": "TF-10001"}], "quantity": 5}]}})";

}  // namespace

TEST_CASE("SIGTERM finishes what was accepted and ends with 0") {
    DemoBroker broker;
    broker.start();
    for (int i = 0; i < 20; ++i) {
        const auto order = x12Order(broker.order("PO-" + std::to_string(i)));
        REQUIRE(broker.post("/api/v1/documents", order, "northwind").status == 202);
    }

    CHECK(broker.terminate() == 0);

    CHECK(broker.delivered("northwind").size() == 40);
    CHECK(broker.askErp("SELECT count(*) FROM sales_order_staging") == 20);
}

TEST_CASE("SIGTERM hands over to the ERP what waits behind a slow write") {
    DemoBroker broker;
    const auto erp = broker.folder() / "erp.db";
    const auto send = [&](const std::string& number) {
        return broker.post("/api/v1/documents?wait=answer", x12Order(broker.order(number)),
                           "northwind");
    };
    const auto written = [&] { return broker.askErp("SELECT count(*) FROM sales_order_staging"); };
    broker.start({{"ENTREPOT_ERP_CONNECTION", "Database=" + erp.string() + ";Timeout=60000"},
                  {"ENTREPOT_ERP_READ_SECONDS", "3600"}});
    CHECK(send("PO-1").status == 200);
    REQUIRE(comesTrue([&] { return written() == 1; }));

    std::future<int> ended;
    {
        const WriteLock lock(erp);
        CHECK(send("PO-2").status == 200);  // its hand-over waits
        CHECK(send("PO-3").status == 200);
        ended = std::async(std::launch::async, [&] { return broker.terminate(); });
        CHECK(comesTrue([&] { return broker.get("/healthz").status == 0; }));
    }

    CHECK(ended.get() == 0);
    CHECK(written() == 3);
}

TEST_CASE("without its ERP the broker takes orders, and answers them when the ERP is there") {
    DemoBroker broker;
    const auto erp = broker.folder() / "erp.db";
    std::filesystem::rename(erp, broker.folder() / "erp.away");
    broker.start();
    const auto order = x12Order(broker.order("PO-1"));
    const auto receipt = broker.post("/api/v1/documents", order, "northwind");
    CHECK(receipt.status == 202);
    const auto ready = broker.get("/readyz");
    CHECK(ready.status == 503);
    CHECK(ready.body.find("\"supply\":\"not ready\"") != std::string::npos);
    CHECK(broker.terminate() == 0);
    CHECK(broker.delivered("northwind").size() == 1);

    std::filesystem::rename(broker.folder() / "erp.away", erp);
    broker.start();
    const auto answer = broker.post("/api/v1/documents?wait=answer", order, "northwind");

    INFO(broker.log());
    CHECK(answer.status == 200);
    CHECK(broker.get("/readyz").status == 200);
    CHECK(broker.terminate() == 0);
    CHECK(broker.delivered("northwind").size() == 2);
}

TEST_CASE("a store that is gone takes nothing and is not ready, and goes on when it is back") {
    DemoBroker broker;
    broker.start();
    const auto store = broker.folder() / "data" / "entrepot.db";
    const auto order = x12Order(broker.order("PO-1"));

    std::filesystem::rename(store, broker.folder() / "store.away");
    CHECK(broker.post("/api/v1/documents", order, "northwind").status == 503);
    const auto ready = broker.get("/readyz");
    std::filesystem::rename(broker.folder() / "store.away", store);

    CHECK(ready.status == 503);
    CHECK(ready.body.find("\"store\":\"not ready\"") != std::string::npos);
    CHECK(broker.get("/readyz").status == 200);
    CHECK(broker.post("/api/v1/documents?wait=answer", order, "northwind").status == 200);
    CHECK(broker.terminate() == 0);
}

TEST_CASE("the limits of the configuration hold at the API") {
    DemoBroker broker;
    broker.start({{"ENTREPOT_LIMITS_BODY_BYTES_MAX", "1024"}});
    const std::string large(1025, 'x');

    CHECK(broker.post("/api/v1/documents", large, "northwind").status == 413);
    CHECK(broker.post("/api/v1/promises", large, "northwind").status == 413);
    CHECK(broker.post("/api/v1/documents", x12Order(broker.order("PO-1")), "northwind").status ==
          202);
    CHECK(broker.terminate() == 0);
}

TEST_CASE("numbers go on upwards when the clock was set back") {
    DemoBroker broker;
    broker.start(livingOn(test_day + Days(1)));
    // Promises nothing: the numbers of promises are known from the ledger.
    const auto first = broker.post("/api/v1/documents", "not an order", "northwind");
    CHECK(broker.terminate() == 0);

    broker.start(livingOn(test_day));
    const auto second =
        broker.post("/api/v1/documents", x12Order(broker.order("PO-2")), "northwind");

    CHECK(first.status == 202);
    CHECK(second.status == 202);
    CHECK(first.location < second.location);  // the ids in them sort as they were given
    CHECK(broker.terminate() == 0);
}

TEST_CASE("a hold ends by itself, though nobody asks for anything") {
    DemoBroker broker;
    broker.start();
    const auto held =
        broker.post("/api/v1/promises", hold, "northwind", {{"Idempotency-Key", "h-1"}});
    INFO(held.body);
    REQUIRE(held.status == 201);
    REQUIRE(held.body.find("\"state\":\"held\"") != std::string::npos);
    CHECK(broker.terminate() == 0);

    broker.start(livingOn(test_day + Days(2)));  // a hold lasts a day when it names no time

    CHECK(comesTrue([&] {
        return broker.get(held.location, "northwind").body.find("\"state\":\"expired\"") !=
               std::string::npos;
    }));
    CHECK(broker.terminate() == 0);
}

namespace {

// A small disk of its own; not there without the right to mount.
class SmallDisk {
public:
    SmallDisk() {
        mounted_ = ::mount("tmpfs", directory_.path().c_str(), "tmpfs", 0, "size=8m") == 0;
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(directory_.path().c_str(), MNT_DETACH);
    }
    bool mounted() const { return mounted_; }
    std::filesystem::path path() const { return directory_.path(); }

private:
    ScratchDirectory directory_;
    bool mounted_ = false;
};

void fill(const std::filesystem::path& file) {
    std::ofstream out(file, std::ios::binary);
    const std::string block(4096, 'x');
    while (out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
    }
}

}  // namespace

TEST_CASE("a full disk refuses new orders clearly, serves what it has, and recovers by itself") {
    const SmallDisk disk;
    if (!disk.mounted()) {
        std::cout << "skipped: mounting a small disk needs root\n";
        return;
    }
    DemoBroker broker(disk.path() / "demo");
    broker.start({{"ENTREPOT_LOG_LEVEL", "error"}});
    const auto first =
        broker.post("/api/v1/documents?wait=answer", x12Order(broker.order("PO-1")), "northwind");
    INFO(broker.log() << first.body);
    REQUIRE(first.status == 200);

    fill(disk.path() / "filler");
    HttpAnswer refused{202, "", ""};
    for (int i = 2; i < 200 && refused.status == 202; ++i)
        refused = broker.post("/api/v1/documents",
                              x12Order(broker.order("PO-F" + std::to_string(i))), "northwind");

    CHECK((refused.status == 503 || refused.status == 507));
    CHECK(refused.body.find("\"title\"") != std::string::npos);
    CHECK(broker.get("/api/v1/documents", "northwind").status == 200);
    CHECK(broker.get("/readyz").status == 503);
    std::filesystem::remove(disk.path() / "filler");
    const auto after = broker.post("/api/v1/documents?wait=answer",
                                   x12Order(broker.order("PO-LAST")), "northwind");
    CHECK(after.status == 200);
    CHECK(broker.terminate() == 0);
}
