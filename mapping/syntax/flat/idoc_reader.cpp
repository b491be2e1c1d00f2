#include "mapping/syntax/flat/idoc_reader.h"

#include <algorithm>
#include <optional>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/envelope_segment.h"
#include "mapping/syntax/flat/flat_tree_builder.h"
#include "mapping/syntax/flat/idoc_names.h"
#include "mapping/syntax/interchange_session.h"
#include "mapping/syntax/plain_group.h"
#include "mapping/syntax/xml/xml_envelope.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

class IdocReader {
public:
    IdocReader(ByteSource& source, const XmlDialect& dialect, const GrammarStore& grammars,
               const ReadOptions& options, InterchangeHandler& handler)
        : records_(source, options.limits.segment_bytes_max),
          dialect_(dialect),
          grammars_(grammars),
          options_(options),
          handler_(handler),
          collector_(grammars.findings(), options.severities,
                     options.limits.findings_per_message_max),
          builder_(collector_, options.limits) {}

    Result<void> read();

private:
    Result<FlatTaken> next(FlatRecord& record);
    void begin(const FlatRecord& control);
    void add(const FlatRecord& record);
    void deliver(std::uint64_t end);
    void tellMessage(findings::FindingId id, const FlatRecord& record, FindingValues values);

    FlatRecords records_;
    const XmlDialect& dialect_;
    const GrammarStore& grammars_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    FlatTreeBuilder builder_;
    const XmlDocument* document_ = nullptr;
    exchange::InterchangeReport interchange_;
    exchange::MessageReport message_;
    std::optional<Failure> failure_;
    std::uint32_t messages_ = 0;
    bool open_ = false;
    bool unbroken_ = false;
    bool limited_ = false;
    bool stopped_ = false;
};

std::string_view fieldAt(std::string_view record, std::size_t at, std::size_t length) {
    return withoutTrailingBlanks(record.substr(std::min(at, record.size()), length));
}

Result<FlatTaken> IdocReader::next(FlatRecord& record) {
    if (!unbroken_) return records_.next(record);
    const auto ahead = records_.ahead(idoc::control_record.size());
    if (!ahead) return fail(ahead.error());
    const bool control = ahead->starts_with(idoc::control_record);
    return records_.nextPiece(control ? idoc::control_bytes : idoc::data_bytes, record);
}

Result<void> IdocReader::read() {
    const auto start = records_.ahead(idoc::control_bytes + 2);
    if (!start) return fail(start.error());
    unbroken_ = start->substr(0, idoc::control_bytes).find('\n') == std::string_view::npos &&
                start->substr(std::min(idoc::control_bytes, start->size())).starts_with("E2");
    FlatRecord record;
    while (!stopped_) {
        const auto taken = next(record);
        if (!taken) return fail(taken.error());
        if (*taken == FlatTaken::end) break;
        if (*taken == FlatTaken::too_large) {
            if (open_)
                tellMessage(findings::segment_too_large, record,
                            {{"maximum", std::to_string(options_.limits.segment_bytes_max)}});
            break;
        }
        if (record.text.starts_with(idoc::control_record)) {
            deliver(record.offset);
            if (!stopped_) begin(record);
        } else if (open_) {
            add(record);
        }
    }
    if (failure_) return fail(*failure_);
    if (!stopped_) deliver(record.offset + record.text.size());
    return {};
}

void IdocReader::begin(const FlatRecord& control) {
    interchange_ = {};
    interchange_.syntax = dialect_.id;
    interchange_.version = std::string(idoc::flat_version);
    interchange_.offset = control.offset;
    message_ = {};
    message_.format = {dialect_.id, std::string(fieldAt(control.text, idoc::type_at, 30)),
                       std::string(fieldAt(control.text, idoc::message_at, 30))};
    message_.ordinal = ++messages_;
    message_.offset = control.offset;
    message_.segments = 0;
    open_ = true;
    limited_ = false;
    document_ = nullptr;
    if (const XmlDocument* known = dialect_.document(message_.format); known && known->flat) {
        const auto bound = boundFor(dialect_, *known, grammars_, options_.partner);
        if (!bound) {
            failure_ = bound.error();
            stopped_ = true;
            return;
        }
        document_ = *bound;
    }
    if (document_ == nullptr) {
        exchange::Position position = envelopePosition(idoc::control_record, control.offset);
        position.line = control.line;
        collector_.add(interchange_, findings::message_unsupported, std::move(position),
                       {{"type", message_.format.type}, {"version", message_.format.version}});
        return;
    }
    builder_.begin(*document_->grammar, message_, idoc::document_row, control);
    builder_.add(idoc::control_record, control, 0);
    readXmlEnvelope(builder_.tree(), *document_, interchange_);
    interchange_.version = std::string(idoc::flat_version);
}

void IdocReader::add(const FlatRecord& record) {
    ++message_.segments;
    if (document_ == nullptr || options_.headers_only || limited_) return;
    const std::string_view flat = fieldAt(record.text, 0, idoc::name_bytes);
    if (record.offset + record.text.size() - message_.offset > options_.limits.message_bytes_max) {
        tellMessage(findings::message_too_large, record,
                    {{"maximum", std::to_string(options_.limits.message_bytes_max)}});
        limited_ = true;
        return;
    }
    const std::string name = idoc::nameOfSegment(
        flat, dialect_, [&](std::string_view candidate) { return builder_.knows(candidate); });
    limited_ = !builder_.add(name, record, idoc::data_at);
}

void IdocReader::deliver(std::uint64_t end) {
    if (!std::exchange(open_, false)) return;
    message_.length = end - message_.offset;
    if (document_ == nullptr) {
        handler_.interchangeBegins(interchange_);
        stopped_ = handler_.interchangeEnds(interchange_) == Flow::stop;
        return;
    }
    if (!options_.headers_only) builder_.end();
    stopped_ = deliverSingleMessage({interchange_, message_, document_->grammar, builder_.tree()},
                                    options_, collector_, handler_) == Flow::stop;
}

void IdocReader::tellMessage(findings::FindingId id, const FlatRecord& record,
                             FindingValues values) {
    exchange::Position position;
    position.offset = record.offset;
    position.line = record.line;
    position.column = 1;
    collector_.add(message_, id, std::move(position), values);
}

}  // namespace

Result<void> readIdocs(ByteSource& source, const XmlDialect& dialect, const GrammarStore& grammars,
                       const ReadOptions& options, InterchangeHandler& handler) {
    return IdocReader(source, dialect, grammars, options, handler).read();
}

}  // namespace entrepot::mapping
