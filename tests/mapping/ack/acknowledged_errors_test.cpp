// One row an error: what was sent, and what the acknowledgement says of it, as it goes out.
#include <algorithm>
#include <catch2/catch.hpp>

#include "mapping/ack/acknowledge.h"
#include "mapping/ack/advice.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

std::string acknowledged(const std::string& bytes, bool implementation = false) {
    const ReadBack read = readBack(translator(), bytes);
    REQUIRE(!read.interchanges.empty());
    ports::WriteSettings settings = settingsFor({});
    settings.implementation_acknowledgement = implementation;
    const auto written = translator().acknowledge(read.interchanges.front(), settings);
    REQUIRE(written.has_value());
    return *written ? (*written)->bytes : "";
}

// The segments from the first of that name up to the last of that name, without terminators.
std::string segments(const std::string& bytes, char terminator, const std::string& first,
                     const std::string& last) {
    std::string text;
    bool inside = false;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find(terminator, at), bytes.size());
        const std::string segment = bytes.substr(at, end - at);
        inside = inside || segment.starts_with(first);
        if (inside && segment.starts_with(last)) break;
        if (inside) text += (text.empty() ? "" : " ") + segment;
        at = end + 1;
    }
    return text;
}

std::string said997(const std::string& bytes) {
    const std::string text = acknowledged(bytes);
    return segments(text, '~', "AK2", "SE*").substr(std::string("AK2*850*0001 ").size());
}

constexpr const char* beg = "BEG*00*SA*PO-1**20261121~";
constexpr const char* po1 = "PO1*1*48*EA*12.75**VN*W-1~";

}  // namespace

TEST_CASE("997: AK3, AK4, AK5 and AK9 of each error in a message") {
    struct Row {
        const char* error;
        std::string body;
        const char* said;
    };
    const std::string b = beg;
    const std::string l = po1;
    const Row rows[] = {
        {"unknown segment", b + "XYZ*1~" + l, "AK3*XYZ*3**1 AK5*R*5 AK9*R*1*1*0"},
        {"unexpected segment", b + l + "SE1*1~", "AK3*SE1*4*PO1*1 AK5*R*5 AK9*R*1*1*0"},
        {"missing segment", l, "AK3*BEG*2**3 AK5*R*5 AK9*R*1*1*0"},
        {"missing loop", b, "AK3*PO1*3**3 AK5*R*5 AK9*R*1*1*0"},
        {"segment too often", b + l + "CTT*1~CTT*1~", "AK3*CTT*5**4 AK5*R*5 AK9*R*1*1*0"},
        {"segment of another message", b + "ACK*IA~" + l, "AK3*ACK*3**6 AK5*R*5 AK9*R*1*1*0"},
        {"segment too late", b + "REF*DP*1~CUR*BY*USD~" + l, "AK3*CUR*4**7 AK5*R*5 AK9*R*1*1*0"},
        {"empty segment", b + "REF~" + l, "AK3*REF*3**8 AK5*R*5 AK9*R*1*1*0"},
        {"mandatory element missing", b + "DTM**20261121~" + l,
         "AK3*DTM*3**8 AK4*1*374*1 AK5*R*5 AK9*R*1*1*0"},
        {"conditional element missing", b + "PO1*1*48*EA*1**VN~",
         "AK3*PO1*3*PO1*8 AK4*7*234*2 AK5*R*5 AK9*R*1*1*0"},
        {"too many elements", b + l + "CTT*1*48*3*LB*4*CF*text*z~",
         "AK3*CTT*4*CTT*8 AK4*8**3*z AK5*R*5 AK9*R*1*1*0"},
        {"element too short", b + "PO1*1*48*E*1**VN*W-1~",
         "AK3*PO1*3*PO1*8 AK4*3*355*4*E AK5*R*5 AK9*R*1*1*0"},
        {"element too long", b + "N1*STST*Store~" + l,
         "AK3*N1*3*N1*8 AK4*1*98*5*STST AK5*R*5 AK9*R*1*1*0"},
        {"letters in a number", b + "PO1*1*4x*EA*1**VN*W-1~",
         "AK3*PO1*3*PO1*8 AK4*2*330*6*4x AK5*R*5 AK9*R*1*1*0"},
        {"unknown code", "BEG*ZA*SA*PO-1**20261121~" + l,
         "AK3*BEG*2**8 AK4*1*353*7*ZA AK5*R*5 AK9*R*1*1*0"},
        {"no such day", b + "DTM*002*20260231~" + l,
         "AK3*DTM*3**8 AK4*2*373*8*20260231 AK5*R*5 AK9*R*1*1*0"},
        {"no such time", b + "DTM*002*20261121*2561~" + l,
         "AK3*DTM*3**8 AK4*3*337*9*2561 AK5*R*5 AK9*R*1*1*0"},
        {"component of a composite", b + l + "SLN*1**I*1*>2~",
         "AK3*SLN*4*SLN*8 AK4*5:1*355*1 AK5*R*5 AK9*R*1*1*0"},
        {"composite where there is none", b + "PO1*1*48*EA*1**VN*W>1~",
         "AK3*PO1*3*PO1*8 AK4*7:2*234*3 AK5*R*5 AK9*R*1*1*0"},
        {"two errors in one segment", b + "PO1*1*4x*E*1**VN*W-1~",
         "AK3*PO1*3*PO1*8 AK4*2*330*6*4x AK4*3*355*4*E AK5*R*5 AK9*R*1*1*0"},
        {"two segments", b + "DTM**20261121~PO1*1*4x*EA*1**VN*W-1~",
         "AK3*DTM*3**8 AK4*1*374*1 AK3*PO1*4*PO1*8 AK4*2*330*6*4x AK5*R*5 AK9*R*1*1*0"},
        {"a warning", b + "N1*ST*Store*UL*4012345000008~" + l,
         "AK3*N1*3*N1*8 AK4*4**7*4012345000008 AK5*E*5 AK9*E*1*1*1"},
        {"none", b + l, "AK5*A AK9*A*1*1*1"},
    };
    for (const Row& row : rows) {
        INFO(row.error);
        CHECK(said997(x12(row.body)) == row.said);
    }
}

