#include "adapters/cli/validate_summary.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <filesystem>
#include <map>

#include "adapters/cli/progress.h"

namespace entrepot::cli {
namespace {

using exchange::Severity;
using exchange::Verdict;

struct FindingCount {
    Severity severity = Severity::note;
    std::uint64_t count = 0;
};

struct Summary {
    std::uint64_t messages = 0;
    std::uint64_t refused = 0;  // of them
    Verdict verdict = Verdict::accepted;
    std::map<std::string, FindingCount> findings;

    void add(const std::string& id, FindingCount more) {
        FindingCount& known = findings[id];
        known.severity = std::max(known.severity, more.severity);
        known.count += more.count;
    }
    void add(const std::vector<exchange::Finding>& more) {
        for (const exchange::Finding& finding : more) add(finding.id, {finding.severity, 1});
    }
};

struct FolderSummary {
    std::uint64_t files = 0;
    std::uint64_t verdicts[3] = {};  // by Verdict
    Summary all;
};

struct Summaries {
    std::map<std::string, Summary> files;
    std::map<std::string, FolderSummary> folders;

    void add(const std::string& file, Summary summary) {
        FolderSummary& folder = folders[std::filesystem::path(file).parent_path().string() + "/"];
        ++folder.files;
        ++folder.verdicts[static_cast<std::size_t>(summary.verdict)];
        for (const auto& [id, found] : summary.findings) folder.all.add(id, found);
        files[file] = std::move(summary);
    }
};

class Counter : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report, std::optional<model::BusinessDocument>) override {
        ++summary.messages;
        if (report.verdict == Verdict::refused) ++summary.refused;
        summary.verdict = worse(summary.verdict, report.verdict);
        summary.add(report.findings);
    }
    void interchange(exchange::InterchangeReport report) override {
        summary.verdict = worse(summary.verdict, report.verdict);
        summary.add(report.findings);
        for (const exchange::GroupReport& group : report.groups) {
            summary.verdict = worse(summary.verdict, group.verdict);
            summary.add(group.findings);
        }
    }
    Summary summary;
};

std::string_view textOf(Verdict verdict) {
    switch (verdict) {
        case Verdict::accepted:
            return "accepted";
        case Verdict::accepted_with_errors:
            return "accepted with errors";
        case Verdict::refused:
            break;
    }
    return "refused";
}

// What decided the verdict: the worst first, then the most frequent; notes are left out.
std::string whyOf(const Summary& summary) {
    std::vector<std::pair<std::string, FindingCount>> findings;
    for (const auto& each : summary.findings)
        if (each.second.severity >= Severity::warning) findings.push_back(each);
    std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
        return std::pair(a.second.severity, a.second.count) >
               std::pair(b.second.severity, b.second.count);
    });
    std::string text;
    for (const auto& [id, found] : findings)
        text += (text.empty() ? "" : " ") + std::string(nameOf(found.severity).substr(0, 1)) + ":" +
                id + ":" + std::to_string(found.count);
    return text.empty() ? "-" : text;
}

void print(const Command& command, const Summaries& summaries) {
    std::vector<std::vector<std::string>> rows{{"FILE", "VERDICT", "MESSAGES", "REFUSED", "WHY"}};
    for (const auto& [file, summary] : summaries.files)
        rows.push_back({file, std::string(textOf(summary.verdict)),
                        std::to_string(summary.messages), std::to_string(summary.refused),
                        whyOf(summary)});
    command.terminal.table(rows);
    rows.assign({{"FOLDER", "FILES", "ACCEPTED", "WITH ERRORS", "REFUSED", "WHY"}});
    for (const auto& [folder, summary] : summaries.folders)
        rows.push_back({folder, std::to_string(summary.files), std::to_string(summary.verdicts[0]),
                        std::to_string(summary.verdicts[1]), std::to_string(summary.verdicts[2]),
                        whyOf(summary.all)});
    command.terminal.line("");
    command.terminal.table(rows);
}

void printJson(const Command& command, const Summaries& summaries) {
    boost::json::array all;
    for (const auto& [file, summary] : summaries.files) {
        boost::json::object findings;
        for (const auto& [id, found] : summary.findings) findings[id] = found.count;
        all.push_back({{"file", file},
                       {"verdict", textOf(summary.verdict)},
                       {"messages", summary.messages},
                       {"refused", summary.refused},
                       {"findings", std::move(findings)}});
    }
    command.terminal.line(boost::json::serialize(all));
}

Result<Summary> summaryOf(const Translation& translation, Progress& progress,
                          const std::string& file) {
    auto source = progress.open(file);
    if (!source) return fail(source.error());
    Counter counter;
    const auto read =
        translation.translator->readStream(**source, translation.readSettings(), counter);
    if (!read) return fail(read.error());
    return std::move(counter.summary);
}

Result<Summaries> read(const Command& command, const Translation& translation,
                       const std::vector<std::string>& files) {
    Progress progress(command.terminal, "validating", files);
    Summaries summaries;
    for (const std::string& file : files) {
        auto summary = summaryOf(translation, progress, file);
        if (!summary) return fail(summary.error());
        summaries.add(file, std::move(*summary));
    }
    return summaries;
}

}  // namespace

Exit summarise(const Command& command, const Translation& translation,
               const std::vector<std::string>& files) {
    const auto summaries = read(command, translation, files);
    if (!summaries) return command.terminal.fail(summaries.error());
    if (command.json)
        printJson(command, *summaries);
    else
        print(command, *summaries);
    const bool refused =
        std::any_of(summaries->files.begin(), summaries->files.end(),
                    [](const auto& each) { return each.second.verdict == Verdict::refused; });
    return refused ? Exit::bad_input : Exit::good;
}

}  // namespace entrepot::cli
