#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/core/promise/scenario_runner.h"
#include "tests/support/files.h"

using namespace entrepot;

namespace {

std::vector<std::filesystem::path> scenarios() {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(ENTREPOT_SOURCE_DIR "/tests/scenarios"))
        if (entry.path().extension() == ".scenario") paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

}  // namespace

TEST_CASE("every planner's note comes out as written") {
    REQUIRE(scenarios().size() >= 25);
    for (const auto& path : scenarios()) {
        INFO(path.filename().string());

        const auto complaints = test::ScenarioRunner().play(test::contentOf(path));

        for (const std::string& complaint : complaints) {
            INFO(complaint);
            CHECK(false);
        }
    }
}

TEST_CASE("a scenario that does not come out is told of") {
    CHECK_FALSE(test::ScenarioRunner()
                    .play("stock widget plant-1 5\n"
                          "order O-1 widget 5\n"
                          "promise O-1 4 ship 2026-12-01\n")
                    .empty());
    CHECK_FALSE(test::ScenarioRunner()
                    .play("stock widget plant-1 5\n"
                          "order O-1 widget 6\n"
                          "promise O-1 5 ship 2026-12-01\n")
                    .empty());
}