TEST_CASE("997: AK5 and AK9 of each error of message and group envelopes") {
    const std::string good = x12(std::string(beg) + po1);
    struct Row {
        const char* error;
        std::string bytes;
        const char* said;
    };
    const Row rows[] = {
        {"no trailer", replaced(good, "SE*4*0001~", ""), "AK5*R*2 AK9*R*1*1*0"},
        {"control numbers differ", replaced(good, "SE*4*0001", "SE*4*0002"), "AK5*R*3 AK9*R*1*1*0"},
        {"segment count", replaced(good, "SE*4*", "SE*5*"), "AK5*R*4 AK9*R*1*1*0"},
        {"control number too short",
         replaced(replaced(good, "ST*850*0001", "ST*850*1"), "SE*4*0001", "SE*4*1"),
         "AK5*R*7 AK9*R*1*1*0"},
        {"group count", replaced(good, "GE*1*1", "GE*2*1"), "AK5*A AK9*R*2*1*0*5"},
        {"group control", replaced(good, "GE*1*1", "GE*1*2"), "AK5*A AK9*R*1*1*0*4"},
        {"no group trailer", replaced(good, "GE*1*1~", ""), "AK5*A AK9*R*1*1*0*3"},
    };
    for (const Row& row : rows) {
        INFO(row.error);
        const std::string text = acknowledged(row.bytes);
        CHECK(segments(text, '~', "AK5", "SE*") == row.said);
    }
    const std::string unsupported = acknowledged(replaced(good, "ST*850", "ST*851"));
    CHECK(segments(unsupported, '~', "AK2", "SE*").find("AK2*851*0001 AK5*R*1") == 0);
    const std::string version = acknowledged(replaced(good, "*X*004010~", "*X*001000~"));
    CHECK(segments(version, '~', "AK9", "SE*") == "AK9*R*1*1*0*2");
}

TEST_CASE("997: each of many groups has its own counts") {
    std::string groups;
    for (int i = 0; i < 9; ++i) groups += x12Group(x12Message(std::string(beg) + po1), 1);
    const std::string bytes = std::string(isa) + groups + "IEA*9*000000001~";

    std::string text = acknowledged(bytes);
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find("AK9*A*1*1*1~", at)) != std::string::npos; ++at)
        ++found;
    CHECK(found == 9);
}

