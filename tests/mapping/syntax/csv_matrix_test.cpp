// What partners send as CSV, and what becomes of it.
#include <catch2/catch.hpp>

#include "tests/mapping/syntax/matrix.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Verdict;

namespace {

constexpr Verdict good = Verdict::accepted;
constexpr Verdict marked = Verdict::accepted_with_errors;
constexpr Verdict refused = Verdict::refused;

// Two rows of one order; the first names its customer.
std::string table(const std::string& name = "Hub", char separator = ',',
                  const std::string& line_end = "\r\n") {
    std::string text =
        "order_number,buyer_name,line_number,seller_item,quantity\r\n"
        "PO-1,@,1,W-1,48\r\nPO-1,@,2,W-2,12\r\n";
    for (char& c : text)
        if (c == ',') c = separator;
    return replacedAll(replacedAll(text, "@", name), "\r\n", line_end);
}

const std::string row = "1=PO-1";
const std::string beijing =
    "\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86\xE5\x85\xAC\xE5\x8F\xB8";  // 北京分公司
// 订单号,客户名称,行号,货号,数量
const std::string chinese_header =
    "\xE8\xAE\xA2\xE5\x8D\x95\xE5\x8F\xB7,\xE5\xAE\xA2\xE6\x88\xB7\xE5\x90\x8D\xE7\xA7\xB0,"
    "\xE8\xA1\x8C\xE5\x8F\xB7,\xE8\xB4\xA7\xE5\x8F\xB7,\xE6\x95\xB0\xE9\x87\x8F\r\n";

std::string chinese(const std::string& name = beijing) {
    return chinese_header + "PO-1," + name + ",1,W-1,48\r\n";
}

}  // namespace

TEST_CASE("CSV: separators, quotes and line ends") {
    std::vector<MatrixRow> rows;
    for (const char separator : {',', ';', '\t', '|'})
        for (const std::string line_end : {"\r\n", "\n", "\r", "\n\n", "\r\n \r\n"})
            rows.push_back({std::string(1, separator) + exchange::printable(line_end),
                            table("Hub", separator, line_end),
                            good,
                            {},
                            "=Hub"});
    const std::vector<MatrixRow> more = {
        {"no line end at the end", table().substr(0, table().size() - 2)},
        {"a stated separator", "sep=;\r\n" + table("a,b,c,d,e,f", ';'), good, {}, "=a,b,c,d,e,f"},
        {"a separator in quotes", table("\"Hub, Ltd\""), good, {}, "=Hub, Ltd"},
        {"a quote in quotes", table("\"Hub \"\"X\"\"\""), good, {}, "=Hub \"X\""},
        {"a quote inside a text", table("Hub \"X\""), good, {}, "=Hub \"X\""},
        {"a line break in quotes", table("\"Hub\nHall\""), good, {}, "=Hub\\x0AHall"},
        {"CR LF in quotes", table("\"Hub\r\nHall\""), good, {}, "Hall"},
        {"blanks around quotes", table(" \"Hub\" "), good, {}, "=Hub"},
        {"blanks around texts", table("  Hub "), good, {}, "=Hub"},
        {"all in quotes", "\"order_number\",\"quantity\"\n\"PO-1\",\"48\"\n"},
        {"an empty quoted text", table("\"\"")},
        {"a quote that never closes",
         replaced(table(), "Hub,2", "\"Hub,2"),
         refused,
         {"csv-quote-open"}},
        {"text behind a quote",
         table("\"Hub\" Ltd"),
         refused,
         {"csv-quote-stray", "csv-quote-stray"}},
        {"quotes that swallow the end of a row", table("\"Hub"), refused, {"csv-quote-stray"}},
        {"blank rows before", "\r\n\r\n" + table()},
        {"rows of separators only", table() + ",,,,\r\n,, ,\"\",\r\n"},
        {"a field too many",
         replaced(table(), "1,W-1,48", "1,W-1,48,x"),
         refused,
         {"csv-row-width"}},
        {"a field too few",
         replaced(table(), ",W-2,12", ",W-2"),
         refused,
         {"csv-row-width", "element-missing"}},
        {"a column nobody knows",
         replaced(table(), "buyer_name", "weather"),
         marked,
         {"csv-column-unknown"}},
        {"a column twice",
         replaced(table(), "buyer_name", "Seller Item"),
         marked,
         {"csv-column-twice"},
         "25=Hub"},
        {"a column of a mandatory field is missing",
         "order_number,gtin\nPO-1,4012345000016\n",
         refused,
         {"csv-header-missing"}},
        {"names in capitals with blanks", replaced(table(), "order_number", "Order  NUMBER")},
        {"names of one's own", replaced(table(), "order_number,buyer_name", "PO #,Customer Name")},
        {"no header", "PO-1,Hub,1,W-1,48\r\n", refused, {"csv-header-missing"}},
        {"a header and nothing else", table().substr(0, table().find('\n') + 1)},
        {"a number with a comma",
         replaced(table(), "W-1,48", "W-1,\"4,8\""),
         refused,
         {"element-not-numeric"}},
    };
    rows.insert(rows.end(), more.begin(), more.end());
    checkMatrix(rows);
}

