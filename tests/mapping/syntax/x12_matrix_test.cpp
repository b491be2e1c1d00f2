// What partners send as X12, and what becomes of it.
#include <catch2/catch.hpp>

#include "tests/mapping/syntax/matrix.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Verdict;

namespace {

constexpr Verdict good = Verdict::accepted;
constexpr Verdict marked = Verdict::accepted_with_errors;
constexpr Verdict refused = Verdict::refused;

const std::string plain = x12(order850);
const std::string envelope = plain.substr(0, isa.size());
const std::string tail = plain.substr(isa.size());

// The same with other element, component and segment characters.
std::string with(char element, char component, const std::string& segment) {
    std::string text;
    for (const char c : plain)
        text += c == '*'   ? std::string(1, element)
                : c == '>' ? std::string(1, component)
                : c == '~' ? segment
                           : std::string(1, c);
    return text;
}

std::string later(std::string text, const std::string& mark = "^") {
    return replaced(std::move(text), "*U*00401*", "*" + mark + "*00501*");
}

// An order whose body begins with `segments`.
std::string beginning(const std::string& segments) {
    return x12(replaced(std::string(order850), "DTM*002", segments + "DTM*002"));
}

std::string receipts(const std::string& segments, int groups = 0) {
    return std::string(isa) + segments + "IEA*" + std::to_string(groups) + "*000000001~";
}

std::string binary(const std::string& segment) {
    return std::string(isa) + "GS*ZY*BUYER*SELLER*20261121*0800*1*X*004010~" +
           "ST*ZZZ*0001~SPI*00~" + segment + "SE*4*0001~GE*1*1~IEA*1*000000001~";
}

std::string inLines(const std::string& text, std::size_t length, const std::string& line_end) {
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += length)
        lines += text.substr(at, length) + line_end;
    return lines;
}

std::string longOrder() {
    std::string lines;
    for (int i = 1; i <= 100; ++i) lines += "PO1*" + std::to_string(i) + "*48*EA*12.75**VN*W-1~";
    return x12("BEG*00*SA*PO-1**20261121~" + lines);
}

const std::vector<std::string> unknown{"group-unsupported", "message-unsupported"};

}  // namespace

TEST_CASE("X12: service characters") {
    std::vector<MatrixRow> rows = {
        {"as the standard shows them", plain},
        {"bar, greater, tilde", with('|', '>', "~")},
        {"control characters of EDIFACT's level B", with('\x1D', '\x1F', "\x1C")},
        {"bytes above ASCII", with('\xA6', '\xAC', "\x85")},
        {"NEL alone", with('*', '>', "\x85")},
        {"punctuation of all kinds", with('!', '#', "%")},
        {"tabs between elements", with('\t', '>', "~")},
        {"a component character that is never used", with('*', '\\', "~")},
        {"letters cannot be service characters",
         with('X', '>', "~"),
         refused,
         {"envelope-malformed"}},
        {"one character for two things", with('*', '*', "~"), refused, {"envelope-malformed"}},
    };
    for (const std::string terminator : {"~", "'", "\r", "\n", "\r\n", "\x1C", "\x85", "~\r\n",
                                         "~\n", "~\r", "~ \n", "~\n\n\n", "'\r\n", "~\t"})
        rows.push_back(
            {"terminator " + exchange::printable(terminator), with('*', '>', terminator)});
    rows.push_back({"CR LF behind ISA, LF behind the others",
                    replaced(with('*', '>', "\n"), "*P*>\n", "*P*>\r\n")});
    rows.push_back({"LF behind ISA, CR LF behind the others",
                    replaced(with('*', '>', "\r\n"), "*P*>\r\n", "*P*>\n")});
    rows.push_back({"blank lines where LF is the terminator", with('*', '>', "\n\n")});
    rows.push_back({"the last segment lacks its terminator",
                    plain.substr(0, plain.size() - 1),
                    marked,
                    {"terminator-missing"}});
    rows.push_back({"empty elements at the end",
                    replaced(plain, "CTT*1~", "CTT*1*~"),
                    good,
                    {"trailing-separators"}});
    rows.push_back({"empty elements at the end of envelope segments",
                    replaced(plain, "GE*1*1~", "GE*1*1**~")});
    rows.push_back({"a terminator twice", replaced(plain, "CTT*1~", "CTT*1~~")});
    checkMatrix(rows);
}

