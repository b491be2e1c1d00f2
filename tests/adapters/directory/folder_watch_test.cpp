#include "adapters/directory/folder_watch.h"

#include <catch2/catch.hpp>

#include "core/base/id_source.h"
#include "tests/support/fake_exchange.h"
#include "tests/support/files.h"
#include "tests/support/manual_clock.h"
#include "tests/support/memory_document_store.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::test;
using namespace std::chrono_literals;

namespace {

struct World {
    ScratchDirectory root;
    ManualClock clock{Day(std::chrono::year(2026) / 12 / 1)};
    MemoryDocumentStore store;
    FakeExchange exchange{store};
    directory::FolderOptions options{.name = "northwind",
                                     .partner = PartnerKey("northwind"),
                                     .folder = root.path() / "in",
                                     .settle = 1000ms,
                                     .body_bytes_max = 100};
    directory::FolderWatch watch{options, exchange, clock};

    void put(const std::string& name, std::string_view bytes) const {
        root.write("in/" + name, bytes);
    }
    bool there(const std::string& name) const {
        return std::filesystem::exists(root.path() / "in" / name);
    }
    // Two looks with the settling time between them.
    directory::FolderReport pollTwice() {
        static_cast<void>(watch.poll());
        clock.advance(1000ms);
        return watch.poll();
    }
};

}  // namespace

TEST_CASE("a file is taken when it has stood still, and moves to done") {
    World world;
    world.put("po.edi", "ISA");

    const auto first = world.watch.poll();
    world.clock.advance(999ms);
    const auto second = world.watch.poll();
    world.clock.advance(1ms);
    const auto third = world.watch.poll();
    const auto fourth = world.watch.poll();

    CHECK(first.waiting == 1);
    CHECK(second.taken.empty());
    REQUIRE(third.taken.size() == 1);
    CHECK(fourth.taken.empty());
    CHECK_FALSE(world.there("po.edi"));
    CHECK(contentOf(world.root.path() / "in/done/po.edi") == "ISA");
    const auto document = world.store.find(third.taken[0].id).value().value();
    CHECK(document.channel == "folder:northwind");
    CHECK(document.file_name == "po.edi");
    CHECK(document.partner == PartnerKey("northwind"));
    CHECK(document.sha256.size() == 64);
}

TEST_CASE("a file that still grows is left alone") {
    World world;
    world.put("po.edi", "IS");
    static_cast<void>(world.watch.poll());

    world.put("po.edi", "ISA*00");
    world.clock.advance(1000ms);
    CHECK(world.watch.poll().taken.empty());
    world.clock.advance(1000ms);
    CHECK(world.watch.poll().taken.size() == 1);
}

TEST_CASE("unfinished names, links, folders and other patterns are not taken") {
    World world;
    world.options.pattern = "*.edi";
    world.options.settle = 0ms;
    directory::FolderWatch watch(world.options, world.exchange, world.clock);
    for (const char* name : {".hidden.edi", "a.tmp", "a.part", "a.filepart", "a.txt", "b/c.edi"})
        world.put(name, name);
    std::filesystem::create_directories(world.root.path() / "in/folder.edi");
    world.root.write("secret", "secret");
    std::filesystem::create_symlink(world.root.path() / "secret", world.root.path() / "in/l.edi");
    world.put("good.edi", "good");

    const auto report = watch.poll();

    CHECK(report.taken.size() == 1);
    CHECK(world.store.size() == 1);
    CHECK(world.there("l.edi"));
}

TEST_CASE("a crash between accepting and moving loses nothing and repeats nothing") {
    World world;
    world.put("po.edi", "ISA");
    const auto before = world.pollTwice();
    std::filesystem::rename(world.root.path() / "in/done/po.edi", world.root.path() / "in/po.edi");

    directory::FolderWatch restarted(world.options, world.exchange, world.clock);
    static_cast<void>(restarted.poll());
    world.clock.advance(1000ms);
    const auto after = restarted.poll();

    REQUIRE(after.taken.size() == 1);
    CHECK(after.taken[0].duplicate);
    CHECK(after.taken[0].id == before.taken[0].id);
    CHECK(world.store.size() == 1);
    CHECK(world.there("done/po.edi"));
}

