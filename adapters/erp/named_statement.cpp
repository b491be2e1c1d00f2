#include "adapters/erp/named_statement.h"

namespace entrepot::erp {
namespace {

bool isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where the quoted text or comment that starts at `at` ends; `at` when none starts there.
std::size_t endOfOpaque(std::string_view text, std::size_t at) {
    std::string_view closing;
    if (text[at] == '\'' || text[at] == '"') closing = text.substr(at, 1);
    if (text.substr(at).starts_with("--")) closing = "\n";
    if (text.substr(at).starts_with("/*")) closing = "*/";
    if (closing.empty()) return at;
    const std::size_t end = text.find(closing, at + 1);
    return end == std::string_view::npos ? text.size() : end + closing.size();
}

}  // namespace

NamedStatement::NamedStatement(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t opaque_end = endOfOpaque(text, at);
        if (opaque_end > at) {
            sql_ += text.substr(at, opaque_end - at);
            at = opaque_end;
        } else if (text.substr(at).starts_with("::")) {
            sql_ += "::";
            at += 2;
        } else if (text[at] == ':' && at + 1 < text.size() && isNameCharacter(text[at + 1])) {
            std::size_t end = at + 1;
            while (end < text.size() && isNameCharacter(text[end])) ++end;
            names_.emplace_back(text.substr(at + 1, end - at - 1));
            sql_ += '?';
            at = end;
        } else {
            sql_ += text[at++];
        }
    }
}

Result<std::vector<odbc::Value>> NamedStatement::bind(const NamedValues& values) const {
    std::vector<odbc::Value> bound;
    for (const std::string& name : names_) {
        const auto found = values.find(name);
        if (found == values.end())
            return fail(FailureKind::invalid, "there is no value named :" + name, sql_);
        bound.push_back(found->second);
    }
    return bound;
}

}  // namespace entrepot::erp
