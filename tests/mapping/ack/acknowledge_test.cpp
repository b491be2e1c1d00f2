#include "mapping/ack/acknowledge.h"

#include <catch2/catch.hpp>

#include "mapping/ack/ack_codes.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using model::AcknowledgedAs;

namespace {

const FindingCatalogue& catalogue() {
    return shippedGrammars().findings();
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != text.npos);
    return text.replace(at, from.size(), to);
}

std::vector<model::Acknowledgement> answersTo(const std::string& payload) {
    return acknowledgementsOf(read(payload).interchanges.front(), catalogue());
}

exchange::Finding finding(std::string_view id, std::uint32_t ordinal = 3,
                          std::uint16_t element = 0) {
    exchange::Finding out;
    out.id = id;
    out.position.segment_ordinal = ordinal;
    out.position.element = element;
    return out;
}

}  // namespace

TEST_CASE("AK304, AK403, AK502, AK905 and TA105 of each finding") {
    struct Row {
        const char* id;
        const char* ak5;
        const char* ak3;
        const char* ak4;
    };
    const Row rows[] = {
        {"segment-unrecognised", "", "1", ""},
        {"segment-unexpected", "", "2", ""},
        {"segment-missing", "", "3", ""},
        {"loop-missing", "", "3", ""},
        {"loop-too-often", "", "4", ""},
        {"segment-too-often", "", "5", ""},
        {"segment-not-in-message", "", "6", ""},
        {"segment-out-of-order", "", "7", ""},
        {"element-missing", "", "8", "1"},
        {"element-conditional-missing", "", "8", "2"},
        {"elements-too-many", "", "8", "3"},
        {"element-too-short", "", "8", "4"},
        {"element-too-long", "", "8", "5"},
        {"element-character-invalid", "", "8", "6"},
        {"element-not-numeric", "", "8", "6"},
        {"element-code-unknown", "", "8", "7"},
        {"element-date-invalid", "", "8", "8"},
        {"element-time-invalid", "", "8", "9"},
        {"element-excluded", "", "8", "10"},
        {"repeats-too-many", "", "8", "3"},
        {"components-too-many", "", "8", "3"},
        {"message-unsupported", "1", "", ""},
        {"message-trailer-missing", "2", "", ""},
        {"message-control-mismatch", "3", "", ""},
        {"message-count-mismatch", "4", "", ""},
        {"message-header-invalid", "6", "", ""},
        {"message-control-invalid", "7", "", ""},
        {"message-control-duplicate", "7", "", ""},
        {"message-type-not-in-group", "6", "", ""},
    };
    for (const Row& row : rows) {
        INFO(row.id);
        const AckCode code = x12Code(catalogue(), finding(row.id), "004010");
        CHECK(code.message == row.ak5);
        CHECK(code.segment == row.ak3);
        CHECK(code.element == row.ak4);
    }
    CHECK(x12Code(catalogue(), finding("repeats-too-many"), "005010").element == "12");
    CHECK(x12Code(catalogue(), finding("components-too-many"), "005010X231").element == "13");
    CHECK(x12Code(catalogue(), finding("message-control-duplicate"), "005010").message == "23");

    const std::pair<const char*, const char*> groups[] = {
        {"group-unsupported", "1"},     {"group-version-unsupported", "2"},
        {"group-trailer-missing", "3"}, {"group-control-mismatch", "4"},
        {"group-count-mismatch", "5"},  {"group-control-invalid", "6"}};
    for (const auto& [id, code] : groups) CHECK(groupCode(catalogue(), finding(id)) == code);

    const std::pair<const char*, const char*> interchanges[] = {
        {"interchange-control-mismatch", "001"},
        {"interchange-count-mismatch", "021"},
        {"interchange-trailer-missing", "023"},
        {"interchange-control-invalid", "018"},
        {"interchange-duplicate", "025"},
        {"sender-unknown", "006"},
        {"receiver-not-us", "009"},
        {"payload-truncated", "023"}};
    for (const auto& [id, code] : interchanges)
        CHECK(interchangeCode(catalogue(), finding(id)) == code);
    const std::pair<std::uint16_t, const char*> elements[] = {
        {5, "005"},  {6, "006"},  {7, "007"},  {8, "008"},  {9, "014"},  {10, "015"},
        {11, "016"}, {12, "017"}, {13, "018"}, {14, "019"}, {15, "020"}, {16, "027"}};
    for (const auto& [element, code] : elements)
        for (const char* id : {"envelope-element-invalid", "envelope-width-wrong"})
            CHECK(interchangeCode(catalogue(), finding(id, 0, element)) == code);
}

