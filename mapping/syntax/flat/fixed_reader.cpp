#include "mapping/syntax/flat/fixed_reader.h"

#include <algorithm>
#include <utility>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/flat/flat_tree_builder.h"
#include "mapping/syntax/plain_group.h"
#include "mapping/syntax/xml/xml_envelope.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::size_t lines_looked_at = 20;

std::string tagOf(std::string_view line, const FlatLayout& layout) {
    if (line.size() < layout.tag_at + layout.tag_length) return {};
    const std::string_view tag = line.substr(layout.tag_at, layout.tag_length);
    return layout.prefix + std::string(withoutTrailingBlanks(tag));
}

bool hasRow(const Grammar& grammar, std::string_view name) {
    return std::any_of(grammar.rules.begin() + 1, grammar.rules.end(), [&](const Rule& rule) {
        return rule.kind == RuleKind::loop && rule.name == name;
    });
}

// Without looking into its grammar: the tag of a message stands somewhere in the first lines.
bool mayFit(std::string_view head, const XmlDocument& document) {
    const std::string_view tag =
        std::string_view(document.element).substr(document.layout.prefix.size());
    return head.find(tag) != std::string_view::npos;
}

// More lines are known than not: a record that is unknown is told when the file is read.
bool fits(std::string_view head, const XmlDocument& document) {
    std::size_t lines = 0;
    std::size_t known = 0;
    while (!head.empty() && lines < lines_looked_at) {
        const std::size_t end = head.find('\n');
        const bool last = end == std::string_view::npos;
        std::string_view line = head.substr(0, end);
        head.remove_prefix(last ? head.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t\x1A") == std::string_view::npos) continue;
        if (last && lines > 0) break;  // it may be cut off
        const std::string tag = tagOf(line, document.layout);
        if (lines == 0 && tag != document.element) return false;
        if (hasRow(*document.grammar, tag)) ++known;
        ++lines;
    }
    return 2 * known > lines;
}

class FixedReader {
public:
    FixedReader(ByteSource& source, const FixedLayout& layout, const GrammarStore& grammars,
                const ReadOptions& options, InterchangeHandler& handler)
        : records_(source, options.limits.segment_bytes_max),
          document_(*layout.document),
          options_(options),
          handler_(handler),
          collector_(grammars.findings(), options.severities,
                     options.limits.findings_per_message_max),
          builder_(collector_, options.limits),
          group_(interchange_, options_, collector_, handler_) {
        interchange_.syntax = layout.dialect->id;
    }

    Result<void> read();

private:
    void begin(const FlatRecord& record);
    void add(const FlatRecord& record, std::string_view tag);
    void endMessage(std::uint64_t end);
    void tellMessage(findings::FindingId id, const FlatRecord& record, std::size_t maximum);

    FlatRecords records_;
    const XmlDocument& document_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    FlatTreeBuilder builder_;
    exchange::InterchangeReport interchange_;
    PlainGroup group_;
    exchange::MessageReport message_;
    bool open_ = false;
    bool limited_ = false;
    bool stopped_ = false;
};

Result<void> FixedReader::read() {
    FlatRecord record;
    while (!stopped_) {
        const auto taken = records_.next(record);
        if (!taken) return fail(taken.error());
        if (*taken == FlatTaken::end) break;
        if (*taken == FlatTaken::too_large) {
            if (open_)
                tellMessage(findings::segment_too_large, record, options_.limits.segment_bytes_max);
            break;
        }
        const std::string tag = tagOf(record.text, document_.layout);
        if (tag == document_.element) {
            endMessage(record.offset);
            if (!stopped_) begin(record);
        }
        if (open_) add(record, tag);
    }
    endMessage(record.offset + record.text.size());
    group_.finish();
    return {};
}

void FixedReader::begin(const FlatRecord& record) {
    message_ = {};
    message_.format = document_.grammar->format;
    message_.ordinal = group_.next();
    message_.offset = record.offset;
    open_ = true;
    limited_ = false;
    builder_.begin(*document_.grammar, message_, {}, record);
}

void FixedReader::add(const FlatRecord& record, std::string_view tag) {
    ++message_.segments;
    if (limited_ || (options_.headers_only && message_.segments > 1)) return;
    if (record.offset + record.text.size() - message_.offset > options_.limits.message_bytes_max) {
        tellMessage(findings::message_too_large, record, options_.limits.message_bytes_max);
        limited_ = true;
        return;
    }
    limited_ = !builder_.add(tag.empty() ? "?" : tag, record, document_.layout.data_at);
}

void FixedReader::endMessage(std::uint64_t end) {
    if (!std::exchange(open_, false)) return;
    message_.length = end - message_.offset;
    if (!options_.headers_only) builder_.end();
    if (message_.ordinal == 1) {
        readXmlEnvelope(builder_.tree(), document_, interchange_);
        stopped_ = group_.begin() == Flow::stop;
        if (stopped_) return;
    }
    stopped_ = group_.deliver(message_, document_.grammar, builder_.tree()) == Flow::stop;
}

void FixedReader::tellMessage(findings::FindingId id, const FlatRecord& record,
                              std::size_t maximum) {
    exchange::Position position;
    position.offset = record.offset;
    position.line = record.line;
    position.column = 1;
    collector_.add(message_, id, std::move(position), {{"maximum", std::to_string(maximum)}});
}

}  // namespace

Result<FixedLayout> recogniseFixed(std::string_view head, std::span<const XmlDialect> dialects,
                                   const GrammarStore& grammars, const PartnerKey& partner) {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    for (const XmlDialect& dialect : dialects)
        for (const XmlDocument& document : dialect.documents) {
            if (!mayFit(head, document)) continue;
            const auto bound = boundFor(dialect, document, grammars, partner);
            if (!bound) return fail(bound.error());
            if (fits(head, **bound)) return FixedLayout{&dialect, *bound};
        }
    return FixedLayout{};
}

Result<void> readFixed(ByteSource& source, const FixedLayout& layout, const GrammarStore& grammars,
                       const ReadOptions& options, InterchangeHandler& handler) {
    return FixedReader(source, layout, grammars, options, handler).read();
}

}  // namespace entrepot::mapping