TEST_CASE("X12: the repetition separator is ISA11 from 00402 on") {
    const std::string repeated = x12("BEG*00*SA*A^B**20261121~PO1*1*1*EA~");
    checkMatrix({
        {"00401 with U", repeated, good, {}, "3=A^B"},
        {"00401 with ^", replaced(repeated, "*U*00401*", "*^*00401*"), good, {}, "3=A^B"},
        {"00401 with |", replaced(repeated, "*U*00401*", "*|*00401*"), good, {}, "3=A^B"},
        {"00402 with ^",
         replaced(repeated, "*U*00401*", "*^*00402*"),
         refused,
         {"repeats-too-many"},
         "3=A 3^2=B"},
        {"00501 with ^", later(repeated), refused, {"repeats-too-many"}, "3=A 3^2=B"},
        {"00501 with U has none", later(repeated, "U"), good, {}, "3=A^B"},
        {"00501 with the component character has none", later(repeated, ">"), good, {}, "3=A^B"},
        {"00501 with a blank has none", later(repeated, " "), good, {}, "3=A^B"},
        {"a release character by ISX",
         replaced(later(x12("BEG*00*SA*A?*B**20261121~PO1*1*1*EA~")), "GS*", "ISX*?~GS*"),
         good,
         {},
         "3=A*B"},
    });
}

TEST_CASE("X12: what is asked of the network is passed over, before the groups only") {
    checkMatrix({
        {"ISB and ISE behind the ISA", replaced(plain, "GS*PO", "ISB*1~ISE*261122*0515*04~GS*PO")},
        {"ISB in a group",
         replaced(plain, "ST*850", "ISB*1~ST*850"),
         refused,
         {"envelope-segment-unexpected"}},
    });
}

