// Runs a reader over bytes and keeps what it tells, also as text for golden files.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping::test {

const GrammarStore& shippedGrammars();

struct Recorded {
    std::vector<exchange::InterchangeReport> interchanges;
    std::vector<std::string> trees;  // one a message
    std::size_t messages = 0;

    // All findings of all levels, in order.
    std::vector<exchange::Finding> findings() const;
    std::vector<std::string> findingIds() const;
    const exchange::MessageReport& message(std::size_t index = 0) const;
    std::string text() const;
};

// Gives pieces of `chunk` bytes and never the whole.
class ChunkedSource : public ByteSource {
public:
    ChunkedSource(std::string_view bytes, std::size_t chunk) : rest_(bytes), chunk_(chunk) {}
    Result<std::size_t> read(std::span<char> into) override;

private:
    std::string_view rest_;
    std::size_t chunk_;
};

// Whatever `read` does with the handler.
Recorded readWith(const std::function<Result<void>(InterchangeHandler&)>& read);
Recorded read(std::string_view bytes, const ReadOptions& options = {});
Recorded read(ByteSource& source, std::string_view syntax, const ReadOptions& options = {});

}  // namespace entrepot::mapping::test
