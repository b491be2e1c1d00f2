#include "mapping/syntax/double_bytes.h"

#include <iconv.h>

#include <array>
#include <cerrno>

namespace entrepot::mapping {
namespace {

const char* nameOf(Charset charset) {
    return charset == Charset::big5 ? "BIG5-HKSCS" : "GB18030";
}

// iconv's state belongs to one thread; opened once for each pair of sets.
class Converter {
public:
    Converter(const char* to, const char* from) : state_(::iconv_open(to, from)) {}
    ~Converter() {
        if (works()) ::iconv_close(state_);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;

    // Appends what `from` becomes; `step` bytes that cannot be converted are taken off and become
    // `instead`.
    template <class Step>
    bool append(std::string& out, std::string_view from, Step step, std::string_view instead) {
        bool all = true;
        char* in = const_cast<char*>(from.data());  // iconv does not write there
        std::size_t left = from.size();
        if (works()) ::iconv(state_, nullptr, nullptr, nullptr, nullptr);
        while (left > 0) {
            std::array<char, 1024> piece;
            char* into = piece.data();
            std::size_t room = piece.size();
            const std::size_t done =
                works() ? ::iconv(state_, &in, &left, &into, &room) : static_cast<std::size_t>(-1);
            const bool full = done == static_cast<std::size_t>(-1) && works() && errno == E2BIG;
            out.append(piece.data(), into);
            if (left == 0 || full) continue;
            all = false;
            const std::size_t skipped = step(std::string_view(in, left));
            in += skipped;
            left -= skipped;
            out += instead;
        }
        return all;
    }

private:
    bool works() const { return state_ != reinterpret_cast<iconv_t>(-1); }

    iconv_t state_;
};

std::size_t characterBytes(std::string_view utf8) {
    std::size_t count = 1;
    while (count < utf8.size() && (static_cast<unsigned char>(utf8[count]) & 0xC0) == 0x80) ++count;
    return count;
}

}  // namespace

bool appendDoubleBytes(std::string& utf8, Charset charset, std::string_view bytes) {
    thread_local Converter gb18030("UTF-8", nameOf(Charset::gb18030));
    thread_local Converter big5("UTF-8", nameOf(Charset::big5));
    Converter& converter = charset == Charset::big5 ? big5 : gb18030;
    return converter.append(
        utf8, bytes, [](std::string_view) { return std::size_t{1}; }, "\xEF\xBF\xBD");
}

bool appendAsDoubleBytes(std::string& bytes, Charset charset, std::string_view utf8) {
    thread_local Converter gb18030(nameOf(Charset::gb18030), "UTF-8");
    thread_local Converter big5(nameOf(Charset::big5), "UTF-8");
    Converter& converter = charset == Charset::big5 ? big5 : gb18030;
    return converter.append(bytes, utf8, characterBytes, "?");
}

}  // namespace entrepot::mapping