TEST_CASE("X12: the ISA segment") {
    const auto isaWith = [](std::string_view from, std::string_view to) {
        return replaced(plain, from, to);
    };
    checkMatrix({
        {"sender trimmed",
         isaWith("BUYER          *", "BUYER*"),
         marked,
         {"envelope-width-wrong"},
         "from ZZ/BUYER to"},
        {"sender a blank short",
         isaWith("BUYER          *", "BUYER         *"),
         marked,
         {"envelope-width-wrong"},
         "from ZZ/BUYER to"},
        {"receiver a blank long",
         isaWith("SELLER         *", "SELLER          *"),
         marked,
         {"envelope-width-wrong"},
         "to ZZ/SELLER:"},
        {"every blank gone",
         replacedAll(plain, " ", ""),
         marked,
         {"envelope-width-wrong", "envelope-width-wrong", "envelope-width-wrong",
          "envelope-width-wrong"}},
        {"padded with no-break spaces",
         isaWith("BUYER          *", "BUYER \xC2\xA0 \xC2\xA0*"),
         marked,
         {"envelope-width-wrong"},
         "from ZZ/BUYER to"},
        {"control number short",
         isaWith("*000000001*0*", "*1*0*"),
         refused,
         {"envelope-width-wrong", "interchange-control-invalid", "control-number-form"}},
        {"control number blank-padded",
         isaWith("*000000001*0*", "*        1*0*"),
         refused,
         {"interchange-control-invalid", "interchange-control-mismatch"}},
        {"no component character", isaWith("*P*>~", "*P*~"), marked, {"envelope-width-wrong"}},
        // By the letter "~" is the component character then, and the line break the terminator.
        {"no component character, line breaks",
         replaced(with('*', '>', "~\r\n"), "*P*>~", "*P*~"),
         good,
         {"trailing-separators"}},
        {"a blank component character", isaWith("*P*>~", "*P* ~")},
        {"padded behind the component character",
         isaWith("*P*>~", "*P*>  ~"),
         marked,
         {"envelope-width-wrong"}},
        {"date of eight digits",
         isaWith("*261121*0800*U", "*20261121*0800*U"),
         marked,
         {"envelope-width-wrong"}},
        {"a date that is none",
         isaWith("*261121*0800*U", "*261341*0800*U"),
         marked,
         {"envelope-element-invalid"}},
        {"a time that is none",
         isaWith("*261121*0800*U", "*261121*2570*U"),
         marked,
         {"envelope-element-invalid"}},
        {"usage in small letters",
         isaWith("*0*P*>", "*0*p*>"),
         marked,
         {"envelope-element-invalid"}},
        {"a test", isaWith("*0*P*>", "*0*T*>"), good, {}, "SELLER test"},
        {"two elements too few",
         isaWith("*00*          *00*          *", "*00*          *"),
         refused,
         {"envelope-malformed"}},
        {"version with letters",
         isaWith("*00401*", "*0040A*"),
         marked,
         {"envelope-element-invalid"}},
        {"ISA12 and GS08 differ", isaWith("*U*00401*", "*U*00305*")},
        {"ISA12 later than GS08", later(plain)},
        {"industry code in GS08", replaced(plain, "*X*004010~", "*X*004010VICS~")},
        {"GS08 that nobody has",
         replaced(plain, "*X*004010~", "*X*009999~"),
         refused,
         {"group-version-unsupported", "message-unsupported"}},
        {"GS06 with leading zeros in both",
         replaced(replaced(plain, "*0800*1*X*", "*0800*0001*X*"), "GE*1*1~", "GE*1*0001~")},
        {"GS06 with leading zeros in one",
         replaced(plain, "*0800*1*X*", "*0800*0001*X*"),
         marked,
         {"control-number-form"}},
        {"GS06 of ten digits",
         replaced(replaced(plain, "*0800*1*X*", "*0800*1234567890*X*"), "GE*1*1~",
                  "GE*1*1234567890~"),
         refused,
         {"group-control-invalid"}},
        {"GS04 of six digits", replaced(plain, "*SELLER*20261121*", "*SELLER*261121*")},
    });
}

TEST_CASE("X12: around interchanges") {
    checkMatrix({
        {"blanks before", "  \r\n\t" + plain},
        {"text before", "Subject: order\n\n" + plain, marked, {"text-outside-interchange"}},
        {"text behind", plain + "\n-- \nsent by a scanner", marked, {"text-outside-interchange"}},
        {"end-of-file mark of old systems behind", plain + "\x1A"},
        {"zero bytes behind", plain + std::string(40, '\0')},
        {"two at once", plain + plain},
        {"two with line breaks between", plain + "\r\n\r\n" + plain},
        {"text between", plain + "page 2\n" + plain, marked, {"text-outside-interchange"}},
        {"two with other characters each", plain + with('|', '<', "\n")},
        {"the first without trailer",
         replaced(plain, "IEA*1*000000001~", "") + plain,
         refused,
         {"interchange-trailer-missing"}},
        {"cut off in the middle of the second",
         plain + plain.substr(0, 300),
         refused,
         {"interchange-trailer-missing", "group-trailer-missing", "payload-truncated",
          "message-trailer-missing"}},
        {"half an ISA behind",
         plain + std::string(isa.substr(0, 50)),
         marked,
         {"text-outside-interchange"}},
        {"ISA and nothing else",
         std::string(isa),
         refused,
         {"payload-truncated", "interchange-trailer-missing"}},
        {"three letters", "ISA", refused, {"envelope-malformed"}},
        {"the letters ISA in prose before",
         "VISA paid\n" + plain,
         marked,
         {"text-outside-interchange"}},
        {"cut into lines of 80",
         inLines(plain, 80, "\r\n"),
         marked,
         {"payload-wrapped"},
         "PO1 1=1 2=48 3=EA 4=12.75 6=VN 7=W-1"},
        {"cut into lines of 998, as by mail",
         inLines(longOrder(), 998, "\n"),
         marked,
         {"payload-wrapped"}},
        {"in small letters",
         [] {
             std::string text = plain;
             for (char& c : text)
                 c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
             return text;
         }(),
         refused,
         {"payload-unrecognised"}},
        {"UTF-8 byte order mark", "\xEF\xBB\xBF" + plain},
        {"UTF-16, little end first", utf16(plain, true), good, {"payload-recoded"}},
        {"UTF-16, big end first", utf16(plain, false), good, {"payload-recoded"}},
        {"UTF-16 without a mark", utf16(plain, true, false), good, {"payload-recoded"}},
    });
}