TEST_CASE("TA105 of each error of the interchange's envelope") {
    const std::string good = x12(std::string(beg) + po1);
    struct Row {
        const char* from;
        const char* to;
        const char* said;  // TA104 and TA105
    };
    const Row rows[] = {
        {"IEA*1*000000001", "IEA*1*000000002", "R*001"},
        {"IEA*1*", "IEA*2*", "R*021"},
        {"IEA*1*000000001~", "", "R*023"},
        {"*00*          *00*", "*A!*          *00*", "E*010"},
        {"*00*          *00*          *ZZ*BUYER", "*00*          *A!*          *ZZ*BUYER", "E*012"},
        {"*ZZ*BUYER          ", "*  *BUYER          ", "E*005"},
        {"*ZZ*BUYER          ", "*ZZ*               ", "E*006"},
        {"*ZZ*SELLER         ", "*  *SELLER         ", "E*007"},
        {"*ZZ*SELLER         ", "*ZZ*               ", "E*008"},
        {"*261121*0800*U*", "*261399*0800*U*", "E*014"},
        {"*261121*0800*U*", "*261121*2561*U*", "E*015"},
        {"*261121*0800*U*", "*261121*0800*X*", "E*016"},
        {"*00401*000000001*0*P*", "*0040A*000000001*0*P*", "E*017"},
        {"*00401*000000001*0*P*", "*00401*00000000A*0*P*", "R*018"},
        {"*00401*000000001*0*P*", "*00401*000000001*7*P*", "E*019"},
        {"*00401*000000001*0*P*", "*00401*000000001*0*Q*", "E*020"},
        {"*00401*000000001*0*P*", "*00401*000000001*1*P*", "A*000"},
    };
    for (const Row& row : rows) {
        INFO(row.from << " -> " << row.to);
        const std::string text = acknowledged(replaced(good, row.from, row.to));
        const std::string receipt = segments(text, '~', "TA1", "IEA");
        REQUIRE(receipt.size() > 5);
        CHECK(receipt.substr(receipt.size() - 5) == row.said);
    }
    CHECK(acknowledged(good).find("TA1") == std::string::npos);
}

TEST_CASE("CONTRL: UCI, UCM, UCS and UCD of each error, in syntax 2, 3 and 4") {
    const std::string good = edifact(orders);
    struct Row {
        const char* error;
        std::string bytes;
        const char* said;
    };
    const auto changed = [&](std::string_view from, std::string_view to) {
        return replaced(edifact(replaced(std::string(orders), from, to)), "UNOC:3", "UNOC:3");
    };
    const std::string uci = "UCI+REF1+5412345000013:14+4012345000009:14+";
    const std::string ucm = " UCM+1+ORDERS:D:96A:UN:EAN008+4";
    const Row rows[] = {
        {"none", good, "7"},
        {"letters in a number", changed("QTY+21:48'", "QTY+21:4x'"), "7#UCS+6 UCD+37+1:2"},
        {"mandatory component missing", changed("QTY+21:48'", "QTY+:48'"), "7#UCS+6 UCD+13+1:1"},
        {"too long", changed("LIN+1+", "LIN+1234567+"), "7#UCS+5 UCD+39+1"},
        {"unknown segment", changed("QTY+21:48'", "QTY+21:48'ZZZ+1'"), "7#UCS+7+15"},
        {"missing segment", changed("DTM+137:20261121:102'", ""), "7#UCS+3+13"},
        {"segment count", replaced(good, "UNT+9+", "UNT+8+"), "7#+29+UNT+1"},
        {"references differ", replaced(good, "UNT+9+1'", "UNT+9+2'"), "7#+28+UNT+2"},
        {"no such message", edifact(orders, "ORDERX:D:96A:UN"), "7#+14+UNH"},
        {"interchange references", replaced(good, "UNZ+1+REF1", "UNZ+1+REF2"), "4+28+UNZ+2"},
        {"interchange count", replaced(good, "UNZ+1+", "UNZ+2+"), "4+29+UNZ+1"},
        {"no interchange trailer", replaced(good, "UNZ+1+REF1'", ""), "4+13"},
    };
    for (const Row& row : rows) {
        for (const char* syntax : {"UNOC:2", "UNOC:3", "UNOC:4"}) {
            INFO(row.error << " " << syntax);
            std::string bytes = replaced(row.bytes, "UNOC:3", syntax);
            if (syntax[5] == '4') bytes = replaced(bytes, "+261121:0800+", "+20261121:0800+");
            std::string said = segments(acknowledged(bytes), '\'', "UCI", "UNT");
            std::string expected = uci + row.said;
            if (const std::size_t mark = expected.find('#'); mark != expected.npos) {
                const bool of_message = expected[mark + 1] == '+';
                std::string message = ucm;
                if (std::string(row.error) == "no such message")
                    message = " UCM+1+ORDERX:D:96A:UN+4";
                expected.replace(mark, 1, message + (of_message ? "" : " "));
            }
            CHECK(said == expected);
        }
    }
}

