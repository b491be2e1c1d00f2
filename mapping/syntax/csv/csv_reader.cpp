#include "mapping/syntax/csv/csv_reader.h"

#include <algorithm>

#include "core/base/nearest.h"
#include "core/exchange/finding_ids.h"
#include "mapping/grammar/element_checker.h"
#include "mapping/syntax/charset.h"
#include "mapping/syntax/csv/csv_rows.h"
#include "mapping/syntax/plain_group.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr ValueStyle csv_style{".", false, true};

class CsvReader {
public:
    CsvReader(ByteSource& source, const CsvDialect& dialect, const GrammarStore& grammars,
              const ReadOptions& options, InterchangeHandler& handler)
        : rows_(source, options.limits.segment_bytes_max,
                isDoubleByte(options.charset.value_or(Charset::utf8))),
          dialect_(dialect),
          grammars_(grammars),
          options_(options),
          handler_(handler),
          collector_(grammars.findings(), options.severities,
                     options.limits.findings_per_message_max),
          structure_(collector_),
          checker_(collector_, structure_),
          group_(interchange_, options_, collector_, handler_) {}

    Result<void> read();

private:
    Result<void> readRows();
    void readHeader(const CsvRow& row);
    void usePartnersGrammar();
    void tellMissingColumns();
    void takeRow(const CsvRow& row);
    void beginMessage(const CsvRow& row, std::string_view key);
    void endMessage();
    NodeIndex rowNode(const CsvRow& row);
    void addValues(const CsvRow& row, NodeIndex node);
    std::string_view field(const CsvRow& row, std::uint16_t element) const;
    template <class Report>
    std::string decoded(std::string_view text, Report& report, const CsvRow& row);
    void tellBroken(CsvTaken taken, const CsvRow& row);
    template <class Report>
    void tell(Report& report, findings::FindingId id, const CsvRow& row, std::uint32_t column,
              FindingValues values);

    CsvRows rows_;
    const CsvDialect& dialect_;
    const GrammarStore& grammars_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    StructureMatcher structure_;
    ElementChecker checker_;
    const CsvDocument* document_ = nullptr;
    CsvDocument own_document_;  // with the partner's grammar
    std::optional<Failure> failure_;
    std::vector<std::string> header_;
    std::vector<std::uint16_t> elements_;     // by position in the file; 0 = unknown
    std::vector<std::size_t> known_columns_;  // positions in the grammar's order
    exchange::InterchangeReport interchange_;
    PlainGroup group_;
    exchange::MessageReport message_;
    Tree tree_;
    NodeIndex loop_ = no_node;
    std::string key_;
    std::string loop_key_;
    std::uint32_t row_ordinal_ = 0;
    bool in_message_ = false;
    bool stopped_ = false;
    bool encoding_told_ = false;
    bool message_too_large_ = false;
};

Result<void> CsvReader::read() {
    interchange_.syntax = "csv";
    if (const auto done = readRows(); !done) return done;
    if (in_message_) endMessage();
    group_.finish();
    return {};
}

Result<void> CsvReader::readRows() {
    CsvRow row;
    bool first = true;
    while (!stopped_) {
        const auto taken = rows_.next(row);
        if (!taken) return fail(taken.error());
        if (*taken == CsvTaken::end) {
            if (first) collector_.add(interchange_, findings::payload_empty, {});
            return {};
        }
        if (*taken != CsvTaken::row) {
            tellBroken(*taken, row);
            return {};
        }
        if (std::exchange(first, false)) {
            readHeader(row);
            if (failure_) return fail(*failure_);
            if (document_ == nullptr) return {};
        } else {
            takeRow(row);
        }
    }
    return {};
}

// A form has one kind of row, so a partner's grammar has the same rows with other elements.
void CsvReader::usePartnersGrammar() {
    if (document_ == nullptr || !grammars_.differs(document_->grammar->format, options_.partner))
        return;
    const auto own = grammars_.find(document_->grammar->format, options_.partner);
    if (!own) {
        failure_ = own.error();
    } else if ((*own)->rules.size() != document_->grammar->rules.size()) {
        failure_ = Failure{FailureKind::invalid, "a partner's CSV grammar may change elements only",
                           (*own)->format.text()};
    } else {
        own_document_ = *document_;
        own_document_.grammar = *own;
        document_ = &own_document_;
    }
}

