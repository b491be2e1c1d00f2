// The real program as a child: started with its own environment, read line by line, killed at will.
#pragma once
#include <sys/types.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace entrepot::test {

// The day at whose morning the children's clock stands when the tests begin: a Monday.
const Day test_day = Day(std::chrono::year(2026) / 11 / 23);

// For the environment: the clock of a child that is to live on another day.
std::map<std::string, std::string> livingOn(Day day);

class ChildProcess {
public:
    struct Start {
        std::vector<std::string> arguments;              // without the program
        std::map<std::string, std::string> environment;  // added to ours, and test_day
        std::filesystem::path log;                       // standard error goes there; empty = ours
    };

    // The program under test, build/<preset>/bin/entrepot.
    explicit ChildProcess(const Start& start);
    ~ChildProcess();  // kills what still runs
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    // The next line of standard output; nothing at its end.
    std::optional<std::string> readLine();
    // Lines until one that starts with `prefix`; the rest of that line. Nothing when it never
    // comes.
    std::optional<std::string> readUntil(const std::string& prefix);
    std::string readAll();

    void signal(int number) const;
    // The exit code, or 128 + the signal's number.
    int wait();
    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string buffer_;
    std::optional<int> exit_;
};

}  // namespace entrepot::test
