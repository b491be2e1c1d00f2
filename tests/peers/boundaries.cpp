// Prints where we see the boundaries of an EDIFACT or X12 interchange: a segment a line, its
// elements apart by blanks, components by colons (X12: elements whole), texts in hexadecimal. Or
// makes a random interchange.
//
//   boundaries edifact|x12 FILE
//   boundaries edifact|x12 --random SEED
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>

#include "mapping/syntax/edifact/interchange_start.h"
#include "mapping/syntax/scan/segment_scanner.h"
#include "mapping/syntax/scan/segment_values.h"
#include "mapping/syntax/wrapped_lines.h"
#include "mapping/syntax/x12/isa.h"

namespace {

using namespace entrepot;
using namespace entrepot::mapping;

std::string hex(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

// Without empty components and elements at the end.
std::string line(const Segment& segment, const ServiceCharacters& characters) {
    std::string out(segment.id());
    std::size_t kept = out.size();
    std::uint32_t from = segment.delimiters.front() + 1;
    if (segment.delimiters.size() > 1) out += ' ';
    for (const std::uint32_t at : segment.delimiters.subspan(1)) {
        const bool last = at == segment.delimiters.back();
        const char found = last ? characters.segment : segment.base[at];
        if (found == characters.release) continue;
        std::string text;
        appendUnreleased(text, {segment.base + from, at - from}, characters.release);
        out += hex(text);
        if (!text.empty()) kept = out.size();
        if (!last) out += found == characters.element ? ' ' : ':';
        from = at + 1;
    }
    out.resize(kept);
    return out;
}

struct Start {
    std::size_t at = 0;
    ServiceCharacters characters;
};

std::optional<Start> edifactStart(const std::string& bytes) {
    const std::size_t begin = bytes.find("UN");
    const auto start = parseEdifactStart(begin == bytes.npos ? "" : bytes.substr(begin));
    if (!start) return std::nullopt;
    ServiceCharacters characters = start->characters;
    characters.repetition = '\0';
    return Start{begin + start->unb, characters};
}

std::optional<Start> x12Start(const std::string& bytes) {
    const std::size_t begin = bytes.find("ISA");
    const auto isa = parseIsa(begin == bytes.npos ? "" : bytes.substr(begin, isa_bytes_max));
    if (!isa) return std::nullopt;
    ServiceCharacters characters = isa->characters;
    characters.component = characters.repetition = '\0';
    return Start{begin, characters};
}

int print(bool x12, const char* file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (wrappedAt(bytes) > 0) std::erase_if(bytes, [](char c) { return c == '\r' || c == '\n'; });
    const auto start = x12 ? x12Start(bytes) : edifactStart(bytes);
    if (!start) {
        std::puts("no interchange");
        return 1;
    }
    const auto source = memorySource(bytes);
    ByteWindow window(*source, bytes.size() + 1);
    SegmentScanner scanner(window, bytes.size() + 1);
    scanner.start(start->at, start->characters);
    Segment segment;
    while (scanner.next(segment) == Scanned::segment)
        std::puts(line(segment, start->characters).c_str());
    return 0;
}

// Texts of letters, digits, service characters and what looks like them.
std::string text(std::mt19937& random) {
    const std::string letters = "ABCXYZ019 .-/,()=";
    const std::string service = "+:'?";
    std::string out;
    for (std::size_t i = 0, length = random() % 12; i < length; ++i) {
        if (random() % 5 == 0) {
            out += '?';
            out += service[random() % service.size()];
        } else {
            out += letters[random() % letters.size()];
        }
    }
    return out;
}

int makeRandomEdifact(unsigned seed) {
    std::mt19937 random(seed);
    std::string out = random() % 2 == 0 ? "UNA:+.? '" : "";
    out += "UNB+UNOA:3+A+B+261121:0800+1'";
    const std::string line_end = random() % 3 == 0 ? "\r\n" : random() % 2 == 0 ? "\n" : "";
    for (std::size_t i = 0, segments = 1 + random() % 300; i < segments; ++i) {
        for (int k = 0; k < 3; ++k) out += static_cast<char>('A' + random() % 26);
        for (std::size_t k = 0, parts = random() % 9; k < parts; ++k) {
            out += k == 0 || random() % 2 == 0 ? '+' : ':';
            out += text(random);
        }
        out += "'" + line_end;
    }
    std::fputs((out + "UNZ+1+1'").c_str(), stdout);
    return 0;
}

// Whatever is no delimiter of its own, in elements of any number.
int makeRandomX12(unsigned seed) {
    std::mt19937 random(seed);
    const char element = "*|^+"[random() % 4];
    const char segment = "~'!\n"[random() % 4];
    std::string out =
        "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261121*0800*U*00401*"
        "000000001*0*P*>~";
    for (char& c : out) c = c == '*' ? element : c == '~' ? segment : c;
    const std::string line_end = segment == '\n' || random() % 2 == 0 ? "" : "\n";
    const std::string letters = "ABCXYZ019 .-/,()=?:&%#@";
    out += line_end;
    for (std::size_t i = 0, segments = 3 + random() % 300; i < segments; ++i) {
        out += static_cast<char>('A' + random() % 26);
        out += static_cast<char>('0' + random() % 10);
        for (std::size_t k = 0, parts = 1 + random() % 9; k < parts; ++k) {
            out += element;
            for (std::size_t n = random() % 12; n > 0; --n)
                out += letters[random() % letters.size()];
        }
        out += segment + line_end;
    }
    std::fputs(out.c_str(), stdout);
    return 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
    const std::string_view syntax = argument_count > 2 ? arguments[1] : "";
    const bool x12 = syntax == "x12";
    if (argument_count == 4 && std::string_view(arguments[2]) == "--random") {
        const auto seed = static_cast<unsigned>(std::stoul(arguments[3]));
        return x12 ? makeRandomX12(seed) : makeRandomEdifact(seed);
    }
    if (argument_count == 3) return print(x12, arguments[2]);
    std::fputs("usage: boundaries edifact|x12 FILE | --random SEED\n", stderr);
    return 2;
}
