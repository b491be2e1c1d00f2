// Kills the process before and after the commit of a batch and looks what is left.
//
// The child is this same program running the hidden test below; its store is a file that has one
// line per stored promise, and what it answered is in a second one.
#ifdef ENTREPOT_CRASH_POINTS
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/promise/batch_runner.h"
#include "tests/core/promise/desk_fixture.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::promise;
using namespace entrepot::test;

namespace {

class FileStore : public MemoryLedgerStore {
public:
    explicit FileStore(std::string path) : path_(std::move(path)) {}

    Result<void> commit(const ports::LedgerBatch& batch) override {
        std::ofstream file(path_, std::ios::app);
        for (const ports::LedgerEntry& entry : batch.added)
            file << "stored " << entry.request.reference << '\n';
        return MemoryLedgerStore::commit(batch);
    }

private:
    std::string path_;
};

using test::contentOf;

// What the child left when it was killed at `point`.
std::string leftAfterKillAt(const std::string& point) {
    const auto path = std::filesystem::temp_directory_path() /
                      ("entrepot-crash-" + std::to_string(getpid()) + point);
    std::filesystem::remove(path);
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const std::string command = "ENTREPOT_CRASH_AT=" + point +
                                " ENTREPOT_TEST_FILE=" + path.string() + " exec " + self +
                                " '[.crash-child]' >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    CHECK((WIFSIGNALED(status) || WEXITSTATUS(status) == 128 + SIGKILL));
    const std::string left = contentOf(path);
    std::filesystem::remove(path);
    return left;
}

}  // namespace

TEST_CASE("the child of the crash tests", "[.crash-child]") {
    const char* path = std::getenv("ENTREPOT_TEST_FILE");
    REQUIRE(path != nullptr);
    DeskFixture fixture;
    FileStore store(path);
    PromiseBook book(fixture.ids, fixture.limits);
    BatchRunner runner(book, store, fixture.clock);
    REQUIRE(runner.open());
    REQUIRE(runner.install(SupplyPicture(onlyStock("widget", 10), fixture.clock.today(), 30)));
    Command command{Ask{order("O-1", "widget", 1)}, [&](const Result<PromiseAnswer>&) {
                        std::ofstream(path, std::ios::app) << "answered\n";
                    }};
    runner.run({&command, 1});
}

TEST_CASE("killed before the commit nothing is stored and nothing was answered") {
    CHECK(leftAfterKillAt("promise-before-commit") == "");
}

TEST_CASE("killed after the commit the promise is stored, though not answered yet") {
    CHECK(leftAfterKillAt("promise-after-commit") == "stored O-1\n");
}
#endif
