#include "mapping/syntax/scan/delimiter_index.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#define ENTREPOT_X86 1
#endif

namespace entrepot::mapping {
namespace {

using State = DelimiterIndexer::State;
constexpr std::uint32_t block_bytes = 64;

// One bit a byte.
struct BlockMasks {
    std::uint64_t any;      // any service character
    std::uint64_t segment;  // terminators
    std::uint64_t release;
    std::uint64_t unusual;
};

// Which characters a release acts on; keeps the acting ones in `any`, takes the released out.
// `count` bytes of the block are there.
inline void undoReleased(BlockMasks& masks, std::uint32_t count, State& state) {
    std::uint64_t released = state.release_open ? 1 : 0;
    state.release_open = false;
    for (std::uint64_t rest = masks.release; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<std::uint32_t>(std::countr_zero(rest));
        if (released >> bit & 1) continue;
        if (bit + 1 == count) {
            state.release_open = true;
        } else {
            released |= std::uint64_t{1} << (bit + 1);
        }
    }
    masks.any &= ~released;
    masks.segment &= ~released;
}

// Takes out of the masks what is the second byte of a character. The four bytes of GB18030 are two
// pairs. A second byte below 0x40 is none: the first one is damaged then.
void undoSecondBytes(const char* data, std::uint32_t count, BlockMasks& masks, State& state) {
    std::uint64_t seconds = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto byte = static_cast<unsigned char>(data[i]);
        const bool second = std::exchange(state.pair_open, false);
        if (second && byte >= 0x40) {
            seconds |= std::uint64_t{1} << i;
        } else if (byte >= 0x81 && byte != 0xFF) {
            state.pair_open = true;
        }
    }
    masks.any &= ~seconds;
    masks.segment &= ~seconds;
    masks.release &= ~seconds;
}

inline void emit(BlockMasks masks, std::uint32_t base, std::uint32_t count, State& state,
                 DelimiterIndex& index) {
    if (masks.release != 0 || state.release_open) undoReleased(masks, count, state);
    index.unusual_bytes |= (masks.unusual & ~masks.any) != 0;
    std::uint32_t* const at = index.at.data() + index.at_count;
    for (std::uint64_t rest = masks.segment; rest != 0; rest &= rest - 1) {
        const std::uint64_t below = (rest & -rest) - 1;
        index.ends[index.ends_count++] =
            static_cast<std::uint32_t>(index.at_count) +
            static_cast<std::uint32_t>(std::popcount(masks.any & below));
    }
    // Eight at a time without asking: the room is there, and what is too much is overwritten.
    const auto found = static_cast<std::uint32_t>(std::popcount(masks.any));
    std::uint64_t rest = masks.any;
    for (std::uint32_t done = 0; done < found; done += 8) {
        for (std::uint32_t i = 0; i < 8; ++i) {
            at[done + i] = base + static_cast<std::uint32_t>(std::countr_zero(rest));
            rest &= rest - 1;
        }
    }
    index.at_count += found;
}

inline bool isUnusual(unsigned char byte) {
    return (byte < 0x20 || byte >= 0x80) && byte != '\r' && byte != '\n';
}

inline BlockMasks masksPortable(const char* data, const ServiceCharacters& characters) {
    BlockMasks masks{};
    for (std::uint32_t i = 0; i < block_bytes; ++i) {
        const char c = data[i];
        const std::uint64_t bit = std::uint64_t{1} << i;
        if (c == characters.segment) masks.segment |= bit;
        if (characters.release != '\0' && c == characters.release) masks.release |= bit;
        if (c == characters.segment || c == characters.element ||
            (characters.component != '\0' && c == characters.component) ||
            (characters.repetition != '\0' && c == characters.repetition))
            masks.any |= bit;
        if (isUnusual(static_cast<unsigned char>(c))) masks.unusual |= bit;
    }
    masks.any |= masks.release;
    return masks;
}

// The rest that does not fill a block.
void appendTail(const char* data, std::uint32_t from, std::uint32_t to, State& state,
                DelimiterIndex& index) {
    if (from == to) return;
    char block[block_bytes] = {};
    std::memcpy(block, data + from, to - from);
    BlockMasks masks = masksPortable(block, state.characters);
    const std::uint64_t there = (std::uint64_t{1} << (to - from)) - 1;
    masks.any &= there;
    masks.segment &= there;
    masks.release &= there;
    masks.unusual &= there;
    if (state.double_bytes) undoSecondBytes(block, to - from, masks, state);
    emit(masks, from, to - from, state, index);
}

#ifdef ENTREPOT_X86

char orSegment(char c, const ServiceCharacters& characters) {
    return c == '\0' ? characters.segment : c;
}

[[gnu::target("avx2,bmi,popcnt")]] std::uint32_t appendAvx2(const char* data, std::uint32_t from,
                                                            std::uint32_t to, State& state,
                                                            DelimiterIndex& index) {
    const ServiceCharacters& c = state.characters;
    const bool released = c.release != '\0';
    const __m256i segment = _mm256_set1_epi8(c.segment);
    const __m256i element = _mm256_set1_epi8(c.element);
    const __m256i component = _mm256_set1_epi8(orSegment(c.component, c));
    const __m256i repetition = _mm256_set1_epi8(orSegment(c.repetition, c));
    const __m256i release = _mm256_set1_epi8(orSegment(c.release, c));
    const __m256i blank = _mm256_set1_epi8(0x20);
    const __m256i cr = _mm256_set1_epi8('\r');
    const __m256i lf = _mm256_set1_epi8('\n');
    for (; from + block_bytes <= to; from += block_bytes) {
        std::uint32_t any[2];
        std::uint32_t ends[2];
        std::uint32_t releases[2];
        std::uint32_t unusual[2];
        for (int half = 0; half < 2; ++half) {
            const __m256i bytes =
                _mm256_loadu_si256(reinterpret_cast<const __m256i*>(data + from + half * 32));
            const __m256i at_segment = _mm256_cmpeq_epi8(bytes, segment);
            const __m256i at_release = _mm256_cmpeq_epi8(bytes, release);
            const __m256i at_any =
                _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(at_segment, at_release),
                                                _mm256_cmpeq_epi8(bytes, element)),
                                _mm256_or_si256(_mm256_cmpeq_epi8(bytes, component),
                                                _mm256_cmpeq_epi8(bytes, repetition)));
            const __m256i newline =
                _mm256_or_si256(_mm256_cmpeq_epi8(bytes, cr), _mm256_cmpeq_epi8(bytes, lf));
            const __m256i odd = _mm256_andnot_si256(newline, _mm256_cmpgt_epi8(blank, bytes));
            any[half] = static_cast<std::uint32_t>(_mm256_movemask_epi8(at_any));
            ends[half] = static_cast<std::uint32_t>(_mm256_movemask_epi8(at_segment));
            releases[half] = static_cast<std::uint32_t>(_mm256_movemask_epi8(at_release));
            unusual[half] = static_cast<std::uint32_t>(_mm256_movemask_epi8(odd));
        }
        const auto joined = [](const std::uint32_t* halves) {
            return halves[0] | std::uint64_t{halves[1]} << 32;
        };
        const std::uint64_t release_mask = released ? joined(releases) : 0;
        emit({joined(any), joined(ends), release_mask, joined(unusual)}, from, block_bytes, state,
             index);
    }
    return from;
}

