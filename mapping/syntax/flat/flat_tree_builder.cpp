#include "mapping/syntax/flat/flat_tree_builder.h"

#include <algorithm>
#include <utility>

#include "core/exchange/finding_ids.h"
#include "mapping/syntax/charset.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;

constexpr std::string_view blanks = " \t\r\n";

bool isBlank(std::string_view text) {
    return text.find_first_not_of(blanks) == std::string_view::npos;
}

exchange::Position positionAt(const FlatRecord& record, std::string_view name, std::size_t column) {
    exchange::Position position;
    position.offset = record.offset + column - 1;
    position.line = record.line;
    position.column = static_cast<std::uint32_t>(column);
    position.segment = exchange::printable(name);
    return position;
}

}  // namespace

bool isFiller(std::string_view field) {
    return field.starts_with("filler");
}

void FlatTreeBuilder::begin(const Grammar& grammar, exchange::MessageReport& report,
                            std::string_view within, const FlatRecord& first) {
    grammar_ = &grammar;
    report_ = &report;
    encoding_told_ = false;
    builder_.begin(grammar, report);
    builder_.acceptTrailingMinus(true);
    std::vector<XmlAttribute> none;
    if (!within.empty()) builder_.open(within, none, {first.offset, first.line, 1});
    depth_least_ = builder_.depth();
}

// The innermost open record that may hold it; 0 when none may.
std::size_t FlatTreeBuilder::depthFor(std::string_view name) const {
    for (std::size_t depth = builder_.depth(); depth >= depth_least_; --depth) {
        const RuleIndex rule = builder_.ruleAt(depth);
        if (rule == no_rule) continue;
        const RuleIndex child = grammar_->child(rule, name);
        if (child != no_rule && grammar_->rule(child).kind == RuleKind::loop) return depth;
    }
    return 0;
}

bool FlatTreeBuilder::knows(std::string_view name) const {
    return depthFor(name) != 0;
}

bool FlatTreeBuilder::add(std::string_view name, const FlatRecord& record, std::size_t data_at) {
    const std::size_t depth = depthFor(name);
    if (depth == 0) return addUnknown(name, record);
    while (builder_.depth() > depth) builder_.close();
    std::vector<XmlAttribute> none;
    if (!builder_.open(name, none, {record.offset, record.line, 1})) return false;
    FlatRecord utf8 = record;
    utf8.text = decoded(record);
    return addFields(utf8, data_at);
}

bool FlatTreeBuilder::addFields(const FlatRecord& record, std::size_t data_at) {
    std::size_t at = bytesOf(record.text, data_at);
    const RuleIndex above = builder_.ruleAt(builder_.depth());
    for (RuleIndex rule = grammar_->rule(above).first_child; rule != no_rule;
         rule = grammar_->rule(rule).next_sibling) {
        if (grammar_->rule(rule).kind != RuleKind::segment) break;
        const ElementRule* field = grammar_->element(rule, 1);
        const std::size_t width = field == nullptr ? 0 : field->length_max;
        const std::string_view rest = record.text.substr(at);
        const std::string_view text = rest.substr(0, bytesOf(rest, width));
        const XmlPlace place{record.offset + at, record.line, static_cast<std::uint32_t>(at + 1)};
        const std::string& name = grammar_->rule(rule).name;
        if (!isFiller(name) && !isBlank(text) && !addField(name, text, place)) return false;
        at += text.size();
    }
    const std::string_view rest = record.text.substr(at);
    if (isBlank(rest)) return true;
    const std::string& name = grammar_->rule(above).name;
    collector_.add(*report_, findings::flat_record_too_long, positionAt(record, name, at + 1),
                   {{"found", name}});
    return builder_.addUnknown(
        "rest", rest, {record.offset + at, record.line, static_cast<std::uint32_t>(at + 1)});
}

bool FlatTreeBuilder::addField(std::string_view name, std::string_view text,
                               const XmlPlace& place) {
    std::vector<XmlAttribute> none;
    if (!builder_.open(name, none, place)) return false;
    if (!builder_.text(text, place)) return false;
    builder_.close();
    return true;
}

bool FlatTreeBuilder::addUnknown(std::string_view name, const FlatRecord& record) {
    collector_.add(*report_, findings::flat_record_unknown, positionAt(record, name, 1),
                   {{"found", name}});
    while (builder_.depth() > depth_least_) builder_.close();
    return builder_.addUnknown(name, decoded(record), {record.offset, record.line, 1});
}

// What is not UTF-8 is Latin-1, and told once.
std::string_view FlatTreeBuilder::decoded(const FlatRecord& record) {
    if (isUtf8(record.text)) return record.text;
    if (!std::exchange(encoding_told_, true))
        collector_.add(*report_, findings::text_encoding_invalid, positionAt(record, {}, 1),
                       {{"found", record.text.substr(0, 40)}});
    decoded_.clear();
    appendDecoded(decoded_, Charset::latin1, record.text);
    return decoded_;
}

void FlatTreeBuilder::end() {
    while (builder_.depth() > 1) builder_.close();
    builder_.end();
}

}  // namespace entrepot::mapping
