// What holds for any payload: pieces of any size give the same, and damaged bytes give findings
// within the file and never a crash.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "mapping/syntax/utf16_source.h"
#include "tests/mapping/syntax/matrix.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t sample_bytes_max = 20'000;

bool isSample(const fs::path& file) {
    const std::string extension = file.extension().string();
    return extension != ".expect" && extension != ".written";
}

// Every sample of the project, whatever its syntax.
std::vector<fs::path> samples() {
    std::vector<fs::path> all;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden"))
        if (entry.is_regular_file() && isSample(entry.path()) &&
            entry.path().string().find("overrides") == std::string::npos &&
            entry.file_size() <= sample_bytes_max)
            all.push_back(entry.path());
    std::sort(all.begin(), all.end());
    return all;
}

// One to eight bytes changed, taken out, put in, doubled or cut off.
std::string damaged(std::string bytes, std::mt19937& random) {
    static constexpr char likely[] = "*~'+:?>^\"<&,;\r\n\xFF\xE5\x1C ZA0";  // and the zero
    const std::size_t times = 1 + random() % 8;
    for (std::size_t i = 0; i < times && !bytes.empty(); ++i) {
        const std::size_t at = random() % bytes.size();
        const char c = random() % 2 == 0 ? likely[random() % sizeof likely]
                                         : static_cast<char>(random() % 256);
        switch (random() % 6) {
            case 0:
            case 1:
                bytes[at] = c;
                break;
            case 2:
                bytes.erase(at, 1 + random() % 4);
                break;
            case 3:
                bytes.insert(at, 1, c);
                break;
            case 4:
                bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 60));
                break;
            default:
                if (random() % 8 == 0) bytes.resize(at);
        }
    }
    return bytes;
}

bool anyAtLeast(const Recorded& recorded, exchange::Severity severity) {
    const auto all = recorded.findings();
    return std::any_of(all.begin(), all.end(), [&](const exchange::Finding& finding) {
        return finding.severity >= severity;
    });
}

}  // namespace

TEST_CASE("every sample is the same in pieces of any size") {
    for (const fs::path& file : samples()) {
        const std::string bytes = entrepot::test::contentOf(file);
        INFO(file.string());
        checkPieces(bytes, {1, 2, 3, 7, 31, 64, 512, 4097});
    }
}

TEST_CASE("damaged bytes give findings within the file, the same in pieces of any size") {
    std::mt19937 random(20261121);
    for (const fs::path& file : samples()) {
        const std::string whole = entrepot::test::contentOf(file);
        for (int round = 0; round < 60; ++round) {
            const std::string bytes = damaged(whole, random);
            INFO(file.string() << " round " << round);
            const Recorded recorded = readAny(bytes);
            REQUIRE(!recorded.interchanges.empty());
            CHECK((verdictOf(recorded) != exchange::Verdict::refused ||
                   anyAtLeast(recorded, exchange::Severity::error)));
            if (utf16Order(bytes) == ByteOrder::none) checkPieces(bytes, {1 + random() % 97});
        }
    }
}