TEST_CASE("an EDIFACT interchange with groups has a CONTRL for each") {
    const std::string message = edifactMessage(orders, "ORDERS:D:96A:UN");
    const std::string group = "UNG+ORDERS+A+B+261121:0800+G1+UN+D:96A'" + message + "UNE+1+G1'";
    const auto answers = [&](const std::string& body, const std::string& count) {
        return acknowledgementsOf(
            read(std::string(unb) + body + "UNZ+" + count + "+REF1'").interchanges.front(),
            shippedGrammars().findings());
    };
    const auto two =
        answers(group + replaced(replaced(group, "+G1+", "+G2+"), "UNE+1+G1", "UNE+9+G2"), "2");
    REQUIRE(two.size() == 2);
    CHECK(two[0].group_control == "G1");
    CHECK(two[0].messages.empty());
    CHECK(two[1].group_control == "G2");
    REQUIRE(two[1].messages.size() == 1);
    CHECK(two[1].messages[0].status == model::AcknowledgedAs::rejected);
    CHECK(two[1].messages[0].codes == std::vector<std::string>{"29"});
    CHECK(two[1].messages_accepted == 0);
}

TEST_CASE("what speaks of other documents is not acknowledged, what stands beside it is") {
    const auto& catalogue = shippedGrammars().findings();
    exchange::InterchangeReport report;
    report.syntax = "x12";
    for (const char* functional_id : {"FA", "AG", "PO"})
        report.groups.emplace_back().functional_id = functional_id;
    const auto groups = acknowledgementsOf(report, catalogue);
    REQUIRE(groups.size() == 1);
    CHECK(groups.front().group_type == "PO");

    report.syntax = "edifact";
    report.groups.resize(1);
    for (const char* type : {"CONTRL", "APERAK"}) {
        report.groups[0].messages.emplace_back().format.type = type;
        CHECK(acknowledgementsOf(report, catalogue).empty());
    }
    report.groups[0].messages.emplace_back().format.type = "ORDERS";
    CHECK(acknowledgementsOf(report, catalogue).size() == 1);
}

TEST_CASE("a 999 tells the implementation's codes, and what an error depends on") {
    std::string bytes = x12(std::string(beg) + "PO1*1*48*EA*1**VN~");
    bytes = replaced(bytes, "*X*004010~", "*X*005010~");
    exchange::InterchangeReport report;
    report.syntax = "x12";
    exchange::GroupReport& group = report.groups.emplace_back();
    group.version = "005010";
    group.functional_id = "PO";
    exchange::MessageReport& message = group.messages.emplace_back();
    exchange::Finding& unused = message.findings.emplace_back();
    unused.id = "segment-unused";
    unused.position.segment = "CUR";
    unused.position.segment_ordinal = 3;
    exchange::Finding& missing = message.findings.emplace_back();
    missing.id = "element-conditional-missing";
    missing.position.segment = "PO1";
    missing.position.path = "PO1[1]";
    missing.position.segment_ordinal = 5;
    missing.position.element = 7;
    missing.values = {{"note", "P0607"}, {"trigger", "6"}, {"reference", "234"}};

    const auto& catalogue = shippedGrammars().findings();
    const auto usual = acknowledgementsOf(report, catalogue).front().messages.front();
    CHECK(usual.segments[0].code == "2");
    CHECK(usual.segments[1].elements[0].contexts.empty());
    const auto told = acknowledgementsOf(report, catalogue, true).front().messages.front();
    CHECK(told.segments[0].code == "I4");
    const model::ElementNote& note = told.segments[1].elements[0];
    CHECK(note.code == "2");
    REQUIRE(note.contexts.size() == 1);
    CHECK(note.contexts[0].name == "SITUATIONAL TRIGGER");
    CHECK(note.contexts[0].segment == "PO1");
    CHECK(note.contexts[0].ordinal == 5);
    CHECK(note.contexts[0].element == 6);
    group.version = "004010";
    CHECK(acknowledgementsOf(report, catalogue, true).front().messages.front().segments[0].code ==
          "2");
}