TEST_CASE("0085 of each finding, at the level it belongs to") {
    const std::pair<const char*, const char*> elements[] = {
        {"element-missing", "13"},           {"element-too-long", "39"},
        {"element-too-short", "40"},         {"element-code-unknown", "12"},
        {"element-not-numeric", "37"},       {"element-digit-missing", "38"},
        {"element-character-invalid", "21"}, {"components-too-many", "16"}};
    for (const auto& [id, code] : elements) {
        INFO(id);
        CHECK(edifactCode(catalogue(), finding(id, 3, 1), "3").element == code);
    }
    CHECK(edifactCode(catalogue(), finding("element-digit-missing", 3, 1), "4").element == "12");
    const std::pair<const char*, const char*> segments[] = {{"segment-missing", "13"},
                                                            {"segment-unexpected", "15"},
                                                            {"segment-too-often", "35"},
                                                            {"loop-too-often", "36"},
                                                            {"segment-unrecognised", "15"}};
    for (const auto& [id, code] : segments) {
        INFO(id);
        CHECK(edifactCode(catalogue(), finding(id), "3").segment == code);
    }
    const std::pair<const char*, const char*> messages[] = {{"message-count-mismatch", "29"},
                                                            {"message-control-mismatch", "28"},
                                                            {"message-control-duplicate", "26"},
                                                            {"message-unsupported", "14"},
                                                            {"syntax-version-unsupported", "2"},
                                                            {"sender-unknown", "23"},
                                                            {"receiver-not-us", "7"}};
    for (const auto& [id, code] : messages) {
        INFO(id);
        CHECK(edifactCode(catalogue(), finding(id, 0), "3").message == code);
    }
}

TEST_CASE("a clean group is accepted, with its counts") {
    const auto answers = answersTo(x12(order850));
    REQUIRE(answers.size() == 1);
    const model::Acknowledgement& answer = answers.front();
    CHECK(answer.status == AcknowledgedAs::accepted);
    CHECK(answer.group_type == "PO");
    CHECK(answer.group_control == "1");
    CHECK(answer.messages_included == 1);
    CHECK(answer.messages_accepted == 1);
    REQUIRE(answer.messages.size() == 1);
    CHECK(answer.messages.front().control == "0001");
    CHECK(answer.messages.front().status == AcknowledgedAs::accepted);
    CHECK(answer.messages.front().segments.empty());
}

TEST_CASE("a refused message says which segment and element, counting ST as 1") {
    const auto answers =
        answersTo(x12("BEG*00*SA*PO-1**20261121~N1*ST*Store~XYZ*1~PO1*1*4x*EA*z~CTT*1~"));
    REQUIRE(answers.size() == 1);
    CHECK(answers.front().status == AcknowledgedAs::rejected);
    CHECK(answers.front().messages_accepted == 0);
    const model::AcknowledgedMessage& message = answers.front().messages.front();
    CHECK(message.status == AcknowledgedAs::rejected);
    CHECK(message.codes == std::vector<std::string>{"5"});
    REQUIRE(message.segments.size() == 2);
    CHECK(message.segments[0].segment == "XYZ");
    CHECK(message.segments[0].ordinal == 4);
    CHECK(message.segments[0].code == "1");
    CHECK(message.segments[0].loop == "N1");
    CHECK(message.segments[1].segment == "PO1");
    CHECK(message.segments[1].ordinal == 5);
    CHECK(message.segments[1].code == "8");
    REQUIRE(message.segments[1].elements.size() == 2);
    CHECK(message.segments[1].elements[0].element == 2);
    CHECK(message.segments[1].elements[0].reference == "330");
    CHECK(message.segments[1].elements[0].code == "6");
    CHECK(message.segments[1].elements[0].found == "4x");
    CHECK(message.segments[1].elements[1].element == 4);
}

