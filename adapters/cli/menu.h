// The command line as a tree: groups, commands, their options and help; and which one a line names.
//
//     Menu keys = program.group("key", "Add, list or revoke API keys");
//     Menu add = keys.command("add", "Make a key and print it once", "Example: ...");
//     add.value("NAME", options->name, "What to call it", {.required = true});
//     add.runs(options, addKeyTo);
//
// CLI11 does the work and is known to menu.cpp alone: what includes it takes 5 s more to compile.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/cli/terminal.h"

namespace CLI {
class App;
}

namespace entrepot::cli {

struct Command;
using Action = std::function<Exit(Command&)>;

struct ValueRules {
    bool required = false;
    bool show_default = false;        // in the help: what the variable holds now
    std::string type;                 // in the help; empty = TEXT
    std::string environment;          // where it may come from when the line has none
    std::vector<std::string> one_of;  // empty = anything
};

// One command or group. Copies name the same one; all end with their CommandLine.
class Menu {
public:
    Menu group(const std::string& name, const std::string& about);  // a line must go on in it
    // `help` comes below the options and has an example.
    Menu command(const std::string& name, const std::string& about, const std::string& help);

    // "NAME" is known by its place, "--name" or "-n,--name" by its name. The variable is written
    // when a line is parsed.
    void value(const std::string& name, std::string& variable, const std::string& about,
               const ValueRules& rules = {});
    void values(const std::string& name, std::vector<std::string>& variable,
                const std::string& about, const ValueRules& rules = {});
    void flag(const std::string& name, bool& variable, const std::string& about);

    void runs(Action action);
    // As work(command, *options); the options live as long as the menu.
    template <class Options, class Work>
    void runs(std::shared_ptr<Options> options, Work work) {
        runs([options = std::move(options), work](Command& command) {
            return work(command, *options);
        });
    }

private:
    friend class CommandLine;
    Menu(CLI::App& app, Action& chosen) : app_(&app), chosen_(&chosen) {}

    CLI::App* app_;
    Action* chosen_;
};

class CommandLine {
public:
    CommandLine(const std::string& about, const std::string& help);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    // The whole program. Its options may stand anywhere in a line.
    Menu menu() { return {*app_, chosen_}; }

    // What the line asks for, be it help; otherwise why it was not understood.
    Result<Action> parse(int argument_count, const char* const* arguments);

private:
    std::unique_ptr<CLI::App> app_;
    Action chosen_;
};

}  // namespace entrepot::cli
