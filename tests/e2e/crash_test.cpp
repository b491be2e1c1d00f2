// kill -9 at every named step of a document's life, then a restart: nothing acknowledged is lost,
// nothing is promised or written twice, every answer goes out once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>

#include "tests/e2e/demo_broker.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::test;

TEST_CASE("killed at any step, an order has one acknowledgement, one answer and one effect") {
    const std::string step =
        GENERATE("after-received", "before-identified", "after-identified", "before-translated",
                 "after-translated", "promise-before-commit", "promise-after-commit", "promised",
                 "before-processed", "after-processed", "before-answered", "after-answered",
                 "delivery-written", "delivered", "erp-written");
    INFO(step);
    DemoBroker broker;
    const auto order = x12Order(broker.order("PO-1"));

    broker.start({{"ENTREPOT_CRASH_AT", step}});
    const auto first = broker.post("/api/v1/documents", order, "northwind");
    CHECK(broker.awaitEnd() == 128 + SIGKILL);
    broker.start();
    // The customer does not know whether it arrived, or wants its answer: it sends the same again.
    const auto again = broker.post("/api/v1/documents?wait=answer", order, "northwind");

    INFO(broker.log());
    CHECK((first.status == 202 || first.status == 0));
    CHECK(again.status == 200);
    CHECK(again.body.find("*PO-1*") != std::string::npos);
    CHECK(again.body.find("ACK*IA") != std::string::npos);  // accepted, not a number used again
    CHECK(broker.terminate() == 0);
    const auto files = broker.delivered("northwind");
    REQUIRE(files.size() == 2);
    CHECK(broker.askErp("SELECT count(*) FROM sales_order_staging") == 1);
    CHECK(broker.askErp("SELECT sum(quantity) FROM sales_order_staging_line") == 10);
}

TEST_CASE("killed while it is refused, a document has one acknowledgement and no effect") {
    const std::string step = GENERATE("before-refused", "after-refused");
    INFO(step);
    DemoBroker broker;

    broker.start({{"ENTREPOT_CRASH_AT", step}});
    broker.post("/api/v1/documents", with(x12Order(broker.order("PO-1")), "SE*6*", "SE*7*"),
                "northwind");
    CHECK(broker.awaitEnd() == 128 + SIGKILL);
    broker.start();
    CHECK(broker.terminate() == 0);

    CHECK(broker.delivered("northwind").size() == 1);
    CHECK(broker.askErp("SELECT count(*) FROM sales_order_staging") == 0);
}

TEST_CASE("killed while it is quarantined, a document waits for the operator, without an effect") {
    const std::string step = GENERATE("before-quarantined", "after-quarantined");
    INFO(step);
    DemoBroker broker;

    broker.start({{"ENTREPOT_CRASH_AT", step}});
    broker.post("/api/v1/documents", "Dear Sirs: send ten widgets", "northwind");
    CHECK(broker.awaitEnd() == 128 + SIGKILL);
    broker.start();

    CHECK(comesTrue([&] {
        return broker.get("/api/v1/documents").body.find("\"state\":\"quarantined\"") !=
               std::string::npos;
    }));
    CHECK(broker.terminate() == 0);
    CHECK(broker.delivered("northwind").empty());
}

TEST_CASE("killed before a watched file is put away, its order has one answer and one effect") {
    DemoBroker broker;
    const auto in = broker.folder() / "data" / "folders" / "northwind" / "in";
    std::ofstream(in / "po.edi") << x12Order(broker.order("PO-1"));

    broker.start({{"ENTREPOT_CRASH_AT", "folder-accepted"}});
    CHECK(broker.awaitEnd() == 128 + SIGKILL);
    CHECK(std::filesystem::exists(in / "po.edi"));
    broker.start();
    CHECK(comesTrue([&] { return std::filesystem::exists(in / "done" / "po.edi"); }));
    CHECK(broker.terminate() == 0);

    CHECK(broker.delivered("northwind").size() == 2);
    CHECK(broker.askErp("SELECT count(*) FROM sales_order_staging") == 1);
}

TEST_CASE("killed at any step, an order that cannot be taken has one advice") {
    const std::string step = GENERATE("before-answered", "after-answered", "delivered");
    INFO(step);
    DemoBroker broker;
    const auto partner = broker.folder() / "partners" / "northwind" / "partner.xml";
    const std::string agreed =
        with(contentOf(partner), "<acknowledge>",
             "<application_advice>on_error</application_advice><acknowledge>");
    std::ofstream(partner, std::ios::trunc) << agreed;
    auto order = broker.order("PO-1");
    order.lines.at(0).item = "NOPE";

    broker.start({{"ENTREPOT_CRASH_AT", step}});
    broker.post("/api/v1/documents", x12Order(order), "northwind");
    CHECK(broker.awaitEnd() == 128 + SIGKILL);
    broker.start();
    CHECK(broker.terminate() == 0);

    INFO(broker.log());
    const auto files = broker.delivered("northwind");
    const auto is_advice = [](const std::filesystem::path& file) {
        return contentOf(file).find("OTI*TR*TN*PO-1*") != std::string::npos;
    };
    CHECK(std::ranges::count_if(files, is_advice) == 1);
    CHECK(files.size() == 3);  // 997, 855, 824
}
