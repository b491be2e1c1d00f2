// What partners send as EDIFACT, and what becomes of it.
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

const std::string plain = edifact(orders);

std::string with(char element, char component, const std::string& segment) {
    std::string text;
    for (const char c : plain)
        text += c == '+'    ? std::string(1, element)
                : c == ':'  ? std::string(1, component)
                : c == '\'' ? segment
                            : std::string(1, c);
    return text;
}

std::string level(const std::string& name, std::string text = plain) {
    return replaced(std::move(text), "UNOC:3", name);
}

// An order of a buyer with this name, declared to be of `declared`.
std::string named(const std::string& name, const std::string& declared = "UNOC:3") {
    return level(declared, replaced(plain, "NAD+BY+5412345000013::9'",
                                    "NAD+BY+5412345000013::9++" + name + "'"));
}

std::string quantity(const std::string& text, const std::string& declared = "UNOC:3") {
    return level(declared, replaced(plain, "QTY+21:48'", "QTY+21:" + text + "'"));
}

std::string grouped(int messages, const std::string& une, const std::string& unz) {
    std::string text(unb);
    text += "UNG+ORDERS+A+B+261121:0800+7+UN+D:96A'";
    for (int i = 1; i <= messages; ++i)
        text += edifactMessage(orders, "ORDERS:D:96A:UN", std::to_string(i));
    return text + une + unz;
}

std::string counted(int messages, const std::string& unz) {
    std::string text(unb);
    for (int i = 1; i <= messages; ++i)
        text += edifactMessage(orders, "ORDERS:D:96A:UN", std::to_string(i));
    return text + unz;
}

const std::string beijing =
    "\xE5\x8C\x97\xE4\xBA\xAC\xE5\x88\x86\xE5\x85\xAC\xE5\x8F\xB8";  // 北京分公司

}  // namespace

TEST_CASE("EDIFACT: service characters") {
    checkMatrix({
        {"no UNA", plain},
        {"UNA", "UNA:+.? '" + plain},
        {"UNA with a decimal comma", "UNA:+,? '" + quantity("48,5"), good, {}, "1.2=48,5"},
        {"UNA and a line break", "UNA:+.? '\r\n" + plain},
        {"UNA, blanks, UNB", "UNA:+.? '  " + plain},
        {"UNA of other characters", "UNA>|.\\ ~" + with('|', '>', "~")},
        {"UNA with control characters",
         std::string("UNA\x1F\x1D.? \x1C") + with('\x1D', '\x1F', "\x1C")},
        {"UNA without its blank", "UNA:+.?'" + plain, marked, {"envelope-width-wrong"}},
        {"UNA without its blank, on a line of its own",
         "UNA:+.?'\r\n" + plain,
         marked,
         {"envelope-width-wrong"}},
        {"UNA with LF for a terminator", "UNA:+.? \n" + with('+', ':', "\n")},
        {"UNA with LF for a terminator and CR LF in the file",
         "UNA:+.? \r\n" + with('+', ':', "\r\n")},
        {"UNA and UNB of different characters",
         "UNA:|.? '" + plain,
         marked,
         {"text-outside-interchange"}},
        {"UNA and nothing else", "UNA:+.? '", refused, {"envelope-malformed"}},
        {"UNA with letters", "UNAabcdef" + plain, marked, {"text-outside-interchange"}},
        {"no release character",
         "UNA:+.  '" + replaced(named("Wh?o"), "UNOC:3", "UNOC:3"),
         good,
         {},
         "4=Wh?o"},
        {"syntax 4 with a blank for repetition",
         "UNA:+.? '" + named("A*B", "UNOC:4"),
         good,
         {},
         "4=A*B"},
        {"syntax 4 with a star",
         "UNA:+.?*'" + named("A*B", "UNOC:4"),
         refused,
         {"repeats-too-many"},
         "4=A 4^2=B"},
        {"syntax 4 without UNA",
         named("A*B", "UNOC:4"),
         refused,
         {"repeats-too-many"},
         "4=A 4^2=B"},
        {"syntax 3 with a star in UNA", "UNA:+.?*'" + named("A*B"), good, {}, "4=A*B"},
        {"UNOB with control characters", level("UNOB\x1F"
                                               "1",
                                               replaced(with('\x1D', '\x1F', "\x1C"),
                                                        "UNOC\x1F"
                                                        "3",
                                                        "UNOC:3"))},
        {"UNOB with plain ones", level("UNOB:2")},
        {"line breaks between segments", with('+', ':', "'\r\n")},
        {"a terminator twice", replaced(plain, "QTY+21:48'", "QTY+21:48''")},
        {"empty elements at the end",
         replaced(plain, "QTY+21:48'", "QTY+21:48+'"),
         good,
         {"trailing-separators"}},
        {"the last segment lacks its terminator",
         plain.substr(0, plain.size() - 1),
         marked,
         {"terminator-missing"}},
        {"segment ids in small letters",
         replaced(plain, "QTY+21", "qty+21"),
         refused,
         {"segment-unrecognised"}},
    });
}