void CsvReader::readHeader(const CsvRow& row) {
    for (const CsvField& name : row.fields)
        header_.emplace_back(decoded(name.text, interchange_, row));
    document_ = dialect_.bestFor(header_);
    usePartnersGrammar();
    if (document_ == nullptr) {
        collector_.add(interchange_, findings::csv_header_missing, {},
                       {{"expected", "order_number"}});
        return;
    }
    for (std::size_t i = 0; i < header_.size(); ++i) {
        const std::uint16_t element = document_->elementFor(header_[i]);
        const bool twice =
            std::find(elements_.begin(), elements_.end(), element) != elements_.end();
        elements_.push_back(twice ? std::uint16_t{0} : element);
        if (elements_.back() != 0) known_columns_.push_back(i);
        if (twice && element != 0)
            tell(interchange_, findings::csv_column_twice, row, row.fields[i].column,
                 {{"found", header_[i]}});
        if (element == 0)
            tell(interchange_, findings::csv_column_unknown, row, row.fields[i].column,
                 {{"found", header_[i]},
                  {"nearest", nearestName(header_[i], document_->columnNames()).value_or("-")}});
    }
    std::sort(known_columns_.begin(), known_columns_.end(),
              [&](std::size_t a, std::size_t b) { return elements_[a] < elements_[b]; });
    interchange_.version = document_->grammar->format.version;
    tellMissingColumns();
}

void CsvReader::tellMissingColumns() {
    for (std::uint16_t i = 1; i <= document_->columnCount(); ++i) {
        const ElementRule& column = document_->column(i);
        if (column.usage != Usage::mandatory ||
            std::find(elements_.begin(), elements_.end(), i) != elements_.end())
            continue;
        exchange::Position position;
        position.line = 1;
        collector_.add(interchange_, findings::csv_header_missing, std::move(position),
                       {{"expected", column.reference}});
        document_ = nullptr;
        return;
    }
}

std::string_view CsvReader::field(const CsvRow& row, std::uint16_t element) const {
    for (const std::size_t i : known_columns_)
        if (elements_[i] == element && i < row.fields.size()) return row.fields[i].text;
    return {};
}

void CsvReader::takeRow(const CsvRow& row) {
    const std::string_view key = field(row, document_->key);
    if (!in_message_ || key != key_) {
        if (in_message_) endMessage();
        if (stopped_) return;
        beginMessage(row, key);
    }
    const bool too_long =
        row.offset + row.length - message_.offset > options_.limits.message_bytes_max;
    if (too_long || tree_.nodeCount() >= options_.limits.segments_per_message_max) {
        if (!std::exchange(message_too_large_, true))
            tell(message_, findings::message_too_large, row, 1,
                 {{"maximum", std::to_string(options_.limits.message_bytes_max)}});
        return;
    }
    message_.length = row.offset + row.length - message_.offset;
    const NodeIndex node = rowNode(row);
    addValues(row, node);
    if (row.fields.size() != header_.size())
        tell(message_, findings::csv_row_width, row, 1,
             {{"found", std::to_string(row.fields.size())},
              {"expected", std::to_string(header_.size())}});
    for (const CsvField& each : row.fields)
        if (each.stray)
            tell(message_, findings::csv_quote_stray, row, each.column, {{"found", each.text}});
    const std::size_t before = message_.findings.size();
    checker_.check(node, {.unusual_bytes = row.unusual_bytes});
    for (std::size_t i = before; i < message_.findings.size(); ++i) {
        exchange::Position& position = message_.findings[i].position;
        position.line = row.line;
        const auto at = std::find(elements_.begin(), elements_.end(), position.element);
        const auto column = static_cast<std::size_t>(at - elements_.begin());
        if (column < row.fields.size()) position.column = row.fields[column].column;
        if (column < header_.size()) position.segment = header_[column];
    }
}

