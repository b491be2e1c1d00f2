// The world around the real program: no room on the disk, no ERP, an interrupted stop.
#include <sys/mount.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>

#include "tests/e2e/demo_broker.h"

using namespace entrepot;
using namespace entrepot::test;

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

TEST_CASE("without its ERP the broker takes orders, and answers them when the ERP is there") {
    DemoBroker broker;
    const auto erp = broker.folder() / "erp.db";
    std::filesystem::rename(erp, broker.folder() / "erp.away");
    broker.start();
    const auto order = x12Order(broker.order("PO-1"));
    const auto receipt = broker.post("/api/v1/documents", order, "northwind");
    CHECK(receipt.status == 202);
    CHECK(broker.get("/readyz").status == 503);
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