TEST_CASE("999: IK3, IK4, CTX, IK5 and AK9 of an error, as it goes out") {
    const auto said = [](const std::string& body, bool implementation) {
        const std::string bytes = replaced(x12(body), "*X*004010~", "*X*005010~");
        const std::string text = acknowledged(bytes, implementation);
        return segments(text, '~', implementation ? "IK" : "AK3", "SE*");
    };
    const std::string b = beg;
    struct Row {
        const char* error;
        std::string body;
        const char* said;
    };
    const Row rows[] = {
        {"conditional element missing", b + "PO1*1*48*EA*1**VN~",
         "IK3*PO1*3*PO1*8 IK4*7*234*2 CTX*SITUATIONAL TRIGGER*PO1*3*PO1*6 IK5*R*5 AK9*R*1*1*0"},
        {"element missing", b + "DTM**20261121~" + po1,
         "IK3*DTM*3**8 IK4*1*374*1 IK5*R*5 AK9*R*1*1*0"},
        {"component where there is none", b + "PO1*1*48*EA*1**VN*W>1~",
         "IK3*PO1*3*PO1*8 IK4*7:2*234*13 IK5*R*5 AK9*R*1*1*0"},
        {"unknown segment", b + "XYZ*1~" + po1, "IK3*XYZ*3**1 IK5*R*5 AK9*R*1*1*0"},
    };
    for (const Row& row : rows) {
        INFO(row.error);
        CHECK(said(row.body, true) == row.said);
    }
    CHECK(said(rows[0].body, false) == "AK3*PO1*3*PO1*8 AK4*7*234*2 AK5*R*5 AK9*R*1*1*0");
}

TEST_CASE("what our application says of a document names codes, words and line") {
    const std::string bytes =
        x12(std::string(beg) + "DTM*002*20260101~" + "PO1*7*4x*EA*12.75**VN*W-1*EN*4012345678902~");
    const ReadBack read = readBack(translator(), bytes);
    const exchange::MessageReport& report =
        read.interchanges.front().groups.front().messages.front();
    const auto advice = adviceOf({report, "1", "PO-1", makeDay(2026, 11, 21)},
                                 translator().grammars().findings(), Language::english);
    REQUIRE(advice.has_value());
    CHECK(advice->status == model::AdviceStatus::rejected);
    REQUIRE(advice->documents.size() == 1);
    const model::AdvisedDocument& document = advice->documents.front();
    CHECK(document.type == "850");
    CHECK(document.number == "PO-1");
    CHECK(document.message_control == "0001");
    REQUIRE(document.errors.size() == 2);  // 4x is syntax: the 997 says it
    CHECK(document.errors[0].code == "009");
    CHECK(document.errors[0].text == "2026-01-01 lies in the past");
    CHECK(document.errors[0].segment == "DTM");
    CHECK(document.errors[0].position == "3");
    CHECK(document.errors[1].code == "848");
    CHECK(document.errors[1].line == "7");
    CHECK(document.errors[1].found == "4012345678902");

    exchange::MessageReport clean;
    CHECK_FALSE(
        adviceOf({clean, "", "", {}}, translator().grammars().findings(), Language::english));
    exchange::MessageReport ubl;
    ubl.format = {"ubl", "2.1", "Order"};
    ubl.findings.push_back({"segment-missing", exchange::Severity::error, {}, {}});
    ubl.findings.push_back({"date-in-past", exchange::Severity::warning, {}, {}});
    const auto both =
        adviceOf({ubl, "", "", {}}, translator().grammars().findings(), Language::english);
    CHECK(both->documents.front().errors[0].code == "SV");
    CHECK(both->documents.front().errors[1].code == "BW");
}

TEST_CASE("the advice goes out as an 824, an APERAK and an ApplicationResponse") {
    const ReadBack read = readBack(translator(), x12(std::string(beg) + "DTM*002*20260101~" + po1));
    auto advice = adviceOf({read.interchanges.front().groups.front().messages.front(), "1", "PO-1",
                            makeDay(2026, 11, 21)},
                           translator().grammars().findings(), Language::english);
    REQUIRE(advice.has_value());
    advice->number = "A-1";
    advice->issued = makeDay(2026, 11, 22);
    for (const model::PartyRole role : {model::PartyRole::reporter, model::PartyRole::recipient}) {
        model::Party& party = advice->parties.emplace_back();
        party.role = role;
        party.ids = {{"gln", "4012345000009"}};
    }
    for (const exchange::MessageFormat& format : {exchange::MessageFormat{"x12", "004010", "824"},
                                                  {"edifact", "D96A", "APERAK"},
                                                  {"ubl", "2.1", "ApplicationResponse"}}) {
        INFO(format.text());
        const auto written = translator().write(*advice, settingsFor(format));
        REQUIRE(written.has_value());
        const ReadBack back = readBack(translator(), written->bytes);
        REQUIRE(back.documents.size() == 1);
        const auto& read_back = std::get<model::ApplicationAdvice>(back.documents.front());
        REQUIRE(!read_back.documents.empty());
        REQUIRE(read_back.documents.front().errors.size() == 1);
        CHECK(read_back.documents.front().errors.front().text == "2026-01-01 lies in the past");
    }
}
