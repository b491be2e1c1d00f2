// Finds the service characters of an interchange, 64 bytes at a time.
//
//   bytes    P O 1 * 1 * 4 8 * E A ~ P I D * F ~
//   at             3   5     8     11      15  17     positions of delimiters
//   ends                           3            5     which of them end a segment
//
// A released character is left out; the acting release itself is in `at`, so that whoever takes
// the token knows that it holds one. AVX-512, AVX2 or SSE2, whichever the machine has.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "mapping/syntax/service_characters.h"

namespace entrepot::mapping {

struct DelimiterIndex {
    std::vector<std::uint32_t> at;    // only the first at_count are set
    std::vector<std::uint32_t> ends;  // into `at`; only the first ends_count are set
    std::size_t at_count = 0;
    std::size_t ends_count = 0;
    // A control character other than CR and LF, or a byte above ASCII, was seen.
    bool unusual_bytes = false;
};

// `best` is the fastest this machine has; the others are for tests, which compare them.
enum class ScanKernel : std::uint8_t { best, middle, narrow, portable };

class DelimiterIndexer {
public:
    explicit DelimiterIndexer(const ServiceCharacters& characters,
                              ScanKernel kernel = ScanKernel::best);
    // From here on the bytes are of a set where a byte of 0x81 and above takes the next with it:
    // no delimiter is found in a second byte (GB18030 has "~", "^" and "|" there).
    void expectDoubleBytes() { state_.double_bytes = true; }

    // Appends what lies in data[from, to). Positions count from `data`. Ranges follow each other.
    void append(const char* data, std::uint32_t from, std::uint32_t to, DelimiterIndex& index);

    // What the kernels need; here because they are free functions.
    struct State {
        ServiceCharacters characters;
        bool release_open = false;  // the last byte was an acting release
        bool double_bytes = false;
        bool pair_open = false;  // the last byte was the first of two
    };

private:
    State state_;
    ScanKernel kernel_;
};

// Counts the bytes equal to `wanted`: the memory-bound scan that benches compare with.
std::size_t countBytes(const char* data, std::size_t size, char wanted);

}  // namespace entrepot::mapping
