// What both reader fuzzers do: any bytes, whole and in pieces, must end well and tell the same.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "mapping/ack/acknowledge.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/source.h"

namespace entrepot::mapping::fuzz {

using Reader = Result<void> (*)(ByteSource&, const GrammarStore&, const ReadOptions&,
                                InterchangeHandler&);

class Pieces : public ByteSource {
public:
    Pieces(std::string_view bytes, std::size_t piece) : rest_(bytes), piece_(piece) {}
    Result<std::size_t> read(std::span<char> into) override {
        const std::size_t count = std::min({into.size(), piece_, rest_.size()});
        std::copy_n(rest_.data(), count, into.data());
        rest_.remove_prefix(count);
        return count;
    }

private:
    std::string_view rest_;
    std::size_t piece_;
};

class Digest : public InterchangeHandler {
public:
    explicit Digest(const FindingCatalogue& catalogue) : catalogue_(catalogue) {}

    Flow message(exchange::MessageReport& report, const Grammar*, Tree& tree) override {
        text += report.format.text() + std::to_string(report.segments);
        for (const Value& value : tree.values()) {
            if (!isUtf8(value.text)) std::abort();
            text += value.text;
        }
        return Flow::go_on;
    }
    Flow interchangeEnds(exchange::InterchangeReport& report) override {
        for (const exchange::Finding& finding : report.findings)
            text += finding.id + std::to_string(finding.position.offset);
        for (const exchange::GroupReport& group : report.groups)
            for (const exchange::MessageReport& each : group.messages)
                for (const exchange::Finding& finding : each.findings)
                    text += finding.id + std::to_string(finding.position.offset);
        text += std::to_string(acknowledgementsOf(report, catalogue_).size());
        receiptOf(report, catalogue_);
        return Flow::go_on;
    }
    std::string text;

private:
    const FindingCatalogue& catalogue_;
};

inline int run(Reader reader, const std::uint8_t* data, std::size_t size) {
    static const GrammarStore store(std::string(ENTREPOT_SOURCE_DIR) + "/schemas");
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    ReadOptions options;
    options.limits.message_bytes_max = 4096;
    options.limits.segment_bytes_max = 1024;
    options.limits.segments_per_message_max = 200;
    // Sometimes as a partner's agreement has it.
    if (size % 5 == 0) options.charset = size % 2 == 0 ? Charset::gb18030 : Charset::windows;
    Digest whole(store.findings());
    const auto source = memorySource(bytes);
    if (!reader(*source, store, options, whole)) std::abort();
    Digest pieced(store.findings());
    Pieces pieces(bytes, size % 13 + 1);
    if (!reader(pieces, store, options, pieced)) std::abort();
    if (whole.text == pieced.text) return 0;
    std::fprintf(stderr, "whole:\n%s\npieces:\n%s\n", whole.text.c_str(), pieced.text.c_str());
    std::abort();
}

}  // namespace entrepot::mapping::fuzz
