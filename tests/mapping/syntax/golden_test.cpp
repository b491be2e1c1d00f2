// Every tests/golden/<syntax>/.../NAME.edi reads as NAME.expect says: verdicts, findings, tree.
// Files below pass/ must have no error, files below fail/ must be refused.
// ENTREPOT_RECORD=1 writes the .expect files anew; review them like code.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/mapping/syntax/recording.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

using entrepot::test::contentOf;

bool isBelow(const fs::path& file, const char* folder) {
    return std::find(file.begin(), file.end(), folder) != file.end();
}

}  // namespace

TEST_CASE("golden files read as recorded") {
    const fs::path root = fs::path(ENTREPOT_SOURCE_DIR) / "tests" / "golden";
    const bool record = std::getenv("ENTREPOT_RECORD") != nullptr;
    std::size_t files = 0;
    for (const char* syntax : {"x12", "edifact"}) {
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / syntax)) {
            if (entry.path().extension() != ".edi") continue;
            ++files;
            const std::string bytes = contentOf(entry.path());
            const auto source = memorySource(bytes);
            const mapping::test::Recorded recorded = mapping::test::read(*source, syntax);
            const fs::path expect = fs::path(entry.path()).replace_extension(".expect");
            if (record) std::ofstream(expect, std::ios::binary) << recorded.text();
            INFO(entry.path().string());
            CHECK(recorded.text() == contentOf(expect));
            bool refused = false;
            for (const exchange::InterchangeReport& interchange : recorded.interchanges) {
                refused |= interchange.verdict == exchange::Verdict::refused;
                for (const exchange::GroupReport& group : interchange.groups)
                    for (const exchange::MessageReport& message : group.messages)
                        refused |= message.verdict == exchange::Verdict::refused;
            }
            if (isBelow(entry.path(), "pass")) CHECK_FALSE(refused);
            if (isBelow(entry.path(), "fail")) CHECK(refused);
        }
    }
    CHECK(files > 0);
}
