#include "mapping/syntax/inspector.h"

#include <algorithm>
#include <array>

#include "mapping/syntax/edifact/interchange_start.h"
#include "mapping/syntax/x12/isa.h"

namespace entrepot::mapping {
namespace {

struct Signature {
    std::string_view bytes;
    std::string_view name;
};

constexpr std::array<Signature, 9> signatures = {{{"\x89PNG", "a PNG picture"},
                                                  {"PK\x03\x04", "a ZIP archive"},
                                                  {"%PDF", "a PDF document"},
                                                  {"\xFF\xD8\xFF", "a JPEG picture"},
                                                  {"GIF8", "a GIF picture"},
                                                  {"\x1F\x8B", "gzip data"},
                                                  {"\x7F"
                                                   "ELF",
                                                   "a program"},
                                                  {"\xD0\xCF\x11\xE0", "an old Office file"},
                                                  {"MZ", "a program"}}};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view blanks = " \t\r\n";

Inspection found(PayloadKind kind, std::string reason, std::size_t offset = 0) {
    Inspection inspection;
    inspection.kind = kind;
    inspection.reason = std::move(reason);
    inspection.offset = offset;
    return inspection;
}

// The local name and namespace of the first element, behind declaration, comments and DOCTYPE.
void readRoot(std::string_view head, Inspection& into) {
    std::size_t at = 0;
    for (;;) {
        at = head.find('<', at);
        if (at == std::string_view::npos || at + 1 >= head.size()) return;
        if (head.substr(at).starts_with("<!--")) {
            at = head.find("-->", at);
        } else if (head[at + 1] == '?' || head[at + 1] == '!') {
            at = head.find('>', at);
        } else {
            break;
        }
    }
    const std::string_view tag = head.substr(at + 1, head.find('>', at) - at - 1);
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
    const std::size_t colon = name.find(':');
    const std::string prefix(colon == name.npos ? "" : name.substr(0, colon));
    into.root = name.substr(colon == name.npos ? 0 : colon + 1);
    const std::string declaration = prefix.empty() ? "xmlns=" : "xmlns:" + prefix + "=";
    const std::size_t declared = tag.find(declaration);
    if (declared == tag.npos) return;
    const std::size_t quote = declared + declaration.size();
    if (quote >= tag.size()) return;
    const std::size_t end = tag.find(tag[quote], quote + 1);
    if (end != tag.npos) into.namespace_uri = tag.substr(quote + 1, end - quote - 1);
}

bool isBinary(std::string_view head) {
    const auto odd = std::count_if(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f' && byte != 0x1A &&
               (byte < 0x1C || byte > 0x1F);
    });
    return odd > 0 && static_cast<std::size_t>(odd) * 50 > head.size();
}

// The first row, when it looks like column names: words with one separator between them.
Inspection asCsv(std::string_view text, std::size_t offset) {
    // "sep=;" before it is what spreadsheets write.
    if (text.starts_with("sep="))
        text.remove_prefix(std::min(text.find_first_of("\r\n"), text.size()));
    text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
    const std::string_view row = text.substr(0, text.find_first_of("\r\n"));
    char separator = '\0';
    std::ptrdiff_t most = 0;
    for (const char candidate : {',', ';', '\t', '|'}) {
        const auto count = std::count(row.begin(), row.end(), candidate);
        if (count > most) {
            most = count;
            separator = candidate;
        }
    }
    const bool names = std::any_of(row.begin(), row.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
    });
    if (separator == '\0' || !names || row.size() == inspected_bytes_max)
        return found(PayloadKind::unknown, "text in no format that is known", offset);
    Inspection csv = found(PayloadKind::csv, "the first row has column names", offset);
    csv.separator = separator;
    csv.header = row;
    return csv;
}

}  // namespace

Inspection inspect(std::string_view head) {
    head = head.substr(0, inspected_bytes_max);
    for (const Signature& signature : signatures)
        if (head.starts_with(signature.bytes))
            return found(PayloadKind::binary, "begins as " + std::string(signature.name));
    if (const ByteOrder order = utf16Order(head); order != ByteOrder::none) {
        Inspection inspection = inspect(utf16ToUtf8(head, order));
        inspection.reason += ", as UTF-16 text";
        inspection.utf16 = order;
        return inspection;
    }
    std::size_t offset = head.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    offset = std::min(head.find_first_not_of(blanks, offset), head.size());
    const std::string_view text = head.substr(offset);
    if (text.empty()) return found(PayloadKind::empty, "there is nothing in it");
    if (text.starts_with("ISA")) return found(PayloadKind::x12, "begins with ISA", offset);
    if (text.starts_with("UNA") || text.starts_with("UNB"))
        return found(PayloadKind::edifact, "begins with UNA or UNB", offset);
    if (text.starts_with("STX=")) return found(PayloadKind::tradacoms, "begins with STX=", offset);
    if (text.starts_with("EDI_DC40") || text.starts_with("EDI_DC "))
        return found(PayloadKind::idoc_flat, "begins with an IDoc control record", offset);
    if (text.front() == '<') {
        Inspection xml = found(PayloadKind::xml, "begins with an XML tag", offset);
        readRoot(text, xml);
        return xml;
    }
    if (text.front() == '{' || text.front() == '[')
        return found(PayloadKind::json, "begins as JSON", offset);
    // An interchange behind noise, as a mail or a transfer log leaves it.
    for (std::size_t at = text.find("ISA"); at != text.npos; at = text.find("ISA", at + 1))
        if (parseIsa(text.substr(at)))
            return found(PayloadKind::x12, "an ISA stands behind other text", offset + at);
    for (std::size_t at = text.find("UN"); at != text.npos; at = text.find("UN", at + 1))
        if (parseEdifactStart(text.substr(at)))
            return found(PayloadKind::edifact, "a UNB stands behind other text", offset + at);
    if (isBinary(head)) return found(PayloadKind::binary, "holds control characters");
    return asCsv(text, offset);
}

std::string_view nameOf(PayloadKind kind) {
    constexpr std::string_view names[] = {"x12", "edifact",   "tradacoms", "xml",    "json",
                                          "csv", "idoc-flat", "empty",     "binary", "unknown"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace entrepot::mapping