TEST_CASE("X12: groups, messages and receipts") {
    const std::string ta1 = "TA1*000000905*261120*0930*A*000~";
    const std::string message = x12Message(order850);
    checkMatrix({
        {"TA1 alone", receipts(ta1), good, {}, "receipt of 000000905: A 000"},
        {"TA1 twice", receipts(ta1 + ta1)},
        {"TA1 before groups", receipts(ta1 + x12Group(message, 1), 1)},
        {"TA1 behind groups", receipts(x12Group(message, 1) + ta1, 1)},
        {"TA1 with a verdict that is none",
         receipts("TA1*000000905*261120*0930*X*000~"),
         marked,
         {"envelope-element-invalid"}},
        {"nothing in it", receipts("")},
        {"no GS",
         receipts(message, 1),
         refused,
         {"envelope-segment-unexpected", "interchange-count-mismatch"}},
        {"no GE", replaced(plain, "GE*1*1~", ""), refused, {"group-trailer-missing"}},
        {"no SE", replaced(plain, "SE*10*0001~", ""), refused, {"message-trailer-missing"}},
        {"SE twice",
         replaced(plain, "SE*10*0001~", "SE*10*0001~SE*10*0001~"),
         refused,
         {"envelope-segment-unexpected"}},
        {"a segment between messages",
         replaced(plain, "GE*", "NTE**stray~GE*"),
         refused,
         {"envelope-segment-unexpected"}},
        {"two groups",
         receipts(x12Group(message, 1) + replaced(replaced(x12Group(message, 1), "*1*X*", "*2*X*"),
                                                  "GE*1*1", "GE*1*2"),
                  2)},
        {"an empty group", receipts(x12Group("", 0), 1)},
        {"counts with leading zeros", replaced(plain, "SE*10*", "SE*0010*")},
        {"a count that is no number",
         replaced(plain, "SE*10*", "SE*TEN*"),
         refused,
         {"message-count-mismatch"}},
        {"segment id in small letters",
         replaced(plain, "PID*F", "pid*F"),
         refused,
         {"segment-unrecognised"}},
        {"a blank before a segment id", replaced(plain, "~PID*F", "~ PID*F")},
        {"a message of another group",
         replaced(plain, "GS*PO*", "GS*IN*"),
         refused,
         {"message-type-not-in-group"}},
        {"a message type nobody has",
         replaced(plain, "ST*850", "ST*ZZZ"),
         refused,
         {"message-unsupported", "message-type-not-in-group"}},
    });
}

TEST_CASE("X12: data of a stated length is not searched") {
    checkMatrix({
        {"BIN with service characters", binary("BIN*10*a~b*c>SE*1~"), refused, unknown,
         "BIN (no rule) 1=10 2=a~b*c>SE*1"},
        {"BIN with zero bytes", binary("BIN*4*" + std::string("\0~\0~", 4) + "~"), refused, unknown,
         "BIN (no rule) 1=4"},
        {"BIN that is no text", binary("BIN*4*\xFF\xFE\x80~~"), refused, unknown},
        {"BDS", binary("BDS*ASC*6*~~**~~~"), refused, unknown, "BDS (no rule) 1=ASC 2=6 3=~~**~~"},
        {"EFI before BIN", replaced(binary("EFI*00~BIN*3*~~~~"), "SE*4", "SE*5"), refused, unknown,
         "BIN (no rule) 1=3 2=~~~"},
        {"a length that is none", binary("BIN*X*abc~"), refused, unknown,
         "BIN (no rule) 1=X 2=abc"},
        {"a length that ends in the midst", binary("BIN*2*abc~"), refused, unknown,
         "BIN (no rule) 1=2 2=abc"},
        {"a length beyond the end",
         binary("BIN*9999*abc~"),
         refused,
         {"interchange-trailer-missing", "group-unsupported", "group-trailer-missing",
          "message-unsupported", "payload-truncated", "message-trailer-missing"}},
        {"no data", binary("BIN*0*~"), refused, unknown, "BIN (no rule) 1=0\n"},
    });
}

