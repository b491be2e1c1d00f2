// What schemas/findings.xml says of each finding: severity, acknowledgement codes, words, hint.
//
// Immutable once loaded; shared by all threads.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"
#include "core/base/result.h"
#include "core/exchange/finding.h"

namespace entrepot::mapping {

struct FindingText {
    std::string words;  // with {value} slots
    std::string hint;
};

// Acknowledgement codes; empty where the level has none for it.
struct FindingCodes {
    std::string ta1;                              // TA105
    std::map<std::uint16_t, std::string> ta1_by;  // TA105 by ISA element, where it depends on that
    std::string ak9;                              // AK905
    std::string ak5;                              // AK502
    std::string ak3;                              // AK304
    std::string ak4;                              // AK403
    std::string ak5_005010;                       // from 005010 on, where the list has grown
    std::string ak4_005010;
    std::string ik3;       // IK304 of a 999
    std::string ik4;       // IK403
    std::string ted;       // TED01 of an 824 (647)
    std::string edifact;   // 0085, syntax 1 to 3
    std::string edifact4;  // 0085, syntax 4
};

struct FindingEntry {
    exchange::Severity severity = exchange::Severity::error;
    bool application = false;  // about the content: an 824 or APERAK tells it
    FindingCodes codes;
    FindingText english;
    FindingText chinese;
};

class FindingCatalogue {
public:
    FindingCatalogue() = default;  // knows nothing: every finding is an error, words are the id
    static Result<FindingCatalogue> load(const std::filesystem::path& file);

    // Nothing when the id has no entry.
    const FindingEntry* find(std::string_view id) const;
    exchange::Severity severity(std::string_view id) const;

    // "Segment N1 is missing"; the id and its values when there is no entry.
    std::string sentence(const exchange::Finding& finding, Language language) const;
    std::string hint(const exchange::Finding& finding, Language language) const;

    std::vector<std::string_view> ids() const;

private:
    std::map<std::string, FindingEntry, std::less<>> entries_;
};

// Puts the values of the finding into the {slots} of `text`.
std::string filled(std::string_view text, const exchange::Finding& finding);

}  // namespace entrepot::mapping
