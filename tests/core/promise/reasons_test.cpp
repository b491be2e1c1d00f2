#include "core/promise/reasons.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/exchange/reasons.h"

using namespace entrepot::promise;

namespace {

struct Texts {
    std::string en;
    std::string zh;
};

std::map<std::string, Texts> readTexts() {
    std::stringstream file;
    file << std::ifstream(ENTREPOT_SOURCE_DIR "/schemas/texts/reasons.xml").rdbuf();
    const std::string text = file.str();
    const std::regex row(R"xml(<reason id="([^"]+)">\s*<en>([^<]+)</en>\s*)xml"
                         R"xml(<zh>([^<]+)</zh>\s*</reason>)xml");
    std::map<std::string, Texts> texts;
    for (std::sregex_iterator each(text.begin(), text.end(), row), end; each != end; ++each)
        texts[(*each)[1]] = {(*each)[2], (*each)[3]};
    return texts;
}

std::set<std::string> slotsOf(const std::string& text) {
    const std::regex slot(R"(\{([a-z_]+)\})");
    std::set<std::string> slots;
    for (std::sregex_iterator each(text.begin(), text.end(), slot), end; each != end; ++each)
        slots.insert((*each)[1]);
    return slots;
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
