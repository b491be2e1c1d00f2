#include "tests/e2e/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <stdexcept>
#include <utility>

namespace entrepot::test {
namespace {

const auto began = std::chrono::system_clock::now();  // of the tests, the same for every child
const char* const program = "bin/entrepot";

[[noreturn]] void become(const ChildProcess::Start& start, int output) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    if (!start.log.empty()) {
        const int log = ::open(start.log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (log >= 0) ::dup2(log, STDERR_FILENO);
    }
    for (const auto& [name, value] : livingOn(test_day)) ::setenv(name.c_str(), value.c_str(), 1);
    for (const auto& [name, value] : start.environment) ::setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> arguments{const_cast<char*>(program)};
    for (const std::string& argument : start.arguments)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    ::execv(program, arguments.data());
    ::_exit(127);
}

}  // namespace

std::map<std::string, std::string> livingOn(Day day) {
    const auto ahead =
        std::chrono::floor<std::chrono::seconds>(day + std::chrono::hours(8) - began);
    return {{"ENTREPOT_CLOCK_AHEAD_S", std::to_string(ahead.count())}};
}

ChildProcess::ChildProcess(const Start& start) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe");
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ == 0) become(start, ends[1]);
    ::close(ends[1]);
    output_ = ends[0];
}

ChildProcess::~ChildProcess() {
    if (!exit_) {
        signal(SIGKILL);
        wait();
    }
    ::close(output_);
}

std::optional<std::string> ChildProcess::readLine() {
    for (;;) {
        const auto end = buffer_.find('\n');
        if (end != std::string::npos) {
            std::string line = buffer_.substr(0, end);
            buffer_.erase(0, end + 1);
            return line;
        }
        char chunk[4096];
        const ssize_t got = ::read(output_, chunk, sizeof chunk);
        if (got > 0) {
            buffer_.append(chunk, static_cast<std::size_t>(got));
            continue;
        }
        if (buffer_.empty()) return std::nullopt;
        return std::exchange(buffer_, {});
    }
}

std::optional<std::string> ChildProcess::readUntil(const std::string& prefix) {
    while (auto line = readLine())
        if (line->starts_with(prefix)) return line->substr(prefix.size());
    return std::nullopt;
}

std::string ChildProcess::readAll() {
    std::string all;
    while (auto line = readLine()) all += *line + "\n";
    return all;
}

void ChildProcess::signal(int number) const {
    ::kill(pid_, number);
}

int ChildProcess::wait() {
    if (exit_) return *exit_;
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    exit_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return *exit_;
}

}  // namespace entrepot::test