TEST_CASE("EDIFACT: release characters") {
    checkMatrix({
        {"before a terminator", named("O?'Neill"), good, {}, "4=O'Neill"},
        {"before each of the others", named("a?+b?:c??d"), good, {}, "4=a+b:c?d"},
        {"at the end", named("why??"), good, {}, "4=why?\n"},
        {"before a plain letter", named("W?hy"), good, {}, "4=Why"},
        {"many in a row", named("????????"), good, {}, "4=????\n"},
        {"before a line break", named("a?\nb"), good, {}, "4=a"},
        {"in a reference",
         replaced(replaced(plain, "REF1'UNH", "R?'F1'UNH"), "UNZ+1+REF1", "UNZ+1+R?'F1")},
        {"before the end of the file", plain + "?", marked, {"text-outside-interchange"}},
    });
}

TEST_CASE("EDIFACT: what comes in pieces of any size is the same") {
    const std::string text = "UNA:+.? '\r\n" + named("a?+b?:c??d?'e??") + "\r\n" +
                             replacedAll(grouped(2, "UNE+2+7'", "UNZ+1+REF1'"), "'", "'\r\n");
    for (std::size_t size = 1; size <= text.size(); ++size) checkPieces(text, {size});
}

TEST_CASE("EDIFACT: decimals") {
    checkMatrix({
        {"a point in syntax 3", quantity("48.5"), good, {}, "1.2=48.5"},
        {"a comma in syntax 3", quantity("48,5"), good, {}, "1.2=48,5"},
        {"a comma in syntax 4", quantity("48,5", "UNOC:4"), good, {}, "1.2=48,5"},
        {"a point where UNA says comma", "UNA:+,? '" + quantity("48.5"), good, {}, "1.2=48.5"},
        {"both", quantity("1.048,5"), refused, {"element-not-numeric"}},
        {"no digit before the mark", quantity(".5"), marked, {"element-digit-missing"}},
        {"no digit behind the mark", quantity("5.")},
        {"a minus", quantity("-48"), good, {}, "1.2=-48"},
        {"a plus released", quantity("?+48"), refused, {"element-not-numeric"}},
        {"a minus behind", quantity("48-"), refused, {"element-not-numeric"}},
        {"fifteen digits, sign and mark beside", quantity("-12345678901234.5")},
        {"blanks", quantity("48 "), refused, {"element-not-numeric"}},
    });
}

TEST_CASE("EDIFACT: syntax levels and versions") {
    std::vector<MatrixRow> rows;
    for (const char c : std::string("ABCDEFGHIJKLWXY"))
        for (const char version : std::string("1234"))
            rows.push_back({std::string("UNO") + c + ":" + version,
                            level(std::string("UNO") + c + ":" + version),
                            good,
                            {},
                            std::string("edifact UNO") + c + ":" + version});
    rows.push_back(
        {"a level that is none", level("UNOZ:3"), refused, {"syntax-version-unsupported"}});
    rows.push_back(
        {"a version that is none", level("UNOC:7"), refused, {"syntax-version-unsupported"}});
    rows.push_back({"no version", level("UNOC"), good, {}});
    rows.push_back({"KECA", level("KECA:1"), refused, {"syntax-version-unsupported"}});
    rows.push_back({"more behind the version in syntax 4", level("UNOC:4:1:0001:UTF")});
    rows.push_back({"date in full", replaced(level("UNOC:4"), "+261121:0800", "+20261121:0800")});
    checkMatrix(rows);
}