TEST_CASE("X12: texts beyond ASCII") {
    const std::string chinese =
        "MSG*\xE4\xB8\x8A\xE6\xB5\xB7\xE4\xBE\x9B\xE5\xBA\x94~";  // 上海供应
    const std::string name =
        "N1*BY*\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86\xE5\x85\xAC\xE5\x8F\xB8*92*01~";
    const auto order = [&](const std::string& n1) {
        return x12(replaced(std::string(order850), "N1*BY*Hub*92*01~", n1));
    };
    const std::string gb = encoded(Charset::gb18030, order(name));
    // 躘 is E9 7E in GBK and 焅 is 9F 5E: second bytes that look like "~" and "^".
    const std::string tricky = "N1*BY*\xE8\xBA\x98\xE7\x84\x85*92*01~";
    checkMatrix({
        {"UTF-8", order(name), good, {}, "N1 1=BY 2=\xE5\x8C\x97\xE4\xBA\xAC"},
        {"GB18030 by agreement",
         gb,
         good,
         {},
         "2=\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86",
         Charset::gb18030},
        {"GB18030 with delimiters in second bytes",
         later(encoded(Charset::gb18030, order(tricky))),
         good,
         {},
         "2=\xE8\xBA\x98\xE7\x84\x85 3=92",
         Charset::gb18030},
        {"GB18030 with four bytes a character",
         encoded(Charset::gb18030, order("N1*BY*\xF0\xA0\x80\x80\xC2\xA5*92*01~")),
         good,
         {},
         "2=\xF0\xA0\x80\x80\xC2\xA5",
         Charset::gb18030},
        {"GB18030 cut in a character",
         order("N1*BY*\xB1\xB1\xBE*92*01~"),
         marked,
         {"text-encoding-invalid"},
         "N1 1=BY 2=\xE5\x8C\x97\xEF\xBF\xBD 3=92",
         Charset::gb18030},
        {"Big5 by agreement",
         encoded(Charset::big5, order("N1*BY*\xE8\x87\xBA\xE5\x8C\x97*92*01~")),
         good,
         {},
         "2=\xE8\x87\xBA\xE5\x8C\x97",
         Charset::big5},
        {"UTF-8 where GB18030 was agreed",
         order("N1*BY*\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86*92*01~"),
         marked,
         {"text-encoding-invalid"},
         "2=\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86",
         Charset::gb18030},
        {"Latin-1 without agreement is told and read as Windows-1252",
         order("N1*BY*M\xFCller \x80*92*01~"),
         marked,
         {"text-encoding-invalid"},
         "2=M\xC3\xBCller \xE2\x82\xAC"},
        {"Latin-1 by agreement",
         order("N1*BY*M\xFCller*92*01~"),
         good,
         {},
         "2=M\xC3\xBCller",
         Charset::latin1},
        {"a sender that is not ASCII",
         replaced(plain, "*ZZ*BUYER ", "*ZZ*B\xDCYER "),
         good,
         {},
         "from ZZ/B\xC3\x9CYER"},
        {"lengths count characters",
         order("N1*BY*" + replacedAll(std::string(60, 'x'), "x", "\xE5\x8C\x97") + "*92*01~")},
        {"a control character in a text",
         order("N1*BY*Hu\x02"
               "b*92*01~"),
         refused,
         {"element-character-invalid"}},
        {"Chinese in a segment of free text",
         beginning(replaced(chinese, "MSG*", "REF*ZZ*X*")),
         good,
         {},
         "3=\xE4\xB8\x8A\xE6\xB5\xB7"},
    });
}
