// entrepot translate: a file in another form, or in the model's own.
#include <fstream>

#include "adapters/cli/translation.h"
#include "mapping/json/model_text.h"

namespace entrepot::cli {
namespace {

struct Options {
    std::string file;
    std::string to;
    std::string partner;
    std::string output;
};

struct Content {
    exchange::InterchangeReport interchange;  // envelope facts
    exchange::MessageReport report;
    std::optional<model::BusinessDocument> document;
};

class Collector : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport& interchange, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        contents.push_back({{}, report, std::move(content)});
        contents.back().interchange.sender = interchange.sender;
        contents.back().interchange.receiver = interchange.receiver;
        contents.back().interchange.test = interchange.test;
    }
    void interchange(exchange::InterchangeReport report) override {
        findings.insert(findings.end(), report.findings.begin(), report.findings.end());
    }

    std::vector<Content> contents;
    std::vector<exchange::Finding> findings;
};

Result<std::string> written(const Translation& translation, const Content& content,
                            const Options& options, std::int64_t control) {
    if (options.to == "model") return mapping::JsonModelText(2).write(*content.document) + "\n";
    const auto format = mapping::parseFormat(options.to, translation.translator->grammars());
    if (!format)
        return fail(FailureKind::invalid,
                    "not a format: model, x12/850/004010, edifact/ORDERS/D96A, ubl/Order/2.1, "
                    "csv/order",
                    options.to);
    ports::WriteSettings settings;
    settings.format = *format;
    settings.sender = content.interchange.sender;
    settings.receiver = content.interchange.receiver;
    settings.interchange_control = settings.group_control = settings.message_control = control;
    settings.at = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    settings.test = content.interchange.test;
    settings.language = languageOfTerminal();
    const auto result = translation.translator->write(*content.document, settings);
    if (!result) return fail(result.error());
    return result->bytes;
}

bool standsAlone(const std::string& bytes) {  // several of these are not one file
    return bytes.starts_with("<") || bytes.starts_with("\xEF\xBB\xBF<");
}

Exit put(const Command& command, const Options& options, const std::string& bytes) {
    if (options.output.empty()) {
        command.terminal.data(bytes);
        return Exit::good;
    }
    std::ofstream out(options.output, std::ios::binary);
    out << bytes;
    out.close();
    if (out) return Exit::good;
    return command.terminal.fail({FailureKind::unavailable, "cannot be written", options.output});
}

Exit translate(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    auto source = mapping::fileSource(options.file);
    if (!source) return command.terminal.fail(source.error());
    Collector collector;
    const auto read =
        translation->translator->readStream(**source, translation->readSettings(), collector);
    if (!read) return command.terminal.fail(read.error());
    Exit worst = Exit::good;
    const auto tell = [&](const exchange::Finding& finding) {
        command.terminal.talk(findingLine(finding, translation->words));
        if (finding.severity >= exchange::Severity::error) worst = Exit::bad_input;
    };
    std::string all;
    std::int64_t control = 0;
    for (const exchange::Finding& finding : collector.findings) tell(finding);
    for (const Content& content : collector.contents) {
        for (const exchange::Finding& finding : content.report.findings) tell(finding);
        if (!content.document) continue;
        const auto bytes = written(*translation, content, options, ++control);
        if (!bytes) return command.terminal.fail(bytes.error());
        if (control > 1 && standsAlone(*bytes))
            return command.terminal.fail({FailureKind::invalid,
                                          "the file holds several messages, and this form has one "
                                          "a file; split it first",
                                          options.file});
        all += *bytes;
    }
    if (control == 0) return Exit::bad_input;
    return std::max(worst, put(command, options, all));
}

}  // namespace

void addTranslate(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub = program.command("translate", "Write a file in another form",
                               "Example: entrepot translate po.edi --to model");
    sub.value("FILE", options->file, "File to translate; - is standard input", {.required = true});
    sub.value("--to", options->to,
              "model, x12/850/004010, edifact/ORDERS/D96A, ubl/Order/2.1, csv/order",
              {.required = true, .type = "FORMAT"});
    sub.value("--partner", options->partner, "Read by the rules agreed with this partner");
    sub.value("-o,--output", options->output, "File to write; default: standard output");
    sub.runs(options, translate);
}

}  // namespace entrepot::cli
