// entrepot inspect: what a file is, from its envelopes; fast, because nothing else is read.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/translation.h"
#include "mapping/payload.h"

namespace entrepot::cli {
namespace {

using exchange::EnvelopeParty;
using exchange::GroupReport;
using exchange::InterchangeReport;
using exchange::MessageReport;

std::string partyText(const EnvelopeParty& party) {
    return party.qualifier.empty() ? party.id : party.qualifier + ":" + party.id;
}

// The first message's, which stands for the others.
std::string formatOf(const InterchangeReport& report) {
    if (report.groups.empty() || report.groups.front().messages.empty()) return {};
    return report.groups.front().messages.front().format.text();
}

boost::json::array groupsOf(const InterchangeReport& report) {
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
    return groups;
}

boost::json::array findingsOf(const InterchangeReport& report) {
    boost::json::array findings;
    for (const exchange::Finding& finding : report.findings)
        findings.push_back({{"id", finding.id}, {"severity", nameOf(finding.severity)}});
    return findings;
}

boost::json::object jsonOf(const InterchangeReport& report, bool all) {
    boost::json::object object{{"syntax", report.syntax},
                               {"version", report.version},
                               {"sender", partyText(report.sender)},
                               {"receiver", partyText(report.receiver)},
                               {"control", report.control},
                               {"test", report.test},
                               {"first", formatOf(report)},
                               {"findings", findingsOf(report)}};
    if (all) object["groups"] = groupsOf(report);
    return object;
}

void printGroups(Terminal& terminal, const InterchangeReport& report) {
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
}

void print(Terminal& terminal, const InterchangeReport& report, bool all) {
    terminal.line(report.syntax + " " + report.version + "  " + partyText(report.sender) + " -> " +
                  partyText(report.receiver) + "  control " + report.control +
                  (report.test ? "  test" : ""));
    if (all)
        printGroups(terminal, report);
    else if (!formatOf(report).empty())
        terminal.line("  begins with " + formatOf(report));
    for (const exchange::Finding& finding : report.findings)
        terminal.line("  " + std::string(nameOf(finding.severity)) + "  " + finding.id);
}

struct Options {
    std::string file;
    bool all = false;
};

bool isKnown(const mapping::PayloadSummary& summary) {
    return !summary.interchanges.empty() && !summary.interchanges.front().syntax.empty();
}

Exit inspect(const Command& command, const Options& options) {
    auto translation = openTranslation(command, "");
    if (!translation) return command.terminal.fail(translation.error());
    auto source = mapping::fileSource(options.file);
    if (!source) return command.terminal.fail(source.error());
    const auto summary = options.all ? mapping::inspectPayload(*translation->translator, **source)
                                     : mapping::inspectHeader(*translation->translator, **source);
    if (!summary) return command.terminal.fail(summary.error());
    if (!isKnown(*summary)) {
        const mapping::Inspection& seen = summary->inspection;
        command.terminal.talk("entrepot: " + std::string(nameOf(seen.kind)) + ": " + seen.reason +
                              " (" + options.file + ")");
        return Exit::bad_input;
    }
    boost::json::array array;
    for (const InterchangeReport& report : summary->interchanges)
        command.json ? array.push_back(jsonOf(report, options.all))
                     : print(command.terminal, report, options.all);
    if (command.json) command.terminal.line(boost::json::serialize(array));
    return Exit::good;
}

}  // namespace

void addInspect(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub = program.command(
        "inspect", "Say what a file is: syntax, version, parties, control number",
        "Looks at the first 64 kilobytes of a file of any size; --all goes through all of it.\n"
        "Example: entrepot inspect po.edi");
    sub.value("FILE", options->file, "File to look at; - is standard input", {.required = true});
    sub.flag("--all", options->all, "Every interchange, group and message, with place and size");
    sub.runs(options, inspect);
}

}  // namespace entrepot::cli
