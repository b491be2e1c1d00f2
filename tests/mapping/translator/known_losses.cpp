#include "tests/mapping/translator/known_losses.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/support/files.h"

namespace entrepot::mapping::test {
namespace {

bool fits(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern.front() == '*') {
        for (std::size_t skipped = 0; skipped <= text.size(); ++skipped)
            if (fits(pattern.substr(1), text.substr(skipped))) return true;
        return false;
    }
    return !text.empty() && text.front() == pattern.front() &&
           fits(pattern.substr(1), text.substr(1));
}

}  // namespace

KnownLosses::KnownLosses(const std::filesystem::path& file) {
    std::istringstream lines(entrepot::test::contentOf(file));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        Row row;
        std::string reason;
        words >> row.pattern.what >> row.pattern.document >> row.pattern.target >>
            row.pattern.fact >> reason;
        INFO(line);
        REQUIRE(!reason.empty());
        row.line = std::move(line);
        rows_.push_back(std::move(row));
    }
    REQUIRE(!rows_.empty());
}

bool KnownLosses::knows(const Difference& difference) {
    for (Row& row : rows_) {
        const Difference& pattern = row.pattern;
        if (!fits(pattern.what, difference.what) || !fits(pattern.document, difference.document) ||
            !fits(pattern.target, difference.target) || !fits(pattern.fact, difference.fact))
            continue;
        row.used = true;
        return true;
    }
    return false;
}

std::string KnownLosses::unused() const {
    std::string text;
    for (const Row& row : rows_)
        if (!row.used) text += row.line + "\n";
    return text;
}

}  // namespace entrepot::mapping::test
