// entrepot acknowledge: the TA1, 997, 999 or CONTRL that a file deserves.

#include "adapters/cli/translation.h"

namespace entrepot::cli {
namespace {

struct Options {
    std::string file;
    std::string partner;
};

class Collector : public ports::TranslationSink {
public:
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport&, std::optional<model::BusinessDocument>) override {}
    void interchange(exchange::InterchangeReport report) override {
        reports.push_back(std::move(report));
    }

    std::vector<exchange::InterchangeReport> reports;
};

// Back to who sent it, from whom it was sent to.
ports::WriteSettings settingsFor(const exchange::InterchangeReport& report, std::int64_t control) {
    ports::WriteSettings settings;
    settings.sender = report.receiver;
    settings.receiver = report.sender;
    settings.interchange_control = settings.group_control = settings.message_control = control;
    settings.at = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    settings.test = report.test;
    return settings;
}

Exit acknowledge(const Command& command, const Options& options) {
    const auto translation = openTranslation(command, options.partner);
    if (!translation) return command.terminal.fail(translation.error());
    const auto settings = translation->readSettings();
    const auto bytes = readInput(options.file, settings.limits.body_bytes_max);
    if (!bytes) return command.terminal.fail(bytes.error());
    Collector collector;
    const auto read = translation->translator->read(*bytes, settings, collector);
    if (!read) return command.terminal.fail(read.error());
    std::int64_t control = 0;
    for (const exchange::InterchangeReport& report : collector.reports) {
        const auto made =
            translation->translator->acknowledge(report, settingsFor(report, control + 1));
        if (!made) return command.terminal.fail(made.error());
        if (!*made) continue;
        ++control;
        command.terminal.data((*made)->bytes);
    }
    if (control == 0) command.terminal.talk("entrepot: nothing here asks for an acknowledgement");
    return control == 0 ? Exit::bad_input : Exit::good;
}

}  // namespace

void addAcknowledge(Menu& program) {
    auto options = std::make_shared<Options>();
    Menu sub = program.command("acknowledge", "Write the TA1, 997, 999 or CONTRL a file deserves",
                               "Example: entrepot acknowledge po.edi > 997.edi");
    sub.value("FILE", options->file, "File to acknowledge; - is standard input",
              {.required = true});
    sub.value("--partner", options->partner, "Judge by the rules agreed with this partner");
    sub.runs(options, acknowledge);
}

}  // namespace entrepot::cli