// Positions of the bits of `mask` plus `base`, 64 at most; the room behind is written as well.
[[gnu::target("avx512f,avx512bw,avx512vbmi2")]] inline void storePositions(std::uint32_t* into,
                                                                           std::uint64_t mask,
                                                                           std::uint32_t base) {
    alignas(64) static constexpr std::uint8_t counting[64] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    const auto found = static_cast<std::uint32_t>(std::popcount(mask));
    __m512i places = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(counting));
    // The forms with a mask: those without make gcc 12 warn about its own header.
    constexpr __mmask16 all_of_16 = 0xFFFF;
    constexpr __mmask8 all_of_8 = 0xFF;
    const __m512i bases = _mm512_set1_epi32(static_cast<int>(base));
    for (std::uint32_t done = 0; done < found; done += 16) {
        const __m512i wide = _mm512_maskz_cvtepu8_epi32(
            all_of_16, _mm512_maskz_extracti32x4_epi32(all_of_8, places, 0));
        _mm512_storeu_si512(into + done, _mm512_add_epi32(wide, bases));
        places = _mm512_maskz_alignr_epi64(all_of_8, places, places, 2);
    }
}

[[gnu::target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")]] std::uint32_t appendAvx512(
    const char* data, std::uint32_t from, std::uint32_t to, State& state, DelimiterIndex& index) {
    const ServiceCharacters& c = state.characters;
    const __m512i segment = _mm512_set1_epi8(c.segment);
    const __m512i element = _mm512_set1_epi8(c.element);
    const __m512i component = _mm512_set1_epi8(orSegment(c.component, c));
    const __m512i repetition = _mm512_set1_epi8(orSegment(c.repetition, c));
    const __m512i release = _mm512_set1_epi8(orSegment(c.release, c));
    const bool released = c.release != '\0';
    for (; from + block_bytes <= to; from += block_bytes) {
        const __m512i bytes = _mm512_loadu_si512(data + from);
        const std::uint64_t newline = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r')) |
                                      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
        BlockMasks masks;
        masks.segment = _mm512_cmpeq_epi8_mask(bytes, segment);
        masks.release = released ? _mm512_cmpeq_epi8_mask(bytes, release) : 0;
        masks.any = masks.segment | masks.release | _mm512_cmpeq_epi8_mask(bytes, element) |
                    _mm512_cmpeq_epi8_mask(bytes, component) |
                    _mm512_cmpeq_epi8_mask(bytes, repetition);
        masks.unusual = _mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(0x20)) & ~newline;
        if (masks.release != 0 || state.release_open) undoReleased(masks, block_bytes, state);
        index.unusual_bytes |= (masks.unusual & ~masks.any) != 0;
        storePositions(index.at.data() + index.at_count, masks.any, from);
        storePositions(index.ends.data() + index.ends_count, _pext_u64(masks.segment, masks.any),
                       static_cast<std::uint32_t>(index.at_count));
        index.at_count += static_cast<std::size_t>(std::popcount(masks.any));
        index.ends_count += static_cast<std::size_t>(std::popcount(masks.segment));
    }
    return from;
}

