// entrepot explain: what an id in a log, an acknowledgement or an API answer means.
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/translation.h"
#include "adapters/config/installation.h"
#include "core/base/nearest.h"
#include "core/exchange/events.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::cli {
namespace {

void tell(const Command& command, const std::string& id, const std::string& kind,
          const std::string& words, const std::string& more) {
    if (command.json) {
        command.terminal.line(boost::json::serialize(
            boost::json::object{{"id", id}, {"kind", kind}, {"words", words}, {"more", more}}));
        return;
    }
    command.terminal.line(id + "  " + kind);
    command.terminal.line(words);
    if (!more.empty()) command.terminal.line(more);
}

Exit explain(const Command& command, const std::string& id) {
    std::vector<std::string> known;
    for (const exchange::EventInfo& event : exchange::allEvents()) {
        known.emplace_back(event.id);
        if (event.id != id && event.name != id) continue;
        tell(command, std::string(event.id), "event " + std::string(event.name),
             std::string(event.paragraph), "");
        return Exit::good;
    }
    const auto schemas = config::findSchemas();
    if (!schemas) return command.terminal.fail(schemas.error());
    const auto catalogue = mapping::FindingCatalogue::load(*schemas / "findings.xml");
    if (!catalogue) return command.terminal.fail(catalogue.error());
    if (const mapping::FindingEntry* finding = catalogue->find(id)) {
        const bool chinese = languageOfTerminal() == Language::chinese;
        const mapping::FindingText& text = chinese ? finding->chinese : finding->english;
        tell(command, id, "finding, " + std::string(nameOf(finding->severity)), text.words,
             text.hint);
        return Exit::good;
    }
    for (const std::string_view finding : catalogue->ids()) known.emplace_back(finding);
    command.terminal.talk("entrepot: there is no event and no finding " + id +
                          suggestion(id, known));
    return Exit::bad_input;
}

}  // namespace

void addExplain(Menu& program) {
    auto id = std::make_shared<std::string>();
    Menu sub = program.command("explain", "Say what an event or a finding means",
                               "Example: entrepot explain EX-0107");
    sub.value("ID", *id, "EX-0107, segment-missing ...", {.required = true});
    sub.runs(id, explain);
}

}  // namespace entrepot::cli
