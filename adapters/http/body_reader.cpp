#include "adapters/http/body_reader.h"

#include <algorithm>
#include <charconv>

namespace entrepot::http {
namespace {

constexpr std::size_t step_bytes = 64 * 1024;
constexpr std::size_t chunk_line_max = 256;
constexpr std::size_t trailer_lines_max = 32;

// Appends exactly `length` bytes, taking memory as they come, not as they are announced.
std::optional<Trouble> appendExactly(Session& session, std::size_t length, BodyShare& share,
                                     std::string& body) {
    while (length > 0) {
        const std::size_t step = std::min(length, step_bytes);
        if (!share.take(step)) return Trouble::memory_full;
        const std::size_t before = body.size();
        body.resize(before + step);
        std::size_t got = 0;
        while (got < step) {
            const std::size_t part = session.readSome(body.data() + before + got, step - got);
            if (part == 0) return Trouble::body_incomplete;
            got += part;
        }
        length -= step;
    }
    return std::nullopt;
}

// Size of the next chunk from its line, "1a2b;name=value".
std::optional<std::size_t> chunkSize(const std::string& line) {
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc() || end == line.data()) return std::nullopt;
    const std::string_view rest(end, line.data() + line.size());
    const auto next = rest.find_first_not_of(" \t");
    if (next != std::string_view::npos && rest[next] != ';') return std::nullopt;
    return size;
}

std::optional<Trouble> readTrailer(Session& session) {
    std::string line;
    for (std::size_t count = 0; count < trailer_lines_max; ++count) {
        if (!session.readLine(line, 8192)) return Trouble::body_incomplete;
        if (line.empty()) return std::nullopt;
    }
    return Trouble::body_malformed;
}

std::optional<Trouble> readChunked(Session& session, std::size_t bytes_max, BodyShare& share,
                                   std::string& body) {
    std::string line;
    for (;;) {
        if (!session.readLine(line, chunk_line_max))
            return line.size() > chunk_line_max ? Trouble::body_malformed
                                                : Trouble::body_incomplete;
        const auto size = chunkSize(line);
        if (!size) return Trouble::body_malformed;
        if (*size == 0) return readTrailer(session);
        if (*size > bytes_max - body.size()) return Trouble::body_too_large;
        if (const auto trouble = appendExactly(session, *size, share, body)) return trouble;
        if (!session.readLine(line, 0)) return Trouble::body_malformed;
    }
}

}  // namespace

bool BodyBudget::take(std::size_t bytes) {
    const auto wanted = static_cast<std::int64_t>(bytes);
    if (free_.fetch_sub(wanted) >= wanted) return true;
    free_ += wanted;
    return false;
}

bool BodyShare::take(std::size_t bytes) {
    if (!budget_.take(bytes)) return false;
    taken_ += bytes;
    return true;
}

Framing framingOf(const Headers& headers, bool http_1_0) {
    Framing framing;
    bool has_length = false;
    for (const auto& [name, value] : headers) {
        if (equalIgnoringCase(name, "Transfer-Encoding")) {
            if (framing.chunked || http_1_0) return {.trouble = Trouble::body_malformed};
            if (!equalIgnoringCase(value, "chunked"))
                return {.trouble = Trouble::encoding_unsupported};
            framing.chunked = true;
        } else if (equalIgnoringCase(name, "Content-Length")) {
            const auto [end, error] =
                std::from_chars(value.data(), value.data() + value.size(), framing.length);
            if (has_length || error != std::errc() || end != value.data() + value.size())
                return {.trouble = Trouble::body_malformed};
            has_length = true;
        }
    }
    if (framing.chunked && has_length) return {.trouble = Trouble::body_malformed};
    return framing;
}

std::optional<Trouble> readBody(Session& session, const Framing& framing, std::size_t bytes_max,
                                BodyShare& share, std::string& body) {
    if (framing.chunked) return readChunked(session, bytes_max, share, body);
    if (framing.length > bytes_max) return Trouble::body_too_large;
    return appendExactly(session, framing.length, share, body);
}

}  // namespace entrepot::http