void CsvReader::beginMessage(const CsvRow& row, std::string_view key) {
    const std::uint32_t ordinal = group_.next();
    if (ordinal == 1) {
        const auto party = [&](std::uint16_t element) {
            return element == 0 ? std::string() : decoded(field(row, element), interchange_, row);
        };
        interchange_.sender.id = party(document_->sender);
        interchange_.receiver.id = party(document_->receiver);
        stopped_ = group_.begin() == Flow::stop;
    }
    in_message_ = true;
    message_too_large_ = false;
    key_ = key;
    loop_key_.clear();
    loop_ = no_node;
    message_ = {};
    message_.format = document_->grammar->format;
    message_.ordinal = ordinal;
    message_.offset = row.offset;
    row_ordinal_ = 0;
    tree_.clear();
    tree_.message_offset = row.offset;
    tree_.node(Tree::root).rule = 0;
    tree_.node(Tree::root).name = document_->grammar->rules.front().name;
    checker_.begin(*document_->grammar, tree_, message_, csv_style);
}

NodeIndex CsvReader::rowNode(const CsvRow& row) {
    NodeIndex parent = Tree::root;
    const auto offset = static_cast<std::uint32_t>(row.offset - message_.offset);
    const auto place = [&](NodeIndex node) {
        tree_.node(node).line = row.line;
        tree_.node(node).column = 1;
        tree_.node(node).offset = offset;
        tree_.node(node).ordinal = row_ordinal_;
    };
    ++row_ordinal_;
    if (document_->loop != no_rule) {
        const std::string_view group = field(row, document_->group);
        if (loop_ == no_node || group != loop_key_) {
            loop_ = tree_.addNode(Tree::root, document_->grammar->rule(document_->loop).name,
                                  document_->loop);
            place(loop_);
            loop_key_ = group;
        }
        parent = loop_;
    }
    const NodeIndex node =
        tree_.addNode(parent, document_->grammar->rule(document_->row).name, document_->row);
    place(node);
    return node;
}

// In the grammar's order; columns it has no name for become nodes of their own below the row.
void CsvReader::addValues(const CsvRow& row, NodeIndex node) {
    const auto add = [&](NodeIndex to, std::size_t column, std::uint16_t element) {
        if (column >= row.fields.size() || row.fields[column].text.empty()) return;
        const CsvField& from = row.fields[column];
        tree_.addValue(to, tree_.keep(decoded(from.text, message_, row)), element).offset =
            tree_.node(node).offset + from.offset;
    };
    for (const std::size_t column : known_columns_) add(node, column, elements_[column]);
    for (std::size_t column = 0; column < row.fields.size(); ++column) {
        const bool known = column < elements_.size() && elements_[column] != 0;
        if (known || row.fields[column].text.empty()) continue;
        const std::string name =
            column < header_.size() ? header_[column] : "column " + std::to_string(column + 1);
        const NodeIndex extra = tree_.addNode(node, tree_.keep(name));
        tree_.node(extra).line = row.line;
        tree_.node(extra).column = row.fields[column].column;
        add(extra, column, 1);
    }
}

template <class Report>
std::string CsvReader::decoded(std::string_view text, Report& report, const CsvRow& row) {
    std::string utf8;
    const bool fit = appendDecoded(utf8, options_.charset.value_or(Charset::utf8), text);
    if (!fit && !std::exchange(encoding_told_, true))
        tell(report, findings::text_encoding_invalid, row, 1, {{"found", utf8}});
    return utf8;
}

void CsvReader::endMessage() {
    in_message_ = false;
    message_.segments = row_ordinal_;
    if (group_.deliver(message_, document_->grammar, tree_) == Flow::stop) stopped_ = true;
}

void CsvReader::tellBroken(CsvTaken taken, const CsvRow& row) {
    const bool open = taken == CsvTaken::quote_open;
    const auto id = open ? findings::csv_quote_open : findings::segment_too_large;
    const std::string maximum = std::to_string(options_.limits.segment_bytes_max);
    if (in_message_) {
        tell(message_, id, row, 1, {{"maximum", maximum}});
    } else {
        tell(interchange_, id, row, 1, {{"maximum", maximum}});
    }
}

template <class Report>
void CsvReader::tell(Report& report, findings::FindingId id, const CsvRow& row,
                     std::uint32_t column, FindingValues values) {
    exchange::Position position;
    position.offset = row.offset;
    position.line = row.line;
    position.column = column;
    collector_.add(report, id, std::move(position), values);
}

}  // namespace

Result<void> readCsv(ByteSource& source, const CsvDialect& dialect, const GrammarStore& grammars,
                     const ReadOptions& options, InterchangeHandler& handler) {
    return CsvReader(source, dialect, grammars, options, handler).read();
}

}  // namespace entrepot::mapping
