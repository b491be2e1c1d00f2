#include "tests/mapping/translator/completed.h"

#include <algorithm>
#include <type_traits>

namespace entrepot::mapping::test {
namespace {

void addDay(std::optional<Day>& day, Day added) {
    if (!day) day = added;
}
void addDay(Day& day, Day added) {
    if (day == Day{}) day = added;
}

void addText(std::string& text, const char* added) {
    if (text.empty()) text = added;
}

void addPeriod(model::Period& period) {
    addDay(period.from, *makeDay(2026, 12, 1));
    addDay(period.to, *makeDay(2026, 12, 31));
}

void addParty(std::vector<model::Party>& parties, model::PartyRole role, const char* gln) {
    const auto party = std::find_if(parties.begin(), parties.end(),
                                    [&](const model::Party& each) { return each.role == role; });
    model::Party& found =
        party != parties.end() ? *party : parties.emplace_back(model::Party{role, {}, {}, {}, {}});
    if (found.ids.empty()) found.ids.push_back({"gln", gln});
    addText(found.name, "Northwind Trading");
    if (found.address.lines.empty()) found.address.lines.push_back("Am Kai 3");
    addText(found.address.city, "Hamburg");
    addText(found.address.country, "DE");
}

template <class Line>
void completeLine(Line& line) {
    if constexpr (requires { line.unit; }) addText(line.unit, "EA");
    if constexpr (requires { line.location; }) addText(line.location, "4012345000016");
    if constexpr (requires { line.description; }) addText(line.description, "Hinge");
    if constexpr (requires { line.figures; })
        for (model::StockFigure& figure : line.figures) {
            addText(figure.unit, "EA");
            addPeriod(figure.period);
        }
    if constexpr (requires { line.quantities; })
        for (model::ScheduledQuantity& quantity : line.quantities) addPeriod(quantity.period);
}

template <class Content>
void complete(Content& content) {
    if constexpr (requires { content.number; }) addText(content.number, "D-1");
    if constexpr (requires { content.currency; }) addText(content.currency, "EUR");
    if constexpr (requires { content.issued; }) addDay(content.issued, *makeDay(2026, 11, 20));
    if constexpr (requires { content.wanted; }) addDay(content.wanted, *makeDay(2026, 12, 4));
    if constexpr (requires { content.shipped; }) addDay(content.shipped, *makeDay(2026, 12, 2));
    if constexpr (requires { content.period; }) addPeriod(content.period);
    if constexpr (requires { content.horizon; }) addPeriod(content.horizon);
    if constexpr (requires { content.payable; })
        if (!content.payable) content.payable = content.total;
    if constexpr (requires { content.parties; }) {
        addParty(content.parties, model::PartyRole::buyer, "4012345000009");
        addParty(content.parties, model::PartyRole::seller, "4098765000010");
        addParty(content.parties, model::PartyRole::ship_to, "4012345000016");
    }
    if constexpr (requires { content.lines; })
        for (auto& line : content.lines) completeLine(line);
}

}  // namespace

model::BusinessDocument completed(model::BusinessDocument document) {
    std::visit([](auto& content) { complete(content); }, document);
    return document;
}

}  // namespace entrepot::mapping::test
