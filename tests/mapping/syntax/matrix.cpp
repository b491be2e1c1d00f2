#include "tests/mapping/syntax/matrix.h"

#include <catch2/catch.hpp>

#include "tests/mapping/translator/support.h"

namespace entrepot::mapping::test {
namespace {

using exchange::Verdict;

std::string nameOf(Verdict verdict) {
    if (verdict == Verdict::refused) return "refused";
    return verdict == Verdict::accepted ? "accepted" : "accepted with errors";
}

void checkRow(const MatrixRow& row) {
    INFO(row.what);
    INFO(exchange::printable(row.bytes));
    ReadOptions options;
    options.charset = row.charset;
    const Recorded recorded = readAny(row.bytes, options);
    INFO(recorded.text());
    CHECK(recorded.findingIds() == row.findings);
    CHECK(nameOf(verdictOf(recorded)) == nameOf(row.verdict));
    CHECK(recorded.text().find(row.holds) != std::string::npos);
    checkPieces(row.bytes, {1, 2, 3, 5, 13, 64, 255, 1000}, options);
}

}  // namespace

void checkMatrix(const std::vector<MatrixRow>& rows) {
    for (const MatrixRow& row : rows) checkRow(row);
}

Recorded readAny(ByteSource& source, const ReadOptions& options) {
    return readWith([&](InterchangeHandler& handler) {
        return translator().readTrees(source, options, handler);
    });
}

Recorded readAny(std::string_view bytes, const ReadOptions& options) {
    const auto source = memorySource(bytes);
    return readAny(*source, options);
}

Verdict verdictOf(const Recorded& recorded) {
    Verdict worst = Verdict::accepted;
    for (const exchange::InterchangeReport& interchange : recorded.interchanges) {
        worst = exchange::worse(worst, interchange.verdict);
        for (const exchange::GroupReport& group : interchange.groups) {
            worst = exchange::worse(worst, group.verdict);
            for (const exchange::MessageReport& message : group.messages)
                worst = exchange::worse(worst, message.verdict);
        }
    }
    return worst;
}

void checkPieces(std::string_view bytes, const std::vector<std::size_t>& sizes,
                 const ReadOptions& options) {
    const Recorded whole = readAny(bytes, options);
    for (const exchange::Finding& finding : whole.findings())
        CHECK(finding.position.offset <= bytes.size());
    const std::string expected = whole.text();
    for (const std::size_t size : sizes) {
        if (size > bytes.size()) break;
        ChunkedSource source(bytes, size);
        const std::string got = readAny(source, options).text();
        INFO("pieces of " << size);
        CHECK(got == expected);
        if (got != expected) return;
    }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    INFO("to replace: " << from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

std::string replacedAll(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string utf16(std::string_view utf8, bool little, bool mark) {
    std::string out;
    const auto unit = [&](std::uint32_t value) {
        const char low = static_cast<char>(value & 0xFF);
        const char high = static_cast<char>(value >> 8);
        out += little ? low : high;
        out += little ? high : low;
    };
    if (mark) unit(0xFEFF);
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i++]);
        const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
        std::uint32_t c = more == 0 ? first : first & (0x3Fu >> more);
        for (int k = 0; k < more; ++k) c = c << 6 | (static_cast<unsigned char>(utf8[i++]) & 0x3Fu);
        if (c >= 0x10000) {
            unit(0xD800 + ((c - 0x10000) >> 10));
            unit(0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            unit(c);
        }
    }
    return out;
}

std::string encoded(Charset charset, std::string_view utf8) {
    std::string bytes;
    REQUIRE(appendEncoded(bytes, charset, utf8));
    return bytes;
}

}  // namespace entrepot::mapping::test
