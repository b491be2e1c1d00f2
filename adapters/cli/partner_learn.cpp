// entrepot partner learn: what a pile of a partner's files teaches, and a draft of its folder.
#include <filesystem>
#include <fstream>

#include "adapters/cli/file_list.h"
#include "adapters/cli/progress.h"
#include "adapters/cli/translation.h"
#include "mapping/learn/draft.h"
#include "mapping/learn/learner.h"
#include "mapping/learn/lesson_text.h"

namespace entrepot::cli {
namespace {

namespace fs = std::filesystem;
using namespace mapping::learn;

struct Options {
    std::vector<std::string> files;
    std::string partner;
    std::string folder;
    bool places = false;
};

Result<void> writeDraft(const fs::path& folder, const std::vector<DraftFile>& files) {
    for (const DraftFile& file : files) {
        const fs::path path = folder / file.path;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        if (fs::exists(path))
            return fail(FailureKind::conflict, "is there already; -o wants a folder without drafts",
                        path.string());
        std::ofstream out(path, std::ios::binary);
        out << file.text;
        if (!out.flush()) return fail(FailureKind::unavailable, "cannot be written", path.string());
    }
    return {};
}

void print(Terminal& terminal, const Lesson& lesson, bool places) {
    terminal.table(messageTable(lesson));
    const Table findings = findingTable(lesson);
    if (findings.size() > 1) {
        terminal.line("");
        terminal.table(findings);
    }
    if (!places) return;
    terminal.line("");
    terminal.table(placeTable(lesson));
}

Result<void> learnFiles(const Command& command, const std::vector<std::string>& files,
                        Learner& learner) {
    Progress progress(command.terminal, "learning", files);
    for (const std::string& file : files) {
        auto source = progress.open(file);
        if (!source) return entrepot::fail(source.error());
        if (const auto done = learner.learn(**source); !done) return done;
    }
    return {};
}

Exit learn(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    const auto files = filesOf(options.files);
    if (!files) return command.terminal.fail(files.error());
    Learner learner(*translation->translator, translation->readSettings());
    if (const auto done = learnFiles(command, *files, learner); !done)
        return command.terminal.fail(done.error());
    const Lesson& lesson = learner.lesson();
    if (command.json)
        command.terminal.line(lessonJson(lesson));
    else
        print(command.terminal, lesson, options.places);
    if (options.folder.empty()) return Exit::good;
    const std::vector<DraftFile> drafts =
        draftOf(lesson, options.partner.empty() ? "new" : options.partner, translation->partner);
    if (const auto done = writeDraft(options.folder, drafts); !done)
        return command.terminal.fail(done.error());
    for (const DraftFile& file : drafts)
        command.terminal.talk("drafted " + (fs::path(options.folder) / file.path).string());
    return Exit::good;
}

}  // namespace

void addPartnerLearn(Menu& group) {
    auto options = std::make_shared<Options>();
    Menu sub = group.command(
        "learn", "Draft a partner's differences from its files",
        "Counts what is in the files and what is wrong with it. With -o it writes a partner's\n"
        "folder that would accept them: grammars' differences, severities, identities. Review it\n"
        "line by line before it goes into partners/. DRAFT in the table says what is done about a\n"
        "finding: grammar, severity (every message has it), review (some have it: tell the\n"
        "partner), - (it refuses nothing).\n"
        "Example: entrepot partner learn inbox/*.edi --partner northwind -o /tmp/northwind");
    sub.values("FILES", options->files,
               "Files of the partner and folders of them, of any number and size",
               {.required = true});
    sub.value("--partner", options->partner,
              "Read by what is agreed with it; only what that lacks is drafted");
    sub.value("-o,--output", options->folder, "Folder to write the draft to");
    sub.flag("--places", options->places, "Also print every segment with its qualifiers");
    sub.runs(options, learn);
}

}  // namespace entrepot::cli
