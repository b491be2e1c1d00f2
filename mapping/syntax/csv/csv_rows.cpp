#include "mapping/syntax/csv/csv_rows.h"

#include <algorithm>

namespace entrepot::mapping {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view separators = ",;\t|";

// What a byte is while rows are taken apart. A quote opens only at the start of a field; a doubled
// one inside stays inside. The second byte of a character is no separator, whatever it looks like.
class ByteClassifier {
public:
    enum class Kind : std::uint8_t { text, quoted, separator };

    explicit ByteClassifier(bool double_bytes) : double_bytes_(double_bytes) {}

    Kind step(char c, bool separates) {
        const auto byte = static_cast<unsigned char>(c);
        const bool second = std::exchange(first_of_two_, false) && byte >= 0x40;
        first_of_two_ = double_bytes_ && !second && byte >= 0x81 && byte != 0xFF;
        if (second) return quoted_ ? Kind::quoted : Kind::text;
        if (quoted_) {
            quoted_ = c != '"';
            just_closed_ = closed_ = !quoted_;
        } else {
            quoted_ = c == '"' && (at_start_ || just_closed_);
            if (quoted_ || separates) closed_ = false;
            stray_ = !separates && (stray_ || (closed_ && c != ' ' && c != '\t' && !isBreak(c)));
            just_closed_ = false;
            at_start_ = separates || (at_start_ && c == ' ');
        }
        if (quoted_) return Kind::quoted;
        return separates ? Kind::separator : Kind::text;
    }

    // Of the field at hand: text stands behind its closing quote.
    bool isStray() const { return stray_; }

private:
    static bool isBreak(char c) { return c == '\r' || c == '\n'; }

    bool double_bytes_;
    bool stray_ = false;
    bool closed_ = false;
    bool first_of_two_ = false;
    bool quoted_ = false;
    bool just_closed_ = false;
    bool at_start_ = true;
};

using Kind = ByteClassifier::Kind;

// The separator that stands most often outside quotes; the first listed of equals.
char separatorOf(std::string_view row, bool double_bytes) {
    std::size_t counts[separators.size()] = {};
    ByteClassifier classifier(double_bytes);
    for (const char c : row) {
        const std::size_t which = separators.find(c);
        const bool candidate = which != std::string_view::npos;
        if (classifier.step(c, candidate) == Kind::separator) ++counts[which];
    }
    return separators[static_cast<std::size_t>(
        std::max_element(std::begin(counts), std::end(counts)) - std::begin(counts))];
}

// "sep=;", the first line that spreadsheets write to say it; '\0' when the row is another.
char statedSeparator(std::string_view row) {
    constexpr std::string_view mark = "sep=";
    if (row.size() != mark.size() + 1 || !row.starts_with(mark)) return '\0';
    return separators.find(row.back()) == std::string_view::npos ? '\0' : row.back();
}

}  // namespace

bool CsvRows::separates(char c) const {
    return separator_ != '\0' ? c == separator_ : separators.find(c) != std::string_view::npos;
}

// The length of the row at hand, its line break left out; `open`: a quote is not closed.
Result<std::size_t> CsvRows::rowEnd(bool& open) {
    std::size_t scanned = 0;
    ByteClassifier classifier(double_bytes_);
    open = false;
    for (;;) {
        const std::string_view text = window_.text();
        for (; scanned < text.size(); ++scanned) {
            const char c = text[scanned];
            open = classifier.step(c, separates(c)) == Kind::quoted;
            if (!open && (c == '\n' || c == '\r')) return scanned;
        }
        if (scanned > row_bytes_max_) return scanned;
        const auto more = window_.fill();
        if (!more) return fail(more.error());
        if (!*more) return scanned;
    }
}

Result<void> CsvRows::skipLineFeed() {
    if (!std::exchange(skip_line_feed_, false)) return {};
    if (window_.text().empty())
        if (const auto more = window_.fill(); !more) return fail(more.error());
    if (window_.text().starts_with('\n')) window_.skip(1);
    return {};
}

void CsvRows::passLineBreak() {
    if (window_.text().empty()) return;
    skip_line_feed_ = window_.text().front() == '\r';
    window_.skip(1);
    ++line_;
}

Result<CsvTaken> CsvRows::next(CsvRow& row) {
    for (;;) {
        if (const auto done = skipLineFeed(); !done) return fail(done.error());
        bool open = false;
        const auto length = rowEnd(open);
        if (!length) return fail(length.error());
        if (!std::exchange(started_, true) && window_.text().starts_with(byte_order_mark)) {
            window_.skip(byte_order_mark.size());
            continue;
        }
        const std::string_view text = window_.text().substr(0, *length);
        row.offset = window_.offset();
        row.length = text.size();
        row.line = line_;
        row.unusual_bytes = std::any_of(text.begin(), text.end(), [](char c) {
            const auto byte = static_cast<unsigned char>(c);
            return byte < 0x20 || byte >= 0x80;
        });
        row.fields.clear();
        if (text.size() > row_bytes_max_) return CsvTaken::too_large;
        if (open) return CsvTaken::quote_open;
        if (window_.text().empty()) return CsvTaken::end;
        bool blank = text.find_first_not_of(" \t") == std::string_view::npos;
        if (!blank && separator_ == '\0') {
            separator_ = statedSeparator(text);
            blank = separator_ != '\0';
            if (!blank) separator_ = separatorOf(text, double_bytes_);
        }
        if (!blank) split(text, row);
        blank = blank || std::all_of(row.fields.begin(), row.fields.end(),
                                     [](const CsvField& field) { return field.text.empty(); });
        line_ += static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
        window_.skip(*length);
        passLineBreak();
        if (!blank) return CsvTaken::row;
    }
}

void CsvRows::split(std::string_view text, CsvRow& row) {
    kept_used_ = 0;
    std::size_t begin = 0;
    ByteClassifier classifier(double_bytes_);
    bool stray = false;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && classifier.step(text[i], separates(text[i])) != Kind::separator) {
            stray = classifier.isStray();
            continue;
        }
        row.fields.push_back({unquoted(text.substr(begin, i - begin)),
                              static_cast<std::uint32_t>(begin + 1),
                              static_cast<std::uint32_t>(begin), std::exchange(stray, false)});
        begin = i + 1;
    }
}

std::string_view CsvRows::unquoted(std::string_view raw) {
    while (!raw.empty() && (raw.front() == ' ' || raw.front() == '\t')) raw.remove_prefix(1);
    while (!raw.empty() && (raw.back() == ' ' || raw.back() == '\t')) raw.remove_suffix(1);
    if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return raw;
    raw = raw.substr(1, raw.size() - 2);
    if (raw.find('"') == std::string_view::npos) return raw;
    if (kept_used_ == kept_.size()) kept_.emplace_back();
    std::string& text = kept_[kept_used_++];
    text.clear();
    for (std::size_t i = 0; i < raw.size(); ++i) {
        text += raw[i];
        if (raw[i] == '"' && i + 1 < raw.size() && raw[i + 1] == '"') ++i;
    }
    return text;
}

}  // namespace entrepot::mapping
