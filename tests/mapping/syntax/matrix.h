// A table of payloads and what must become of them; every row is also read in pieces of many sizes.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "mapping/syntax/charset.h"
#include "tests/mapping/syntax/recording.h"

namespace entrepot::mapping::test {

struct MatrixRow {
    std::string what;
    std::string bytes;
    exchange::Verdict verdict = exchange::Verdict::accepted;
    std::vector<std::string> findings;  // ids, in order
    std::string holds;                  // a part of what was read as text; empty = anything
    std::optional<Charset> charset;     // as agreed with the partner
};

void checkMatrix(const std::vector<MatrixRow>& rows);

// Recognised by its first bytes, as the broker does.
Recorded readAny(ByteSource& source, const ReadOptions& options = {});
Recorded readAny(std::string_view bytes, const ReadOptions& options = {});
// The worst of all levels.
exchange::Verdict verdictOf(const Recorded& recorded);
// Pieces of these sizes give the same as the whole; all positions lie within.
void checkPieces(std::string_view bytes, const std::vector<std::size_t>& sizes,
                 const ReadOptions& options = {});

// The first occurrence replaced, which must be there; all of them.
std::string replaced(std::string text, std::string_view from, std::string_view to);
std::string replacedAll(std::string text, std::string_view from, std::string_view to);
std::string utf16(std::string_view utf8, bool little, bool mark = true);
std::string encoded(Charset charset, std::string_view utf8);

}  // namespace entrepot::mapping::test
