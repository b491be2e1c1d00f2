// entrepot validate: every finding of some files, by the partner's rules when one is named.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/file_list.h"
#include "adapters/cli/translation.h"
#include "adapters/cli/validate_summary.h"

namespace entrepot::cli {
namespace {

struct Options {
    std::vector<std::string> files;
    std::string partner;
    bool summary = false;
    std::string xsd;
};

// Prints while reading, so that a file of any size needs little memory.
class Printer : public ports::TranslationSink {
public:
    Printer(const Command& command, const mapping::CatalogueWords& words, std::string file)
        : command_(command), words_(words), file_(std::move(file)) {}

    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report, std::optional<model::BusinessDocument>) override {
        ++messages_;
        for (const exchange::Finding& finding : report.findings)
            print(finding, report.format.text() + " " + report.control);
        refused_ = refused_ || report.verdict == exchange::Verdict::refused;
    }
    void interchange(exchange::InterchangeReport report) override {
        for (const exchange::Finding& finding : report.findings) print(finding, "interchange");
        for (const exchange::GroupReport& group : report.groups)
            for (const exchange::Finding& finding : group.findings)
                print(finding, "group " + group.control);
        refused_ = refused_ || report.verdict == exchange::Verdict::refused;
    }

    bool refused() const { return refused_; }
    std::size_t messages() const { return messages_; }

private:
    void print(const exchange::Finding& finding, const std::string& where) {
        if (!command_.json) {
            command_.terminal.line(file_ + "  " + where + "  " + findingLine(finding, words_));
            return;
        }
        command_.terminal.line(boost::json::serialize(
            boost::json::object{{"file", file_},
                                {"in", where},
                                {"id", finding.id},
                                {"severity", nameOf(finding.severity)},
                                {"detail", words_.sentence(finding, languageOfTerminal())},
                                {"offset", finding.position.offset},
                                {"line", finding.position.line},
                                {"column", finding.position.column},
                                {"segment", finding.position.segment},
                                {"path", finding.position.path},
                                {"element", finding.position.element}}));
    }

    const Command& command_;
    const mapping::CatalogueWords& words_;
    const std::string file_;
    bool refused_ = false;
    std::size_t messages_ = 0;
};

Exit validateFile(const Command& command, const Translation& translation, const std::string& file) {
    auto source = mapping::fileSource(file);
    if (!source) return command.terminal.fail(source.error());
    Printer printer(command, translation.words, file);
    const auto read =
        translation.translator->readStream(**source, translation.readSettings(), printer);
    if (!read) return command.terminal.fail(read.error());
    command.terminal.talk(file + ": " + std::to_string(printer.messages()) + " messages, " +
                          (printer.refused() ? "refused" : "good"));
    return printer.refused() ? Exit::bad_input : Exit::good;
}

Exit validate(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    if (!options.xsd.empty())
        if (const auto used = translation->translator->useXsdFolder(options.xsd); !used)
            return command.terminal.fail(used.error());
    const auto files = filesOf(options.files);
    if (!files) return command.terminal.fail(files.error());
    if (options.summary) return summarise(command, *translation, *files);
    Exit worst = Exit::good;
    for (const std::string& file : *files)
        worst = std::max(worst, validateFile(command, *translation, file));
    return worst;
}

}  // namespace

void addValidate(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub =
        program.command("validate", "Print every finding; exit 1 when a document would be refused",
                        "Example: entrepot validate po.edi other.xml --partner northwind");
    sub.values("FILE", options->files, "Files and folders to check; - is standard input",
               {.required = true});
    sub.value("--partner", options->partner, "Check by the rules agreed with this partner");
    sub.flag("--summary", options->summary,
             "A row for each file and each folder: verdict, counts, findings (e: error ...)");
    sub.value("--xsd", options->xsd, "Validate XML by the schemas (*.xsd) of this folder as well",
              {.type = "DIR"});
    sub.runs(options, validate);
}

}  // namespace entrepot::cli
