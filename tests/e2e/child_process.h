// The real program as a child: started with its own environment, read line by line, killed at will.
#pragma once
#include <sys/types.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace entrepot::test {

class ChildProcess {
public:
    struct Start {
        std::vector<std::string> arguments;              // without the program
        std::map<std::string, std::string> environment;  // added to ours
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
