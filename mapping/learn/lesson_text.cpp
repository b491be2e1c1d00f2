#include "mapping/learn/lesson_text.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "mapping/learn/draft.h"

namespace entrepot::mapping::learn {
namespace {

std::string_view wordFor(Cure cure) {
    switch (cure) {
        case Cure::grammar:
            return "grammar";
        case Cure::severity:
            return "severity";
        case Cure::review:
            return "review";
        case Cure::none:
            break;
    }
    return "-";
}

std::string placeOf(const FormatLesson& format, const FindingKey& key) {
    if (format.grammar == nullptr || key.rule == no_rule) return "-";
    return placeText(*format.grammar, key.rule, key.element);
}

const ElementLesson* qualifierOf(const PlaceLesson& place) {
    for (const ElementKey& key : {ElementKey{1, 0}, ElementKey{1, 1}})
        if (const auto found = place.elements.find(key); found != place.elements.end())
            return found->second.codes_many ? nullptr : &found->second;
    return nullptr;
}

std::string codesOf(const ElementLesson* element) {
    if (element == nullptr) return "";
    std::vector<std::pair<std::uint64_t, std::string>> codes;
    for (const auto& [code, count] : element->codes) codes.emplace_back(count, code);
    std::stable_sort(codes.begin(), codes.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string text;
    for (std::size_t i = 0; i < codes.size() && i < 12; ++i)
        text += (text.empty() ? "" : " ") + codes[i].second + ":" + std::to_string(codes[i].first);
    return codes.size() > 12 ? text + " ..." : text;
}

boost::json::object jsonOf(const ElementLesson& element) {
    boost::json::object object{{"count", element.count},
                               {"length_min", element.length_min},
                               {"length_max", element.length_max},
                               {"repeats_max", element.repeats_max}};
    boost::json::object codes;
    for (const auto& [code, count] : element.codes) codes[code] = count;
    if (!codes.empty()) object["codes"] = std::move(codes);
    return object;
}

boost::json::array placesOf(const FormatLesson& format) {
    boost::json::array places;
    for (const auto& [rule, place] : format.places) {
        boost::json::object elements;
        for (const auto& [key, element] : place.elements)
            elements[placeText(*format.grammar, rule, key)] = jsonOf(element);
        places.push_back({{"at", placeText(*format.grammar, rule)},
                          {"count", place.count},
                          {"messages", place.messages},
                          {"together_max", place.together_max},
                          {"elements", std::move(elements)}});
    }
    return places;
}

boost::json::object jsonOf(const FindingKey& key, const FindingLesson& finding,
                           const std::string& place, std::uint64_t messages) {
    return {{"id", key.id},
            {"severity", exchange::nameOf(finding.severity)},
            {"at", place},
            {"count", finding.count},
            {"messages", finding.messages},
            {"example", finding.example},
            {"draft", wordFor(cureOf(key, finding, messages))}};
}

boost::json::array identitiesOf(const Lesson& lesson) {
    boost::json::array identities;
    for (const auto& [identity, count] : lesson.identities)
        identities.push_back({{"syntax", identity.syntax},
                              {"qualifier", identity.sender.qualifier},
                              {"id", identity.sender.id},
                              {"our_qualifier", identity.receiver.qualifier},
                              {"our_id", identity.receiver.id},
                              {"group", identity.group_sender},
                              {"our_group", identity.group_receiver},
                              {"interchanges", count}});
    return identities;
}

}  // namespace

Table messageTable(const Lesson& lesson) {
    Table table{{"MESSAGE", "COUNT", "REFUSED", "GRAMMAR"}};
    for (const auto& [format, each] : lesson.formats)
        table.push_back({format.text(), std::to_string(each.messages), std::to_string(each.refused),
                         each.grammar == nullptr ? "none" : "yes"});
    if (lesson.formats_more > 0)
        table.push_back({"others", std::to_string(lesson.formats_more), "", ""});
    return table;
}

Table findingTable(const Lesson& lesson) {
    Table table{{"MESSAGE", "FINDING", "AT", "COUNT", "IN", "EXAMPLE", "DRAFT"}};
    const auto add = [&](const std::string& where, const FindingKey& key,
                         const FindingLesson& finding, const std::string& place,
                         std::uint64_t messages) {
        table.push_back({where, key.id, place, std::to_string(finding.count),
                         std::to_string(finding.messages) + "/" + std::to_string(messages),
                         finding.example, std::string(wordFor(cureOf(key, finding, messages)))});
    };
    for (const auto& [format, each] : lesson.formats)
        for (const auto& [key, finding] : each.findings)
            add(format.text(), key, finding, placeOf(each, key), each.messages);
    for (const auto& [key, finding] : lesson.envelopes)
        add("envelope", key, finding,
            key.element.first == 0 ? "-" : std::to_string(key.element.first), lesson.interchanges);
    return table;
}

Table placeTable(const Lesson& lesson) {
    Table table{{"MESSAGE", "AT", "COUNT", "IN", "TOGETHER", "QUALIFIERS"}};
    for (const auto& [format, each] : lesson.formats)
        for (const auto& [rule, place] : each.places)
            table.push_back({format.text(), placeText(*each.grammar, rule),
                             std::to_string(place.count),
                             std::to_string(place.messages) + "/" + std::to_string(each.messages),
                             std::to_string(place.together_max), codesOf(qualifierOf(place))});
    return table;
}

std::string lessonJson(const Lesson& lesson) {
    boost::json::array formats;
    for (const auto& [format, each] : lesson.formats) {
        boost::json::array findings;
        for (const auto& [key, finding] : each.findings)
            findings.push_back(jsonOf(key, finding, placeOf(each, key), each.messages));
        formats.push_back({{"format", format.text()},
                           {"messages", each.messages},
                           {"refused", each.refused},
                           {"grammar", each.grammar != nullptr},
                           {"places", placesOf(each)},
                           {"findings", std::move(findings)},
                           {"findings_more", each.findings_more}});
    }
    boost::json::array envelopes;
    for (const auto& [key, finding] : lesson.envelopes)
        envelopes.push_back(jsonOf(key, finding, "", lesson.interchanges));
    return boost::json::serialize(boost::json::object{{"files", lesson.files},
                                                      {"interchanges", lesson.interchanges},
                                                      {"identities", identitiesOf(lesson)},
                                                      {"identities_more", lesson.identities_more},
                                                      {"formats", std::move(formats)},
                                                      {"formats_more", lesson.formats_more},
                                                      {"envelopes", std::move(envelopes)}});
}

}  // namespace entrepot::mapping::learn