std::uint32_t appendSse2(const char* data, std::uint32_t from, std::uint32_t to, State& state,
                         DelimiterIndex& index) {
    const ServiceCharacters& c = state.characters;
    const __m128i segment = _mm_set1_epi8(c.segment);
    const __m128i element = _mm_set1_epi8(c.element);
    const __m128i component = _mm_set1_epi8(orSegment(c.component, c));
    const __m128i repetition = _mm_set1_epi8(orSegment(c.repetition, c));
    const __m128i release = _mm_set1_epi8(orSegment(c.release, c));
    const __m128i blank = _mm_set1_epi8(0x20);
    const __m128i cr = _mm_set1_epi8('\r');
    const __m128i lf = _mm_set1_epi8('\n');
    for (; from + block_bytes <= to; from += block_bytes) {
        BlockMasks masks{};
        for (int part = 0; part < 4; ++part) {
            const __m128i bytes =
                _mm_loadu_si128(reinterpret_cast<const __m128i*>(data + from + part * 16));
            const __m128i at_segment = _mm_cmpeq_epi8(bytes, segment);
            const __m128i at_release = _mm_cmpeq_epi8(bytes, release);
            const __m128i at_any = _mm_or_si128(
                _mm_or_si128(_mm_or_si128(at_segment, at_release), _mm_cmpeq_epi8(bytes, element)),
                _mm_or_si128(_mm_cmpeq_epi8(bytes, component), _mm_cmpeq_epi8(bytes, repetition)));
            const __m128i newline =
                _mm_or_si128(_mm_cmpeq_epi8(bytes, cr), _mm_cmpeq_epi8(bytes, lf));
            const __m128i odd = _mm_andnot_si128(newline, _mm_cmpgt_epi8(blank, bytes));
            const auto bits = [&](__m128i lanes) {
                return static_cast<std::uint64_t>(
                           static_cast<std::uint32_t>(_mm_movemask_epi8(lanes)))
                       << (part * 16);
            };
            masks.any |= bits(at_any);
            masks.segment |= bits(at_segment);
            masks.release |= bits(at_release);
            masks.unusual |= bits(odd);
        }
        if (c.release == '\0') masks.release = 0;
        emit(masks, from, block_bytes, state, index);
    }
    return from;
}

#endif

std::uint32_t appendPortable(const char* data, std::uint32_t from, std::uint32_t to, State& state,
                             DelimiterIndex& index) {
    for (; from + block_bytes <= to; from += block_bytes) {
        BlockMasks masks = masksPortable(data + from, state.characters);
        if (state.double_bytes) undoSecondBytes(data + from, block_bytes, masks, state);
        emit(masks, from, block_bytes, state, index);
    }
    return from;
}

using AppendBlocks = std::uint32_t (*)(const char*, std::uint32_t, std::uint32_t, State&,
                                       DelimiterIndex&);

AppendBlocks chosen(ScanKernel kernel) {
#ifdef ENTREPOT_X86
    static const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
    static const bool has_avx512 =
        has_avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
    if (kernel == ScanKernel::best && has_avx512) return appendAvx512;
    if (kernel <= ScanKernel::middle && has_avx2) return appendAvx2;
    if (kernel != ScanKernel::portable) return appendSse2;
#endif
    return appendPortable;
}

template <class Numbers>
void makeRoom(Numbers& numbers, std::size_t size) {
    if (numbers.size() < size) numbers.resize(size + size / 2);
}

}  // namespace

DelimiterIndexer::DelimiterIndexer(const ServiceCharacters& characters, ScanKernel kernel)
    : state_{characters}, kernel_(kernel) {}

void DelimiterIndexer::append(const char* data, std::uint32_t from, std::uint32_t to,
                              DelimiterIndex& index) {
    makeRoom(index.at, index.at_count + (to - from) + block_bytes);
    makeRoom(index.ends, index.ends_count + (to - from) + block_bytes);
    const AppendBlocks blocks = state_.double_bytes ? appendPortable : chosen(kernel_);
    const std::uint32_t tail = blocks(data, from, to, state_, index);
    appendTail(data, tail, to, state_, index);
}

std::size_t countBytes(const char* data, std::size_t size, char wanted) {
    return static_cast<std::size_t>(std::count(data, data + size, wanted));
}

}  // namespace entrepot::mapping
