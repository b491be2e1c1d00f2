#include "mapping/syntax/scan/delimiter_index.h"

#include <catch2/catch.hpp>
#include <random>

using namespace entrepot::mapping;

namespace {

struct Found {
    std::vector<std::uint32_t> at;
    std::vector<std::uint32_t> ends;
    bool unusual = false;
    bool operator==(const Found&) const = default;
};

Found indexed(const std::string& bytes, const ServiceCharacters& characters, ScanKernel kernel,
              std::uint32_t piece) {
    DelimiterIndexer indexer(characters, kernel);
    DelimiterIndex index;
    const auto size = static_cast<std::uint32_t>(bytes.size());
    for (std::uint32_t from = 0; from < size; from += piece)
        indexer.append(bytes.data(), from, std::min(from + piece, size), index);
    Found found;
    found.at.assign(index.at.begin(), index.at.begin() + static_cast<long>(index.at_count));
    found.ends.assign(index.ends.begin(), index.ends.begin() + static_cast<long>(index.ends_count));
    found.unusual = index.unusual_bytes;
    return found;
}

}  // namespace

TEST_CASE("every kernel finds the same, in pieces of any size") {
    ServiceCharacters characters;
    characters.release = '?';
    characters.repetition = '*';
    std::mt19937 random(7);
    const std::string alphabet = "ABC+:'?*?\n";
    for (int round = 0; round < 50; ++round) {
        std::string bytes;
        for (int i = 0; i < 400; ++i) bytes += alphabet[random() % alphabet.size()];
        const Found expected = indexed(bytes, characters, ScanKernel::portable, 100'000);
        for (const ScanKernel kernel :
             {ScanKernel::best, ScanKernel::middle, ScanKernel::narrow, ScanKernel::portable})
            for (const std::uint32_t piece : {1u, 7u, 63u, 64u, 65u, 1000u})
                CHECK(indexed(bytes, characters, kernel, piece) == expected);
    }
}

TEST_CASE("a released release character releases nothing") {
    ServiceCharacters characters;
    characters.release = '?';
    const Found found = indexed("a?\?'b?'c'", characters, ScanKernel::best, 100);
    CHECK(found.at == std::vector<std::uint32_t>{1, 3, 5, 8});
    CHECK(found.ends == std::vector<std::uint32_t>{1, 3});
}

TEST_CASE("control characters and bytes above ASCII are noticed, line breaks are not") {
    const ServiceCharacters characters;
    const std::string padding(100, 'x');
    for (const ScanKernel kernel :
         {ScanKernel::best, ScanKernel::middle, ScanKernel::narrow, ScanKernel::portable}) {
        CHECK_FALSE(indexed(padding + "\r\n", characters, kernel, 1000).unusual);
        CHECK(indexed("\x01" + padding, characters, kernel, 1000).unusual);
        CHECK(indexed(padding + "\xFC", characters, kernel, 1000).unusual);
    }
}
