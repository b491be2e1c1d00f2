// Real files that others wrote, where the machine has them: no crash, and everything accounted for.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>

#include "tests/mapping/syntax/recording.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

TEST_CASE("every file of the corpus is read within limits") {
    const fs::path corpus = fs::path(ENTREPOT_SOURCE_DIR).parent_path() / "shared" / "corpus";
    if (!fs::exists(corpus)) {
        std::cout << "SKIPPED: no corpus at ../shared/corpus\n";
        return;
    }
    for (const char* syntax : {"x12", "edifact"}) {
        std::vector<fs::path> files;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(corpus / syntax))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        for (const fs::path& file : files) {
            const std::string bytes = entrepot::test::contentOf(file);
            const auto source = memorySource(bytes);
            const auto recorded = mapping::test::read(*source, syntax);
            INFO(file.string());
            CHECK(!recorded.interchanges.empty());
            std::string counts;
            std::map<std::string, int> ids;
            for (const std::string& id : recorded.findingIds()) ++ids[id];
            for (const auto& [id, count] : ids) counts += " " + id + ":" + std::to_string(count);
            std::cout << syntax << "\t"
                      << fs::relative(file, corpus / syntax).string().substr(0, 60) << "\t"
                      << bytes.size() << "\t" << recorded.messages << counts << "\n";
        }
    }
}
