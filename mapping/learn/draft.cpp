#include "mapping/learn/draft.h"

#include <algorithm>
#include <array>
#include <set>

namespace entrepot::mapping::learn {
namespace {

constexpr std::size_t codes_written_max = 300;

constexpr std::array<std::string_view, 11> grammar_cures = {
    "element-missing",   "segment-unused",       "element-unused",   "element-too-long",
    "element-too-short", "element-code-unknown", "repeats-too-many", "segment-missing",
    "loop-missing",      "segment-too-often",    "loop-too-often"};

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
    }
    return out;
}

// As it may stand in a comment.
std::string remark(std::string text) {
    for (std::size_t at = text.find("--"); at != text.npos; at = text.find("--", at))
        text.replace(at, 2, "- ");
    return exchange::printable(text);
}

std::string share(std::uint64_t part, std::uint64_t whole, std::string_view unit) {
    return std::to_string(part) + " of " + std::to_string(whole) + " " + std::string(unit);
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

// What one place needs.
struct Change {
    std::string attributes;
    std::string why;
    const CodeList* list = nullptr;  // with it: the list and the codes that were seen beside it
    std::set<std::string> codes;

    void add(std::string_view name, std::string_view value, const std::string& reason) {
        const std::string text = attribute(name, value);
        if (attributes.find(text) == std::string::npos) attributes += text;
        why += (why.empty() ? "" : "; ") + reason;
    }
};

class GrammarDraft {
public:
    GrammarDraft(const exchange::MessageFormat& format, const FormatLesson& lesson)
        : format_(format), lesson_(lesson), grammar_(*lesson.grammar) {}

    // Empty when nothing has to change.
    std::string write() {
        for (const auto& [key, finding] : lesson_.findings)
            if (cureOf(key, finding, lesson_.messages) == Cure::grammar) learn(key, finding);
        if (changes_.empty()) return {};
        std::string out = "<!-- Drafted from " + std::to_string(lesson_.messages) +
                          " messages; review each line. Counts say in how many it was seen. -->\n";
        out += "<grammar" + attribute("id", format_.text()) + ">\n";
        for (const auto& [place, change] : changes_) out += rowOf(place, change);
        out += qualifiers();
        return out + "</grammar>\n";
    }

private:
    const ElementLesson& elementAt(const FindingKey& key) const {
        static const ElementLesson none;
        const auto place = lesson_.places.find(key.rule);
        if (place == lesson_.places.end()) return none;
        const auto element = place->second.elements.find(key.element);
        return element == place->second.elements.end() ? none : element->second;
    }

    void learn(const FindingKey& key, const FindingLesson& finding) {
        Change& change = changes_[placeText(grammar_, key.rule, key.element)];
        const std::string& id = key.id;
        const std::string why = id + " in " + share(finding.messages, lesson_.messages, "messages");
        const ElementLesson& element = elementAt(key);
        if (id == "element-too-long") {
            change.add("max-length", std::to_string(element.length_max), why);
        } else if (id == "element-too-short") {
            change.add("min-length", std::to_string(element.length_min), why);
        } else if (id == "repeats-too-many") {
            change.add("max", std::to_string(element.repeats_max), why);
        } else if (id == "segment-too-often" || id == "loop-too-often") {
            change.add("max", std::to_string(lesson_.places.at(key.rule).together_max), why);
        } else if (id == "element-code-unknown") {
            learnCodes(key, finding, change);
        } else {
            change.add("use", "O", why);
        }
    }

    void learnCodes(const FindingKey& key, const FindingLesson& finding, Change& change) {
        const ElementRule* rule = grammar_.element(key.rule, key.element.first, key.element.second);
        if (rule == nullptr || rule->codes == no_index) return;
        change.list = &grammar_.code_lists[rule->codes];
        for (const auto& [code, count] : finding.values) {
            change.codes.insert(code);
            change.why +=
                (change.why.empty() ? "" : "; ") + code + " " + std::to_string(count) + " times";
        }
    }

    static std::string rowOf(const std::string& place, const Change& change) {
        std::string out;
        if (!change.why.empty()) out += "  <!-- " + remark(change.why) + " -->\n";
        if (!change.attributes.empty())
            out += "  <change" + attribute("at", place) + change.attributes + "/>\n";
        if (change.list == nullptr) return out;
        std::set<std::string> codes = change.codes;
        for (const auto& [code, name] : change.list->codes) codes.insert(code);
        const bool whole = codes.size() <= codes_written_max;
        out += "  <codes" + attribute("at", place) +
               attribute("complete", whole ? "true" : "false") + ">";
        for (const std::string& code : whole ? codes : change.codes)
            out += " <code" + attribute("id", code) + "/>";
        return out + " </codes>\n";
    }

    // For the reviewer: which qualifiers stand where.
    std::string qualifiers() const {
        std::string out;
        for (const auto& [rule, place] : lesson_.places) {
            const auto first = place.elements.find({1, 0});
            const auto inside = place.elements.find({1, 1});
            const ElementLesson* element = first != place.elements.end()    ? &first->second
                                           : inside != place.elements.end() ? &inside->second
                                                                            : nullptr;
            if (element == nullptr || element->codes_many || element->codes.empty()) continue;
            std::string codes;
            for (const auto& [code, count] : element->codes)
                codes += " " + code + ":" + std::to_string(count);
            if (codes.size() > 400) continue;
            out += "  <!-- seen: " + remark(placeText(grammar_, rule)) + remark(codes) + " -->\n";
        }
        return out;
    }

    const exchange::MessageFormat& format_;
    const FormatLesson& lesson_;
    const Grammar& grammar_;
    std::map<std::string, Change> changes_;
};

bool isKnown(const Identity& identity, const exchange::Partner* partner) {
    return partner != nullptr && std::any_of(partner->identities.begin(), partner->identities.end(),
                                             [&](const exchange::EnvelopeIdentity& known) {
                                                 return known.syntax == identity.syntax &&
                                                        known.partner.id == identity.sender.id;
                                             });
}

std::string element(std::string_view name, std::string_view text) {
    if (text.empty()) return {};
    return "      <" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">\n";
}

std::string identityText(const Identity& identity, std::uint64_t count) {
    std::string out = "    <identity> <!-- " + std::to_string(count) + " interchanges -->\n";
    out += element("syntax", identity.syntax);
    out += element("qualifier", identity.sender.qualifier) + element("id", identity.sender.id) +
           element("routing", identity.sender.routing);
    out += element("our_qualifier", identity.receiver.qualifier) +
           element("our_id", identity.receiver.id) +
           element("our_routing", identity.receiver.routing);
    if (identity.group_sender != identity.sender.id) out += element("group", identity.group_sender);
    if (identity.group_receiver != identity.receiver.id)
        out += element("our_group", identity.group_receiver);
    return out + "    </identity>\n";
}

std::string identitiesText(const Lesson& lesson, const exchange::Partner* known) {
    std::vector<std::pair<std::uint64_t, const Identity*>> seen;
    for (const auto& [identity, count] : lesson.identities)
        if (!identity.sender.id.empty() && !isKnown(identity, known))
            seen.emplace_back(count, &identity);
    std::stable_sort(seen.begin(), seen.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string out;
    for (const auto& [count, identity] : seen) out += identityText(*identity, count);
    return out.empty() ? out : "  <identities>\n" + out + "  </identities>\n";
}

struct SeverityDraft {
    std::map<std::string, std::string> always;  // id -> where
    std::map<std::string, std::string> sometimes;

    void add(const FindingKey& key, const FindingLesson& finding, std::uint64_t of,
             const std::string& unit) {
        const Cure cure = cureOf(key, finding, of);
        if (cure != Cure::severity && cure != Cure::review) return;
        std::string& text = (cure == Cure::severity ? always : sometimes)[key.id];
        text += (text.empty() ? "" : "; ") + share(finding.messages, of, unit);
        if (!finding.example.empty()) text += ", such as " + finding.example;
    }
};

std::string severitiesText(const Lesson& lesson) {
    SeverityDraft draft;
    for (const auto& [format, each] : lesson.formats)
        for (const auto& [key, finding] : each.findings)
            draft.add(key, finding, each.messages, format.text());
    for (const auto& [key, finding] : lesson.envelopes)
        draft.add(key, finding, lesson.interchanges, "interchanges");
    std::string out;
    for (const auto& [id, where] : draft.always)
        out += "    <severity> <!-- " + remark(where) + " -->\n      <finding>" + escaped(id) +
               "</finding>\n      <level>accept-with-errors</level>\n    </severity>\n";
    for (const auto& [id, where] : draft.sometimes)
        if (!draft.always.contains(id))
            out += "    <!-- not always: " + remark(id + " in " + where) + " -->\n";
    return out.empty() ? out : "  <severities>\n" + out + "  </severities>\n";
}

}  // namespace

Cure cureOf(const FindingKey& key, const FindingLesson& lesson, std::uint64_t messages) {
    if (lesson.severity < exchange::Severity::error) return Cure::none;
    const bool placed = key.rule != no_rule && key.rule != 0;
    if (placed &&
        std::find(grammar_cures.begin(), grammar_cures.end(), key.id) != grammar_cures.end())
        return Cure::grammar;
    // What is fatal, and what we have no definition for, no agreement helps.
    if (lesson.severity == exchange::Severity::fatal || key.id == "message-unsupported")
        return Cure::review;
    return lesson.messages >= messages ? Cure::severity : Cure::review;
}

std::vector<DraftFile> draftOf(const Lesson& lesson, const std::string& name,
                               const exchange::Partner* known) {
    std::vector<DraftFile> files;
    std::string partner = "<!-- Drafted from " + std::to_string(lesson.files) + " files with " +
                          std::to_string(lesson.interchanges) +
                          " interchanges; review each line. -->\n<partner>\n  <name>" +
                          escaped(known == nullptr ? name : known->name) + "</name>\n";
    partner += identitiesText(lesson, known) + severitiesText(lesson) + "</partner>\n";
    files.push_back({"partner.xml", std::move(partner)});
    for (const auto& [format, each] : lesson.formats) {
        if (each.grammar == nullptr) continue;
        std::string text = GrammarDraft(format, each).write();
        if (!text.empty())
            files.push_back({"overrides/grammars/" + format.text() + ".xml", std::move(text)});
    }
    return files;
}

}  // namespace entrepot::mapping::learn