TEST_CASE("EDIFACT: character sets") {
    const std::string gb = encoded(Charset::gb18030, beijing);
    checkMatrix({
        {"UNOC", named("M\xFCller"), good, {}, "4=M\xC3\xBCller"},
        {"UNOC with Windows-1252",
         named("\x93X\x94 \x80"),
         good,
         {},
         "4=\xE2\x80\x9CX\xE2\x80\x9D \xE2\x82\xAC"},
        {"UNOC with a byte that is no character",
         named("M\x81ller"),
         marked,
         {"text-encoding-invalid"},
         "4=M\xEF\xBF\xBDller"},
        {"UNOD", named("\xA3\xF3\xBC", "UNOD:3"), good, {}, "4=\xC5\x81\xC3\xB3\xC5\xBA"},
        {"UNOE", named("\xBC\xDE\xE1", "UNOE:3"), good, {}, "4=\xD0\x9C\xD0\xBE\xD1\x81"},
        {"UNOF", named("\xC1\xE8", "UNOF:3"), good, {}, "4=\xCE\x91\xCE\xB8"},
        {"UNOG", named("\xA6", "UNOG:3"), good, {}, "4=\xC4\xA4"},
        {"UNOH", named("\xB3", "UNOH:3"), good, {}, "4=\xC5\x97"},
        {"UNOI", named("\xC7", "UNOI:3"), good, {}, "4=\xD8\xA7"},
        {"UNOJ", named("\xE0", "UNOJ:3"), good, {}, "4=\xD7\x90"},
        {"UNOK", named("\xDD", "UNOK:3"), good, {}, "4=\xC4\xB0"},
        {"UNOL", named("\xA4", "UNOL:3"), good, {}, "4=\xE2\x82\xAC"},
        {"UNOY", named(beijing, "UNOY:4"), good, {}, "4=" + beijing},
        {"UNOW", named(beijing, "UNOW:4"), good, {}, "4=" + beijing},
        {"UNOX with UTF-8, as it is sent", named(beijing, "UNOX:3"), good, {}, "4=" + beijing},
        {"UNOX with escape sequences of ISO 2022",
         named("\x1B$A11>)\x1B(B", "UNOX:3"),
         refused,
         {"element-character-invalid"}},
        {"UNOA in small letters", named("Mueller", "UNOA:1")},
        {"UNOA with UTF-8",
         named(beijing, "UNOA:1"),
         marked,
         {"text-encoding-invalid"},
         "4=" + beijing},
        {"UNOB with Latin-1",
         named("M\xFCller", "UNOB:2"),
         marked,
         {"text-encoding-invalid"},
         "4=M\xC3\xBCller"},
        {"UNOY with Latin-1",
         named("M\xFCller", "UNOY:3"),
         marked,
         {"text-encoding-invalid"},
         "4=M\xC3\xBCller"},
        {"UNOC with UTF-8 is read by the letter",
         named(beijing),
         marked,
         {"text-encoding-invalid"}},
        {"UNOC with UTF-8 by agreement", named(beijing), good, {}, "4=" + beijing, Charset::utf8},
        {"GB18030 by agreement", named(gb), good, {}, "4=" + beijing, Charset::gb18030},
        {"GB18030 and releases",
         named("?+" + gb + "?'"),
         good,
         {},
         "4=+" + beijing + "'",
         Charset::gb18030},
        {"GB18030 and a release character that is a second byte",
         "UNA:+.\\ '" + named("\\+" + encoded(Charset::gb18030, "\xE8\xAA\x87") + "\\'"),
         good,
         {},
         "4=+\xE8\xAA\x87'",
         Charset::gb18030},
        {"Big5 by agreement",
         named(encoded(Charset::big5, "\xE8\x87\xBA\xE5\x8C\x97"), "UNOB:1"),
         good,
         {},
         "4=\xE8\x87\xBA\xE5\x8C\x97",
         Charset::big5},
        {"a sender beyond ASCII",
         replaced(level("UNOY:4"), "+5412345000013:14+", "+" + beijing + ":ZZZ+"),
         good,
         {},
         "from ZZZ/" + beijing},
        {"lengths count characters",
         named(replacedAll(std::string(35, 'x'), "x", "\xE5\x8C\x97"), "UNOY:4")},
    });
}

