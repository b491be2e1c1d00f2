#include "mapping/syntax/xml/utf8_watch.h"

#include <algorithm>
#include <cstring>

namespace entrepot::mapping {
namespace {

// Eight at a time: most of what comes is ASCII.
std::size_t asciiBytes(std::string_view bytes) {
    std::size_t count = 0;
    for (std::uint64_t eight = 0; count + sizeof eight <= bytes.size(); count += sizeof eight) {
        std::memcpy(&eight, bytes.data() + count, sizeof eight);
        if ((eight & 0x8080808080808080) != 0) break;
    }
    while (count < bytes.size() && static_cast<unsigned char>(bytes[count]) < 0x80) ++count;
    return count;
}

}  // namespace

void Utf8Watch::add(std::string_view bytes) {
    while (!bytes.empty() && !wrong_) {
        const std::size_t ascii = open_ > 0 ? 0 : asciiBytes(bytes);
        pass(bytes.substr(0, ascii));
        bytes.remove_prefix(ascii);
        if (bytes.empty()) return;
        addByte(static_cast<unsigned char>(bytes.front()));
        bytes.remove_prefix(1);
    }
}

void Utf8Watch::pass(std::string_view ascii) {
    at_.offset += ascii.size();
    const auto lines = std::count(ascii.begin(), ascii.end(), '\n');
    at_.line += static_cast<std::uint32_t>(lines);
    const std::size_t behind = lines == 0 ? ascii.size() : ascii.size() - 1 - ascii.rfind('\n');
    at_.column = static_cast<std::uint32_t>(behind) + (lines == 0 ? at_.column : 1);
}

void Utf8Watch::addByte(unsigned char byte) {
    if (open_ > 0) {
        if (byte < least_ || byte > most_) {
            wrong_ = character_;
            return;
        }
        --open_;
        least_ = 0x80;
        most_ = 0xBF;
    } else {
        character_ = at_;
        open_ = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1;
        if (byte < 0xC2 || byte > 0xF4) wrong_ = character_;
        // Overlong forms, halves of pairs, what lies beyond Unicode.
        if (byte == 0xE0) least_ = 0xA0;
        if (byte == 0xF0) least_ = 0x90;
        if (byte == 0xED) most_ = 0x9F;
        if (byte == 0xF4) most_ = 0x8F;
        ++at_.column;
    }
    ++at_.offset;
}

}  // namespace entrepot::mapping
