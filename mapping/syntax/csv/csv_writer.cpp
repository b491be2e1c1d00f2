#include "mapping/syntax/csv/csv_writer.h"

namespace entrepot::mapping {
namespace {

void appendField(std::string& out, std::string_view text) {
    const bool blank_ends = !text.empty() && (text.front() == ' ' || text.back() == ' ');
    if (!blank_ends && text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace

std::string writeCsv(const Tree& tree, const CsvDocument& document) {
    std::string out;
    const std::uint32_t columns = document.columnCount();
    for (std::uint16_t i = 1; i <= columns; ++i) {
        if (i > 1) out += ',';
        appendField(out, document.column(i).reference);
    }
    out += "\r\n";
    for (NodeIndex node = 0; node < tree.nodeCount(); ++node) {
        if (node == Tree::root || tree.node(node).rule != document.row) continue;
        for (std::uint16_t i = 1; i <= columns; ++i) {
            if (i > 1) out += ',';
            if (const Value* value = tree.find(node, i)) appendField(out, value->text);
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace entrepot::mapping