TEST_CASE("while the store is away files wait, and are taken when it is back") {
    World world;
    world.put("a.edi", "A");
    world.put("b.edi", "B");
    world.store.failWith(FailureKind::unavailable);

    const auto away = world.pollTwice();
    world.store.failWith(std::nullopt);
    const auto back = world.watch.poll();

    REQUIRE(away.trouble.has_value());
    CHECK(away.trouble->kind == FailureKind::unavailable);
    CHECK(back.taken.size() == 2);
    CHECK(world.there("done/a.edi"));
}

TEST_CASE("too large and unacceptable files are put aside with the reason beside them") {
    World world;
    world.put("big.edi", std::string(101, 'x'));
    world.put("exact.edi", std::string(100, 'x'));

    const auto report = world.pollTwice();

    CHECK(report.taken.size() == 1);
    REQUIRE(report.failed.size() == 1);
    CHECK(world.there("failed/big.edi"));
    const std::string why = contentOf(world.root.path() / "in/failed/big.edi.txt");
    CHECK(why.find("limits/body_bytes_max") != std::string::npos);
    CHECK(world.watch.poll().failed.empty());
}

TEST_CASE("a second file of the same name does not overwrite the first") {
    World world;
    for (const char* bytes : {"one", "two", "three"}) {
        world.put("po.edi", bytes);
        CHECK(world.pollTwice().taken.size() == 1);
    }

    CHECK(contentOf(world.root.path() / "in/done/po.edi") == "one");
    CHECK(contentOf(world.root.path() / "in/done/po.edi.2") == "two");
    CHECK(contentOf(world.root.path() / "in/done/po.edi.3") == "three");
}

TEST_CASE("a file written over while it was being accepted is taken as another document") {
    World world;
    world.put("po.edi", "one");
    world.exchange.before_accept = [&](const exchange::Arrival& arrival) {
        if (arrival.bytes == "one") world.put("po.edi", "two, longer");
    };

    CHECK(world.pollTwice().taken.size() == 1);
    CHECK(world.there("po.edi"));
    CHECK(world.pollTwice().taken.size() == 1);
    CHECK(world.store.size() == 2);
    CHECK(contentOf(world.root.path() / "in/done/po.edi") == "two, longer");
}

TEST_CASE("taken files are deleted when the configuration says so") {
    World world;
    world.options.keep_done = false;
    world.options.settle = 0ms;
    directory::FolderWatch watch(world.options, world.exchange, world.clock);
    world.put("po.edi", "ISA");

    CHECK(watch.poll().taken.size() == 1);
    CHECK_FALSE(world.there("po.edi"));
    CHECK_FALSE(world.there("done"));
}

TEST_CASE("one look takes so many files and leaves the rest for the next") {
    World world;
    world.options.files_max = 2;
    world.options.settle = 0ms;
    directory::FolderWatch watch(world.options, world.exchange, world.clock);
    for (int i = 0; i < 3; ++i) world.put(std::to_string(i), std::to_string(i));

    CHECK(watch.poll().taken.size() == 2);
    CHECK(watch.poll().taken.size() == 1);
}

TEST_CASE("a file that was accepted and cannot be moved away is not accepted again") {
    World world;
    world.options.pattern = "*.edi";
    world.options.settle = 0ms;
    directory::FolderWatch watch(world.options, world.exchange, world.clock);
    int arrivals = 0;
    world.exchange.before_accept = [&](const exchange::Arrival&) { ++arrivals; };
    world.put("po.edi", "ISA");
    world.put("done", "a file where the folder should be");

    CHECK(watch.poll().trouble.has_value());
    CHECK(watch.poll().trouble.has_value());
    CHECK(arrivals == 1);
    std::filesystem::remove(world.root.path() / "in/done");
    CHECK_FALSE(watch.poll().trouble.has_value());
    CHECK(arrivals == 1);
    CHECK(world.there("done/po.edi"));
}

TEST_CASE("a folder that cannot be read is trouble, not a crash") {
    World world;
    world.options.folder = "/proc/nowhere";
    directory::FolderWatch watch(world.options, world.exchange, world.clock);

    CHECK(watch.poll().trouble->kind == FailureKind::unavailable);
}
