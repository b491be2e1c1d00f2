#include "mapping/text/finding_catalogue.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "tests/mapping/syntax/recording.h"
#include "tests/support/files.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

// Id and values of every constant, as finding_ids.h lists them: the text behind "//".
std::map<std::string, std::set<std::string>> constants() {
    const std::filesystem::path root(ENTREPOT_SOURCE_DIR);
    const std::string text = entrepot::test::contentOf(root / "core/exchange/finding_ids.h");
    std::map<std::string, std::set<std::string>> found;
    const std::string mark = "inline constexpr FindingId ";
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
        const std::size_t open = text.find('"', at) + 1;
        const std::size_t close = text.find('"', open);
        const std::string id = text.substr(open, close - open);
        std::string rest = text.substr(text.find(';', close) + 1);
        rest = rest.substr(0, rest.find('\n'));
        std::set<std::string>& values = found[id];
        const std::size_t comment = rest.find("//");
        if (comment == rest.npos) continue;
        rest = rest.substr(comment + 2);
        rest = rest.substr(0, rest.find('('));
        std::istringstream words(rest);
        for (std::string word; std::getline(words, word, ',');) {
            word.erase(0, word.find_first_not_of(' '));
            word.erase(word.find_last_not_of(' ') + 1);
            if (!word.empty()) values.insert(word);
        }
    }
    return found;
}

std::set<std::string> slots(const std::string& text) {
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != text.npos; at = text.find('{', at + 1))
        found.insert(text.substr(at + 1, text.find('}', at) - at - 1));
    return found;
}

bool isSubset(const std::set<std::string>& part, const std::set<std::string>& whole) {
    return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

}  // namespace

TEST_CASE("every finding has severity, words in both languages and known slots") {
    const FindingCatalogue& catalogue = mapping::test::shippedGrammars().findings();
    const auto all = constants();
    REQUIRE(all.size() > 80);
    for (const auto& [id, values] : all) {
        INFO(id);
        const FindingEntry* entry = catalogue.find(id);
        REQUIRE(entry != nullptr);
        for (const FindingText* text : {&entry->english, &entry->chinese}) {
            CHECK_FALSE(text->words.empty());
            CHECK_FALSE(text->hint.empty());
            CHECK(isSubset(slots(text->words), values));
            CHECK(isSubset(slots(text->hint), values));
        }
        CHECK(slots(entry->english.words) == slots(entry->chinese.words));
    }
    for (const std::string_view id : catalogue.ids()) {
        INFO(id);
        CHECK(all.contains(std::string(id)));
    }
}

TEST_CASE("a sentence is filled with the values of its finding") {
    const FindingCatalogue& catalogue = mapping::test::shippedGrammars().findings();
    exchange::Finding finding;
    finding.id = "segment-too-often";
    finding.values = {{"found", "N3"}, {"maximum", "2"}};
    CHECK(catalogue.sentence(finding, Language::english) == "Segment N3 stands more than 2 times");
    CHECK(catalogue.sentence(finding, Language::chinese) == "段 N3 超过 2 次");
    CHECK_FALSE(catalogue.hint(finding, Language::english).empty());
    CHECK(FindingCatalogue().sentence(finding, Language::english) ==
          "segment-too-often found=N3 maximum=2");
}