TEST_CASE("some refused: the group is partly accepted") {
    const std::string text =
        std::string(isa) +
        x12Group(x12Message(order850, "850", "0001") + x12Message("BEG*00~", "850", "0002"), 2) +
        "IEA*1*000000001~";
    const auto answers = answersTo(text);
    CHECK(answers.front().status == AcknowledgedAs::partially_accepted);
    CHECK(answers.front().messages_received == 2);
    CHECK(answers.front().messages_accepted == 1);
}

TEST_CASE("warnings are noted, notes are not") {
    const auto warned = answersTo(replaced(x12(order850), "SE*10*0001", "SE*10*1"));
    CHECK(warned.front().status == AcknowledgedAs::accepted_with_errors);
    const auto noted = answersTo(x12("BEG*00*SA*PO-1**20261121~PO1*1*48*EA*1**~CTT*1~"));
    CHECK(noted.front().status == AcknowledgedAs::accepted);
    CHECK(noted.front().messages.front().segments.empty());
}

TEST_CASE("a group that is itself wrong is rejected with its code") {
    const auto answers = answersTo(replaced(x12(order850), "GE*1*1", "GE*2*1"));
    CHECK(answers.front().status == AcknowledgedAs::rejected);
    CHECK(answers.front().codes == std::vector<std::string>{"5"});
    CHECK(answers.front().messages_included == 2);
    CHECK(answers.front().messages_accepted == 0);
}

TEST_CASE("acknowledgements are never acknowledged") {
    CHECK(answersTo(x12("AK1*PO*1~AK9*A*1*1*1~", "997", "FA")).empty());
    CHECK(answersTo(edifact("UCI+REF9+A:14+B:14+7'", "CONTRL:D:3:UN")).empty());
}

TEST_CASE("CONTRL takes what it does not list, and lists what is refused") {
    const auto clean = answersTo(edifact(orders));
    REQUIRE(clean.size() == 1);
    CHECK(clean.front().status == AcknowledgedAs::accepted);
    CHECK(clean.front().messages.empty());
    CHECK(edifactAction(clean.front().status) == "7");

    const auto refused =
        answersTo(edifact(replaced(std::string(orders), "QTY+21:48'", "QTY+21:4x'ZZZ'")));
    REQUIRE(refused.front().messages.size() == 1);
    const model::AcknowledgedMessage& message = refused.front().messages.front();
    CHECK(message.version == "D");
    CHECK(message.release == "96A");
    CHECK(message.status == AcknowledgedAs::rejected);
    REQUIRE(message.segments.size() == 2);
    CHECK(message.segments[0].ordinal == 6);
    CHECK(message.segments[0].elements.front().code == "37");
    CHECK(message.segments[0].elements.front().component == 2);
    CHECK(message.segments[1].code == "15");
}

TEST_CASE("a broken EDIFACT interchange is refused as a whole") {
    const auto answers = answersTo(replaced(edifact(orders), "UNZ+1+REF1", "UNZ+1+REF2"));
    CHECK(answers.front().status == AcknowledgedAs::rejected);
    CHECK(answers.front().codes == std::vector<std::string>{"28"});
    CHECK(edifactAction(answers.front().status) == "4");
    CHECK(edifactAction(AcknowledgedAs::received) == "8");
}

TEST_CASE("a TA1 is made when it was asked for or something is wrong") {
    const auto receipt = [](const std::string& payload) {
        return receiptOf(read(payload).interchanges.front(), catalogue());
    };
    CHECK_FALSE(receipt(x12(order850)).has_value());
    const auto asked = receipt(replaced(x12(order850), "*0*P*", "*1*P*"));
    REQUIRE(asked.has_value());
    CHECK(asked->verdict == 'A');
    CHECK(asked->note == "000");
    CHECK(asked->control == "000000001");
    const auto wrong = receipt(replaced(x12(order850), "IEA*1*", "IEA*2*"));
    REQUIRE(wrong.has_value());
    CHECK(wrong->verdict == 'R');
    CHECK(wrong->note == "021");
    const auto odd_date = receipt(replaced(x12(order850), "*261121*", "*261399*"));
    REQUIRE(odd_date.has_value());
    CHECK(odd_date->verdict == 'E');
    CHECK(odd_date->note == "014");
}
