#include <csignal>
#include <cstdio>
#include <exception>

#include "adapters/cli/command.h"

int main(int argument_count, char** arguments) {
    std::signal(SIGPIPE, SIG_IGN);
    entrepot::cli::Terminal terminal(stdout, stderr);
    try {
        return static_cast<int>(entrepot::cli::runProgram(argument_count, arguments, terminal));
    } catch (const std::exception& problem) {
        terminal.talk(std::string("entrepot: unexpected: ") + problem.what());
        return static_cast<int>(entrepot::cli::Exit::world_failed);
    }
}