TEST_CASE("EDIFACT: groups and counts") {
    checkMatrix({
        {"one message", counted(1, "UNZ+1+REF1'")},
        {"two messages", counted(2, "UNZ+2+REF1'")},
        {"none", counted(0, "UNZ+0+REF1'")},
        {"one declared, two there",
         counted(2, "UNZ+1+REF1'"),
         refused,
         {"interchange-count-mismatch"}},
        {"a count with leading zeros", counted(2, "UNZ+0002+REF1'")},
        {"no count", counted(1, "UNZ++REF1'"), refused, {"interchange-count-mismatch"}},
        {"another reference", counted(1, "UNZ+1+REF2'"), refused, {"interchange-control-mismatch"}},
        {"no UNZ", counted(1, ""), refused, {"interchange-trailer-missing", "payload-truncated"}},
        {"a group of two", grouped(2, "UNE+2+7'", "UNZ+1+REF1'")},
        {"messages counted where groups are due",
         grouped(2, "UNE+2+7'", "UNZ+2+REF1'"),
         refused,
         {"interchange-count-mismatch"}},
        {"a group's count is wrong",
         grouped(2, "UNE+3+7'", "UNZ+1+REF1'"),
         refused,
         {"group-count-mismatch"}},
        {"a group's reference is wrong",
         grouped(1, "UNE+1+8'", "UNZ+1+REF1'"),
         refused,
         {"group-control-mismatch"}},
        {"no UNE", grouped(1, "", "UNZ+1+REF1'"), refused, {"group-trailer-missing"}},
        {"no UNT",
         replaced(counted(2, "UNZ+2+REF1'"), "UNT+9+1'", ""),
         refused,
         {"message-trailer-missing"}},
        {"a reference twice",
         std::string(unb) + edifactMessage(orders, "ORDERS:D:96A:UN") +
             edifactMessage(orders, "ORDERS:D:96A:UN") + "UNZ+2+REF1'",
         refused,
         {"message-control-duplicate"}},
        {"a segment between messages",
         replaced(plain, "UNZ", "FTX+AAI'UNZ"),
         refused,
         {"envelope-segment-unexpected"}},
    });
}

TEST_CASE("EDIFACT: around interchanges") {
    checkMatrix({
        {"blanks before", "\r\n  " + plain},
        {"text before", "To: orders\n\n" + plain, marked, {"text-outside-interchange"}},
        {"text with UNB in it before",
         "UNBelievable!\n" + plain,
         marked,
         {"text-outside-interchange"}},
        {"text behind", plain + "\nbye", marked, {"text-outside-interchange"}},
        {"two at once", plain + plain},
        {"two of different characters",
         "UNA:+.? '" + plain + "\n" + "UNA>|.? ~" + with('|', '>', "~")},
        {"the first without trailer",
         replaced(plain, "UNZ+1+REF1'", "") + plain,
         refused,
         {"interchange-trailer-missing"}},
        {"cut off",
         plain.substr(0, plain.size() - 30),
         refused,
         {"interchange-trailer-missing", "payload-truncated", "message-trailer-missing",
          "segment-missing"}},
        {"cut into lines of 70",
         [] {
             std::string lines;
             for (std::size_t at = 0; at < plain.size(); at += 70)
                 lines += plain.substr(at, 70) + "\r\n";
             return lines;
         }(),
         marked,
         {"payload-wrapped"},
         "LIN 1=1 3=4012345000016 3.2=EN"},
        {"UTF-8 byte order mark", "\xEF\xBB\xBF" + plain},
        {"UTF-8 byte order mark and UNA", "\xEF\xBB\xBFUNA:+.? '" + plain},
        {"UTF-16, little end first",
         utf16(named(beijing, "UNOY:4"), true),
         good,
         {"payload-recoded"},
         "4=" + beijing},
        {"UTF-16, big end first",
         utf16(named(beijing, "UNOY:4"), false),
         good,
         {"payload-recoded"},
         "4=" + beijing},
        {"UTF-16 without a mark",
         utf16("UNA:+.? '" + plain, false, false),
         good,
         {"payload-recoded"}},
        {"no UNB", edifactMessage(orders, "ORDERS:D:96A:UN"), refused, {"payload-unrecognised"}},
        {"no sender",
         replaced(plain, "+5412345000013:14+", "++"),
         marked,
         {"envelope-element-invalid"}},
        {"no reference",
         replaced(replaced(plain, "+REF1'UNH", "'UNH"), "UNZ+1+REF1", "UNZ+1"),
         refused,
         {"interchange-control-invalid"}},
        {"a message that names no type",
         replaced(plain, "+ORDERS:D:96A:UN:EAN008", "+"),
         refused,
         {"message-unsupported", "message-header-invalid"}},
        {"a blank in the version",
         replaced(plain, "ORDERS:D:96A", "ORDERS:D: 96A"),
         marked,
         {"envelope-element-invalid"}},
        {"a message type nobody has",
         replaced(plain, "ORDERS:D:96A", "ZZZZZZ:D:96A"),
         refused,
         {"message-unsupported"}},
    });
}
