#include "core/promise/reasons.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "core/exchange/reasons.h"
#include "tests/support/files.h"

using namespace entrepot::promise;

namespace {

struct Texts {
    std::string en;
    std::string zh;
};

// The text between two marks after `from`, which then stands behind the second one.
std::string between(const std::string& text, const std::string& open, const std::string& close,
                    std::size_t& from) {
    const std::size_t start = text.find(open, from);
    if (start == std::string::npos) return from = start, std::string();
    const std::size_t end = text.find(close, start + open.size());
    from = end + close.size();
    return text.substr(start + open.size(), end - start - open.size());
}

std::map<std::string, Texts> readTexts() {
    const std::string text =
        entrepot::test::contentOf(ENTREPOT_SOURCE_DIR "/schemas/texts/reasons.xml");
    std::map<std::string, Texts> texts;
    for (std::size_t at = 0;;) {
        const std::string id = between(text, "<reason id=\"", "\"", at);
        if (id.empty()) return texts;
        texts[id].en = between(text, "<en>", "</en>", at);
        texts[id].zh = between(text, "<zh>", "</zh>", at);
    }
}

std::set<std::string> slotsOf(const std::string& text) {
    std::set<std::string> slots;
    for (std::size_t at = 0;;) {
        const std::string slot = between(text, "{", "}", at);
        if (slot.empty()) return slots;
        slots.insert(slot);
    }
}

}  // namespace

TEST_CASE("every reason has words in both languages, and they use its values") {
    const auto texts = readTexts();
    std::vector<ReasonKind> kinds(reasons::all.begin(), reasons::all.end());
    kinds.insert(kinds.end(), entrepot::exchange::reasons::all.begin(),
                 entrepot::exchange::reasons::all.end());
    CHECK(texts.size() == kinds.size());
    for (const ReasonKind& kind : kinds) {
        INFO(kind.id);
        REQUIRE(texts.contains(std::string(kind.id)));
        const Texts& words = texts.at(std::string(kind.id));
        CHECK_FALSE(words.en.empty());
        CHECK_FALSE(words.zh.empty());
        CHECK(slotsOf(words.en) == slotsOf(words.zh));
        for (const std::string& slot : slotsOf(words.en))
            CHECK(std::ranges::count(kind.values, slot) == 1);
    }
}

TEST_CASE("a reason carries its values by name and is given once") {
    const auto reason = because(reasons::other_site, "b", std::string("a"));
    std::vector<entrepot::model::Reason> all;

    addReason(all, reason);
    addReason(all, reason);

    REQUIRE(all.size() == 1);
    CHECK(all[0].id == "other-site");
    REQUIRE(all[0].values.size() == 2);
    CHECK(all[0].values[1] == entrepot::model::Extra{"instead_of", "a"});
}
