#include "mapping/text/finding_catalogue.h"

#include <charconv>

#include "mapping/xml/element.h"

namespace entrepot::mapping {
namespace {

using exchange::Severity;

bool parseSeverity(std::string_view text, Severity& severity) {
    for (const Severity each :
         {Severity::note, Severity::warning, Severity::error, Severity::fatal}) {
        if (exchange::nameOf(each) != text) continue;
        severity = each;
        return true;
    }
    return false;
}

FindingCodes readCodes(const xml::Element& row) {
    FindingCodes codes;
    codes.ta1 = row.attributeOr("ta1", "");
    codes.ak9 = row.attributeOr("ak9", "");
    codes.ak5 = row.attributeOr("ak5", "");
    codes.ak3 = row.attributeOr("ak3", "");
    codes.ak4 = row.attributeOr("ak4", "");
    codes.ak5_005010 = row.attributeOr("ak5-005010", codes.ak5);
    codes.ak4_005010 = row.attributeOr("ak4-005010", codes.ak4);
    codes.ik3 = row.attributeOr("ik3", codes.ak3);
    codes.ik4 = row.attributeOr("ik4", codes.ak4_005010);
    codes.ted = row.attributeOr("ted", "");
    codes.edifact = row.attributeOr("un", "");
    codes.edifact4 = row.attributeOr("un4", codes.edifact);
    for (const xml::Element& child : row.children) {
        if (child.name != "ta1") continue;
        const std::string text = child.attributeOr("element", "");
        std::uint16_t element = 0;
        std::from_chars(text.data(), text.data() + text.size(), element);
        codes.ta1_by[element] = child.attributeOr("code", "");
    }
    return codes;
}

std::string_view valueOf(const exchange::Finding& finding, std::string_view name) {
    for (const auto& [key, value] : finding.values)
        if (key == name) return value;
    return {};
}

}  // namespace

Result<FindingCatalogue> FindingCatalogue::load(const std::filesystem::path& file) {
    const auto content = xml::loadFile(file);
    if (!content) return fail(content.error());
    FindingCatalogue catalogue;
    std::string problems;
    const auto problem = [&](const xml::Element& at, const std::string& what) {
        if (!problems.empty()) problems += '\n';
        problems += file.string() + ":" + std::to_string(at.line) + ": " + what;
    };
    for (const xml::Element& row : content->children) {
        FindingEntry entry;
        const std::string id = row.attributeOr("id", "");
        if (!parseSeverity(row.attributeOr("severity", ""), entry.severity))
            problem(row, "severity of " + id + " is none of note, warning, error, fatal");
        entry.codes = readCodes(row);
        entry.application = row.attributeOr("application", "") == "yes";
        for (const xml::Element& text : row.children) {
            if (text.name != "text") continue;
            FindingText& into =
                text.attributeOr("lang", "") == "zh-CN" ? entry.chinese : entry.english;
            into = {text.text, text.attributeOr("hint", "")};
        }
        if (id.empty() || entry.english.words.empty() || entry.chinese.words.empty())
            problem(row, "finding " + id + " needs an id and words in en and zh-CN");
        if (!catalogue.entries_.emplace(id, std::move(entry)).second)
            problem(row, "finding " + id + " is there twice");
    }
    if (!problems.empty()) return fail(FailureKind::invalid, problems, file.string());
    return catalogue;
}

const FindingEntry* FindingCatalogue::find(std::string_view id) const {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

Severity FindingCatalogue::severity(std::string_view id) const {
    const FindingEntry* entry = find(id);
    return entry == nullptr ? Severity::error : entry->severity;
}

std::string filled(std::string_view text, const exchange::Finding& finding) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = text.find('}', open);
        if (open == std::string_view::npos || close == std::string_view::npos) break;
        out += text.substr(0, open);
        out += valueOf(finding, text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    out += text;
    return out;
}

std::string FindingCatalogue::sentence(const exchange::Finding& finding, Language language) const {
    if (const FindingEntry* entry = find(finding.id))
        return filled(language == Language::english ? entry->english.words : entry->chinese.words,
                      finding);
    std::string out = finding.id;
    for (const auto& [name, value] : finding.values) out += " " + name + "=" + value;
    return out;
}

std::string FindingCatalogue::hint(const exchange::Finding& finding, Language language) const {
    const FindingEntry* entry = find(finding.id);
    if (entry == nullptr) return {};
    return filled(language == Language::english ? entry->english.hint : entry->chinese.hint,
                  finding);
}

std::vector<std::string_view> FindingCatalogue::ids() const {
    std::vector<std::string_view> all;
    for (const auto& [id, entry] : entries_) all.push_back(id);
    return all;
}

}  // namespace entrepot::mapping
