#include "adapters/cli/menu.h"

#include <CLI/CLI.hpp>

#include "adapters/cli/command.h"
#include "core/base/check.h"

namespace entrepot::cli {
namespace {

void apply(const ValueRules& rules, CLI::Option& option) {
    option.required(rules.required);
    if (rules.show_default) option.capture_default_str();
    if (!rules.type.empty()) option.type_name(rules.type);
    if (!rules.environment.empty()) option.envname(rules.environment);
    if (!rules.one_of.empty()) option.check(CLI::IsMember(rules.one_of));
}

Action showing(std::string help) {
    return [help = std::move(help)](Command& command) {
        command.terminal.data(help);
        return Exit::good;
    };
}

}  // namespace

Menu Menu::group(const std::string& name, const std::string& about) {
    CLI::App* group = app_->add_subcommand(name, about);
    group->require_subcommand(1);
    return {*group, *chosen_};
}

Menu Menu::command(const std::string& name, const std::string& about, const std::string& help) {
    CLI::App* command = app_->add_subcommand(name, about);
    command->footer("\n" + help);
    return {*command, *chosen_};
}

void Menu::value(const std::string& name, std::string& variable, const std::string& about,
                 const ValueRules& rules) {
    apply(rules, *app_->add_option(name, variable, about));
}

void Menu::values(const std::string& name, std::vector<std::string>& variable,
                  const std::string& about, const ValueRules& rules) {
    apply(rules, *app_->add_option(name, variable, about));
}

void Menu::flag(const std::string& name, bool& variable, const std::string& about) {
    app_->add_flag(name, variable, about);
}

void Menu::runs(Action action) {
    app_->callback([chosen = chosen_, action = std::move(action)] { *chosen = action; });
}

CommandLine::CommandLine(const std::string& about, const std::string& help)
    : app_(std::make_unique<CLI::App>(about, "entrepot")) {
    app_->footer("\n" + help);
    app_->require_subcommand(1);
    app_->fallthrough();
}

CommandLine::~CommandLine() = default;

Result<Action> CommandLine::parse(int argument_count, const char* const* arguments) {
    try {
        app_->parse(argument_count, arguments);
    } catch (const CLI::CallForHelp&) {
        return showing(app_->help());
    } catch (const CLI::ParseError& problem) {
        return fail(FailureKind::invalid, problem.what());
    }
    check(chosen_ != nullptr, "every command says what it runs");
    return chosen_;
}

}  // namespace entrepot::cli
