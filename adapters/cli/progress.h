// How far long work over files is: one line on standard error that replaces itself, on a terminal
// only. Counts bytes, because one file may be most of the work.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/cli/terminal.h"
#include "mapping/syntax/source.h"

namespace entrepot::cli {

class Progress {
public:
    // Borrows the terminal. `work` is what is done: "learning".
    Progress(Terminal& terminal, std::string work, const std::vector<std::string>& files);
    ~Progress();  // takes the line away
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // The file's bytes, counted while they are read.
    Result<std::unique_ptr<mapping::ByteSource>> open(const std::string& file);

private:
    friend class CountedSource;
    void add(std::uint64_t bytes);
    void show();

    Terminal& terminal_;
    std::string work_;
    std::size_t files_;
    std::size_t opened_ = 0;
    std::uint64_t bytes_ = 0;
    std::uint64_t bytes_all_ = 0;  // 0: not known, as of standard input
    std::chrono::steady_clock::time_point shown_;
};

}  // namespace entrepot::cli
