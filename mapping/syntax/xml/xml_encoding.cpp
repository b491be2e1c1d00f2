#include "mapping/syntax/xml/xml_encoding.h"

#include "mapping/syntax/utf16_source.h"

namespace entrepot::mapping {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

std::string declaredIn(std::string_view text) {
    const std::string_view declaration = text.substr(0, text.find("?>"));
    const std::size_t at = declaration.find("encoding");
    const std::size_t begin = at == text.npos ? at : declaration.find_first_of("\"'", at);
    if (begin == text.npos || declaration.find("<?xml") == text.npos) return {};
    const std::size_t end = declaration.find(declaration[begin], begin + 1);
    return std::string(declaration.substr(begin + 1, end == text.npos ? 0 : end - begin - 1));
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

}  // namespace

XmlEncoding xmlEncoding(std::string_view head) {
    head = head.substr(0, xml_declaration_bytes_max);
    XmlEncoding encoding;
    const ByteOrder order = utf16Order(head);
    const bool wide = order != ByteOrder::none;
    encoding.declared = declaredIn(wide ? utf16ToUtf8(head, order) : std::string(head));
    const std::string declared = upper(encoding.declared);
    const bool says_wide = declared.starts_with("UTF-16") || declared.starts_with("UCS-2") ||
                           declared.starts_with("ISO-10646-UCS-2");
    const bool marked = head.starts_with(utf8_mark);
    if (wide && !says_wide)
        encoding.actual = order == ByteOrder::little ? "UTF-16LE" : "UTF-16BE";
    else if ((!wide && says_wide) || (marked && !declared.empty() && declared != "UTF-8"))
        encoding.actual = "UTF-8";
    return encoding;
}

}  // namespace entrepot::mapping
