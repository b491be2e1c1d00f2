// Finds where interchanges begin in a payload, and what stands around them.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "core/base/result.h"
#include "mapping/syntax/scan/byte_window.h"

namespace entrepot::mapping {

struct InterchangeStart {
    bool found = false;
    std::uint64_t offset = 0;        // of the start, or of the end of the payload
    std::uint64_t noise_offset = 0;  // of the first byte that is neither blank nor the start
    std::string noise;               // its first bytes; empty when there is nothing but blanks
};

// Looks from `from` on for one of `marks` (all of one length) where `accept` agrees; `accept` gets
// what is there from the mark on, at least `ahead` bytes unless the payload ends. The window keeps
// only what is ahead.
template <class Accept>
Result<InterchangeStart> findInterchange(ByteWindow& window, std::uint64_t from, std::size_t ahead,
                                         std::string_view mark, const Accept& accept);

// True when `bytes` lie in the window from `offset` on; reads more as needed.
Result<bool> need(ByteWindow& window, std::uint64_t offset, std::size_t bytes);

// The first offset from `offset` on where something else than blanks stands, or the end.
Result<std::uint64_t> skipBlanks(ByteWindow& window, std::uint64_t offset);

inline constexpr std::size_t noise_kept = 40;

template <class Accept>
Result<InterchangeStart> findInterchange(ByteWindow& window, std::uint64_t from, std::size_t ahead,
                                         std::string_view mark, const Accept& accept) {
    InterchangeStart start;
    std::uint64_t at = from;
    for (;;) {
        const auto there = need(window, at, ahead);
        if (!there) return fail(there.error());
        if (start.noise.empty()) {
            const auto behind = skipBlanks(window, at);
            if (!behind) return fail(behind.error());
            at = start.noise_offset = *behind;
            window.keepFrom(at);
            if (const auto again = need(window, at, ahead); !again) return fail(again.error());
        }
        const std::string_view bytes = window.view(at, window.end());
        const std::size_t hit = bytes.find(mark);
        const std::size_t clear =
            hit == bytes.npos ? bytes.size() - std::min(bytes.size(), mark.size()) : hit;
        const bool at_end = bytes.size() < ahead;
        const std::size_t noise_bytes = hit == bytes.npos && at_end ? bytes.size() : clear;
        if (start.noise.size() < noise_kept)
            start.noise += bytes.substr(0, std::min(noise_bytes, noise_kept - start.noise.size()));
        if (hit == bytes.npos) {
            if (at_end) {
                start.offset = window.end();
                return start;
            }
            at += clear;
            window.keepFrom(at);
            continue;
        }
        at += hit;
        const auto enough = need(window, at, ahead);
        if (!enough) return fail(enough.error());
        if (accept(window.view(at, window.end()))) {
            start.found = true;
            start.offset = at;
            return start;
        }
        if (start.noise.size() < noise_kept) start.noise += *window.at(at);
        ++at;
        window.keepFrom(at);
    }
}

}  // namespace entrepot::mapping
