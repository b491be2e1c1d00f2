// entrepot translate: a file in another form, or in the model's own.
#include <filesystem>
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

bool standsAlone(const std::string& bytes) {  // several of these are not one file
    return bytes.starts_with("<") || bytes.starts_with("\xEF\xBB\xBF<");
}

// Message by message: what is written leaves at once, so a file of any size needs little memory.
// Only a form that has one message a file is held back until it is known to be the only one.
class Rewriter : public ports::TranslationSink {
public:
    Rewriter(const Command& command, const Options& options, const Translation& translation)
        : command_(command), options_(options), translation_(translation) {}

    // False: the failure says why.
    bool open() {
        if (options_.to != "model") {
            format_ = mapping::parseFormat(options_.to, translation_.translator->grammars());
            if (!format_)
                failure_ = {FailureKind::invalid,
                            "not a format: model, x12/850/004010, edifact/ORDERS/D96A, "
                            "ubl/Order/2.1, csv/order",
                            options_.to};
        }
        if (!failure_ && !options_.output.empty()) {
            file_.open(options_.output, std::ios::binary);
            if (!file_) failure_ = cannotWrite();
        }
        return !failure_;
    }

    void message(const exchange::InterchangeReport& interchange, const exchange::GroupReport&,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override {
        for (const exchange::Finding& finding : report.findings) tell(finding);
        if (!content || failure_) return;
        ++written_;
        auto bytes = write(interchange, *content);
        if (!bytes) {
            failure_ = bytes.error();
        } else if (written_ > 1 && (standsAlone(*bytes) || !held_.empty())) {
            failure_ = {FailureKind::invalid,
                        "the file holds several messages, and this form has one a file; split it "
                        "first",
                        options_.file};
        } else if (standsAlone(*bytes)) {
            held_ = std::move(*bytes);
        } else {
            put(*bytes);
        }
    }

    void interchange(exchange::InterchangeReport report) override {
        for (const exchange::Finding& finding : report.findings) tell(finding);
    }

    void stop(Failure failure) {
        if (!failure_) failure_ = std::move(failure);
    }

    Exit finish() {
        if (!failure_ && !held_.empty()) put(held_);
        if (file_.is_open()) {
            file_.close();
            if (!file_ && !failure_) failure_ = cannotWrite();
        }
        if (failure_) {
            std::error_code ignored;
            if (!options_.output.empty()) std::filesystem::remove(options_.output, ignored);
            return command_.terminal.fail(*failure_);
        }
        return written_ == 0 ? Exit::bad_input : worst_;
    }

private:
    Failure cannotWrite() const {
        return {FailureKind::unavailable, "cannot be written", options_.output};
    }

    void tell(const exchange::Finding& finding) {
        command_.terminal.talk(findingLine(finding, translation_.words));
        if (finding.severity >= exchange::Severity::error) worst_ = Exit::bad_input;
    }

    Result<std::string> write(const exchange::InterchangeReport& interchange,
                              const model::BusinessDocument& document) const {
        if (!format_) return mapping::JsonModelText(2).write(document) + "\n";
        ports::WriteSettings settings;
        settings.format = *format_;
        settings.partner = translation_.partner;
        settings.sender = interchange.sender;
        settings.receiver = interchange.receiver;
        settings.interchange_control = settings.group_control = settings.message_control = written_;
        settings.at =
            std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
        settings.test = interchange.test;
        settings.language = languageOfTerminal();
        auto result = translation_.translator->write(document, settings);
        if (!result) return fail(result.error());
        return std::move(result->bytes);
    }

    void put(const std::string& bytes) {
        if (options_.output.empty()) {
            command_.terminal.data(bytes);
        } else {
            file_ << bytes;
        }
    }

    const Command& command_;
    const Options& options_;
    const Translation& translation_;
    std::optional<exchange::MessageFormat> format_;  // none: the model's own form
    std::ofstream file_;
    std::string held_;
    std::int64_t written_ = 0;
    std::optional<Failure> failure_;
    Exit worst_ = Exit::good;
};

Exit translate(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    auto source = mapping::fileSource(options.file);
    if (!source) return command.terminal.fail(source.error());
    Rewriter rewriter(command, options, *translation);
    if (!rewriter.open()) return rewriter.finish();
    const auto read =
        translation->translator->readStream(**source, translation->readSettings(), rewriter);
    if (!read) rewriter.stop(read.error());
    return rewriter.finish();
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
    sub.value("--partner", options->partner,
              "Read and write by the rules agreed with this partner");
    sub.value("-o,--output", options->output, "File to write; default: standard output");
    sub.runs(options, translate);
}

}  // namespace entrepot::cli
