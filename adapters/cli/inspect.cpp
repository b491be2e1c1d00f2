// entrepot inspect: what a file is, from its envelopes; fast, because nothing else is read.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/translation.h"

namespace entrepot::cli {
namespace {

using exchange::EnvelopeParty;
using exchange::GroupReport;
using exchange::InterchangeReport;
using exchange::MessageReport;

std::string partyText(const EnvelopeParty& party) {
    return party.qualifier.empty() ? party.id : party.qualifier + ":" + party.id;
}

boost::json::object jsonOf(const InterchangeReport& report) {
    boost::json::array groups;
    for (const GroupReport& group : report.groups) {
        boost::json::array messages;
        for (const MessageReport& message : group.messages)
            messages.push_back({{"format", message.format.text()},
                                {"control", message.control},
                                {"offset", message.offset},
                                {"length", message.length},
                                {"segments", message.segments}});
        groups.push_back({{"functional_id", group.functional_id},
                          {"control", group.control},
                          {"version", group.version},
                          {"messages", std::move(messages)}});
    }
    return {{"syntax", report.syntax},
            {"version", report.version},
            {"sender", partyText(report.sender)},
            {"receiver", partyText(report.receiver)},
            {"control", report.control},
            {"test", report.test},
            {"groups", std::move(groups)}};
}

void print(Terminal& terminal, const InterchangeReport& report) {
    terminal.line(report.syntax + " " + report.version + "  " + partyText(report.sender) + " -> " +
                  partyText(report.receiver) + "  control " + report.control +
                  (report.test ? "  test" : ""));
    for (const GroupReport& group : report.groups) {
        if (!group.functional_id.empty())
            terminal.line("  group " + group.functional_id + " " + group.version + "  control " +
                          group.control);
        for (const MessageReport& message : group.messages)
            terminal.line("    " + message.format.text() + "  control " + message.control +
                          "  byte " + std::to_string(message.offset) + ", " +
                          std::to_string(message.length) + " bytes, " +
                          std::to_string(message.segments) + " segments");
    }
    for (const exchange::Finding& finding : report.findings)
        terminal.line("  " + std::string(nameOf(finding.severity)) + "  " + finding.id);
}

class Collector : public mapping::InterchangeHandler {
public:
    mapping::Flow message(MessageReport&, const mapping::Grammar*, mapping::Tree&) override {
        return mapping::Flow::go_on;
    }
    mapping::Flow interchangeEnds(InterchangeReport& report) override {
        reports.push_back(report);
        return mapping::Flow::go_on;
    }

    std::vector<InterchangeReport> reports;
};

// Only the head is looked at when nothing of it can be read.
Result<std::string> kindOf(const std::string& file) {
    auto bytes = readInput(file, std::size_t{1} << 30);
    if (!bytes) return fail(bytes.error());
    const mapping::Inspection inspection = mapping::inspect(*bytes);
    return std::string(nameOf(inspection.kind)) + ": " + inspection.reason;
}

Exit inspect(const Command& command, const std::string& file) {
    auto translation = openTranslation(command, "");
    if (!translation) return command.terminal.fail(translation.error());
    auto source = mapping::fileSource(file);
    if (!source) return command.terminal.fail(source.error());
    Collector collector;
    const auto read =
        translation->translator->readTrees(**source, {.headers_only = true}, collector);
    if (!read) return command.terminal.fail(read.error());
    const bool known = !collector.reports.empty() && !collector.reports.front().syntax.empty();
    if (!known) {
        const auto kind = file == "-" ? Result<std::string>("not recognised") : kindOf(file);
        command.terminal.talk("entrepot: " + (kind ? *kind : describe(kind.error())) + " (" + file +
                              ")");
        return Exit::bad_input;
    }
    boost::json::array array;
    for (const InterchangeReport& report : collector.reports)
        command.json ? array.push_back(jsonOf(report)) : print(command.terminal, report);
    if (command.json) command.terminal.line(boost::json::serialize(array));
    return Exit::good;
}

}  // namespace

void addInspect(Menu& program) {
    auto file = std::make_shared<std::string>();
    Menu sub = program.command("inspect", "Say what a file is: syntax, parties, messages",
                               "Example: entrepot inspect po.edi");
    sub.value("FILE", *file, "File to look at; - is standard input", {.required = true});
    sub.runs(file, inspect);
}

}  // namespace entrepot::cli
