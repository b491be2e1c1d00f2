// Where the program speaks: data to standard output, talk to standard error.
#pragma once
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace entrepot::cli {

enum class Exit : int {
    good = 0,
    bad_input = 1,     // the input is bad
    usage = 2,         // the command was not understood
    world_failed = 3,  // file, network, database
};

// What a failure means for whoever called the program.
Exit exitFor(const Failure& failure);

class Terminal {
public:
    Terminal(std::FILE* data, std::FILE* talk);

    void data(std::string_view bytes);  // as it is
    void line(std::string_view text);   // data, with a line end
    void talk(std::string_view text);   // a line for people
    Exit fail(const Failure& failure);  // says it and gives the exit code
    // A line for a person that the next status replaces, empty: takes it away. Nothing elsewhere.
    void status(std::string_view text);

    // Columns as wide as their longest entry; the first row is the head.
    void table(const std::vector<std::vector<std::string>>& rows);

    bool talksToPerson() const { return person_; }  // standard error is a terminal
    // Fails when what was written did not arrive: the disk is full.
    Result<void> flush();

private:
    std::FILE* data_;
    std::FILE* talk_;
    bool person_;
};

}  // namespace entrepot::cli