TEST_CASE("CSV: encodings") {
    // 檤 is 99 7C in GBK: its second byte looks like a bar.
    const std::string bar = "\xE6\xAA\xA4";
    checkMatrix({
        {"UTF-8", table("M\xC3\xBCller"), good, {}, "=M\xC3\xBCller"},
        {"UTF-8 with a mark", "\xEF\xBB\xBF" + table("M\xC3\xBCller"), good, {}, "=M\xC3\xBCller"},
        {"a mark and a stated separator",
         "\xEF\xBB\xBFsep=;\r\n" + table(beijing, ';'),
         good,
         {},
         "=" + beijing},
        {"Chinese names of columns", chinese(), good, {}, "=" + beijing},
        {"Windows-1252 is told",
         table("M\xFCller"),
         marked,
         {"text-encoding-invalid"},
         "=M\xC3\xBCller"},
        {"Windows-1252 by agreement",
         table("M\xFCller"),
         good,
         {},
         "=M\xC3\xBCller",
         Charset::latin1},
        {"GB18030 by agreement",
         encoded(Charset::gb18030, chinese()),
         good,
         {},
         "=" + beijing,
         Charset::gb18030},
        {"GB18030 in quotes",
         encoded(Charset::gb18030, chinese("\"" + beijing + ",\"")),
         good,
         {},
         "=" + beijing + ",",
         Charset::gb18030},
        {"GB18030 with a bar in a second byte",
         encoded(Charset::gb18030, replacedAll(chinese(bar), ",", "|")),
         good,
         {},
         "=" + bar,
         Charset::gb18030},
        {"Big5 by agreement",
         encoded(Charset::big5, table("\xE8\x87\xBA\xE5\x8C\x97")),
         good,
         {},
         "=\xE8\x87\xBA\xE5\x8C\x97",
         Charset::big5},
        {"UTF-16, little end first", utf16(chinese(), true), good, {}, "=" + beijing},
        {"UTF-16, big end first", utf16(chinese(), false), good, {}, "=" + beijing},
        {"UTF-16 with tabs, as spreadsheets say Unicode",
         utf16(table(beijing, '\t'), true),
         good,
         {},
         "=" + beijing},
        {"UTF-16 without a mark",
         utf16(table(beijing, '\t'), true, false),
         good,
         {},
         "=" + beijing},
        {"a zero byte",
         replaced(table(), "Hub", std::string("H\0b", 3)),
         refused,
         {"element-character-invalid"}},
        {"lengths count characters",
         replaced(table(), "PO-1", replacedAll(std::string(35, 'x'), "x", "\xE5\x8C\x97"))},
    });
}
