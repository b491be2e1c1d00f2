// A pile of a partner's files, what it teaches, and what is drafted from it.
#include "mapping/learn/learner.h"

#include <catch2/catch.hpp>
#include <memory>

#include "mapping/learn/draft.h"
#include "mapping/learn/lesson_text.h"
#include "mapping/text/finding_catalogue.h"
#include "tests/mapping/syntax/matrix.h"
#include "tests/mapping/syntax/samples.h"
#include "tests/mapping/translator/support.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::learn;
using mapping::test::replaced;

namespace {

Lesson learned(const std::vector<std::string>& files, LearnLimits limits = {}) {
    Learner learner(mapping::test::translator(), {}, limits);
    for (const std::string& bytes : files) {
        const auto source = memorySource(bytes);
        REQUIRE(learner.learn(*source).has_value());
    }
    return learner.lesson();
}

const FindingLesson* findingOf(const Lesson& lesson, const std::string& format,
                               const std::string& id, const std::string& place) {
    for (const auto& [each, learnt] : lesson.formats)
        for (const auto& [key, finding] : learnt.findings)
            if (each.text() == format && key.id == id && learnt.grammar != nullptr &&
                placeText(*learnt.grammar, key.rule, key.element) == place)
                return &finding;
    return nullptr;
}

std::string fileOf(const std::vector<DraftFile>& files, const std::string& path) {
    for (const DraftFile& file : files)
        if (file.path == path) return file.text;
    return {};
}

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

// Orders of a partner that has its own ideas: no PO102, a long PO number, five REF too many.
std::string oddOrder(int number) {
    std::string body =
        "BEG*00*SA*PO-" + std::string(25, '7') + std::to_string(number) + "**20261121~";
    body += "N1*BY*Hub*92*01~N1*ST*Store*92*07~PO1*1*48*EA*12.75**VN*W-1~";
    body += "CTT*1~CTT*1~";
    return mapping::test::x12(body);
}

}  // namespace

TEST_CASE("places, qualifiers, codes and lengths are counted") {
    const std::string order = mapping::test::x12(mapping::test::order850);
    const Lesson lesson = learned({order, order});
    CHECK(lesson.files == 2);
    CHECK(lesson.interchanges == 2);
    const FormatLesson& format = lesson.formats.at({"x12", "004010", "850"});
    CHECK(format.messages == 2);
    CHECK(format.refused == 0);
    CHECK(format.findings.empty());
    bool parties = false;
    for (const auto& [rule, place] : format.places) {
        if (placeText(*format.grammar, rule) != "N1/N1") continue;
        parties = true;
        CHECK(place.count == 4);
        CHECK(place.messages == 2);
        CHECK(place.elements.at({1, 0}).codes ==
              std::map<std::string, std::uint64_t>{{"BY", 2}, {"ST", 2}});
        CHECK(place.elements.at({2, 0}).length_max == 5);
    }
    CHECK(parties);
    CHECK(lesson.identities.begin()->first.sender.id == "BUYER");
    CHECK(holds(lessonJson(lesson), "\"at\":\"N1/N1\""));
    CHECK(messageTable(lesson).at(1).front() == "x12/004010/850");
}

TEST_CASE("findings are counted at the rows and elements they stand at") {
    const Lesson lesson = learned({oddOrder(1), oddOrder(2)});
    const FindingLesson* too_long =
        findingOf(lesson, "x12/004010/850", "element-too-long", "BEG/03");
    REQUIRE(too_long != nullptr);
    CHECK(too_long->messages == 2);
    CHECK(findingOf(lesson, "x12/004010/850", "loop-too-often", "CTT") != nullptr);
    CHECK(lesson.formats.begin()->second.refused == 2);
    CHECK(findingTable(lesson).size() > 2);
}

TEST_CASE("what a grammar can say is drafted there, the rest as severities or remarks") {
    const std::string miscounted = replaced(oddOrder(3), "SE*8*", "SE*9*");
    const std::vector<DraftFile> files =
        draftOf(learned({oddOrder(1), miscounted}), "odd", nullptr);
    const std::string grammar = fileOf(files, "overrides/grammars/x12/004010/850.xml");
    INFO(grammar);
    CHECK(holds(grammar, "<change at=\"BEG/03\" max-length=\"29\"/>"));
    CHECK(holds(grammar, "<change at=\"CTT\" max=\"2\"/>"));
    CHECK(holds(grammar, "<!-- seen: N1/N1 BY:2 ST:2 -->"));
    const std::string partner = fileOf(files, "partner.xml");
    INFO(partner);
    CHECK(holds(partner, "<id>BUYER</id>"));
    CHECK(holds(partner, "<!-- not always: message-count-mismatch"));
    CHECK_FALSE(holds(partner, "<finding>element-too-long"));

    const std::vector<DraftFile> always = draftOf(learned({miscounted}), "odd", nullptr);
    CHECK(holds(fileOf(always, "partner.xml"), "<finding>message-count-mismatch</finding>"));
}

TEST_CASE("XML and CSV are learnt by the same words") {
    const std::string order =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/ubl/order-plain.xml");
    const std::size_t id = order.find("<cbc:IssueDate>");
    const std::size_t id_end = order.find("</cbc:IssueDate>") + 16;
    const std::string undated = order.substr(0, id) + order.substr(id_end);
    const std::string csv = "order_number,quantity\n" + std::string(60, '7') + ",5\n";
    const std::vector<DraftFile> files = draftOf(learned({undated, csv}), "odd", nullptr);
    CHECK(holds(fileOf(files, "overrides/grammars/ubl/2.1/Order.xml"),
                "<change at=\"cbc:IssueDate\" use=\"O\"/>"));
    CHECK(holds(fileOf(files, "overrides/grammars/csv/1/order.xml"),
                "<change at=\"row/order_number\" max-length=\"60\"/>"));
}

TEST_CASE("what is held does not grow beyond the limits") {
    std::vector<std::string> files;
    for (int i = 0; i < 30; ++i) {
        std::string order = mapping::test::x12(mapping::test::order850);
        order =
            replaced(order, "ZZ*BUYER          ", "ZZ*BUYER" + std::to_string(100 + i) + "       ");
        files.push_back(
            replaced(order, "N1*BY*Hub*92*01~", "N1*BY*Hub*92*" + std::to_string(1000 + i) + "~"));
    }
    const Lesson lesson = learned(files, {.identities_max = 10, .codes_per_element_max = 5});
    CHECK(lesson.identities.size() == 10);
    CHECK(lesson.identities_more == 20);
    const FormatLesson& format = lesson.formats.at({"x12", "004010", "850"});
    for (const auto& [rule, place] : format.places)
        for (const auto& [key, element] : place.elements) CHECK(element.codes.size() <= 5);
}

namespace {

// The translator with the drafts as the overrides of the partner "odd".
class Agreed {
public:
    explicit Agreed(const std::vector<DraftFile>& drafts) {
        for (const DraftFile& file : drafts) partners_.write("odd/" + file.path, file.text);
        partner_.key = PartnerKey("odd");
        translator_ =
            std::make_unique<SchemaTranslator>(ENTREPOT_SOURCE_DIR "/schemas", partners_.path());
    }
    mapping::test::ReadBack read(const std::string& bytes) const {
        ports::ReadSettings settings;
        settings.partner = &partner_;
        return mapping::test::readBack(*translator_, bytes, settings);
    }

private:
    entrepot::test::ScratchDirectory partners_;
    std::unique_ptr<SchemaTranslator> translator_;
    exchange::Partner partner_;
};

// A partner's files, and one of them with a fault that none of the others has.
struct Pile {
    const char* name;
    std::vector<std::string> files;
    std::string faulty;
    const char* fault;  // its finding
};

std::string edifactOrder(const std::string& number) {
    return mapping::test::edifact("BGM+220+PO-" + std::string(40, '7') + number +
                                  "+9'DTM+137:20261121:102'DTM+9ZZ:20261122:102'NAD+BY+1::92'"
                                  "NAD+SU+2::92'LIN+1++W-1:SA'QTY+21:48:PCE'UNS+S'");
}

std::string csvOrder(const std::string& number, const std::string& quantity) {
    return "order_number,item,quantity\n" + number + ",W-1," + quantity + "\n";
}

std::string ublOrder(bool dated, const std::string& number) {
    std::string order =
        mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/ubl/order-plain.xml");
    if (!dated) {
        const std::size_t from = order.find("<cbc:IssueDate>");
        order.erase(from, order.find("</cbc:IssueDate>") + 16 - from);
    }
    const std::size_t id = order.find("<cbc:ID>") + 8;
    return order.replace(id, order.find('<', id) - id, number);
}

std::vector<Pile> piles() {
    const std::string long_number(60, '7');
    return {{"X12",
             {oddOrder(1), oddOrder(2)},
             replaced(oddOrder(3), "*48*EA", "*x48*EA"),
             "element-not-numeric"},
            {"EDIFACT",
             {edifactOrder("1"), edifactOrder("2")},
             replaced(edifactOrder("3"), "20261121", "20261399"),
             "element-date-invalid"},
            {"CSV",
             {csvOrder(long_number, "5"), csvOrder(long_number, "6")},
             csvOrder(long_number, "five"),
             "element-not-numeric"},
            {"UBL",
             {ublOrder(false, "PO-1"), ublOrder(false, "PO-2")},
             replaced(ublOrder(false, "PO-3"), "</cbc:Quantity>", "x</cbc:Quantity>"),
             "element-not-numeric"}};
}

}  // namespace

TEST_CASE("files that fail pass with the override that was learnt from them, other faults do not") {
    for (const Pile& pile : piles()) {
        INFO(pile.name);
        for (const std::string& bytes : pile.files)
            CHECK(mapping::test::readBack(mapping::test::translator(), bytes).documents.empty());

        const Agreed agreed(draftOf(learned(pile.files), "odd", nullptr));

        for (const std::string& bytes : pile.files) {
            const auto read = agreed.read(bytes);
            INFO(read.text);
            CHECK(read.documents.size() == 1);
        }
        const auto faulty = agreed.read(pile.faulty);
        INFO(faulty.text);
        CHECK(faulty.documents.empty());
        CHECK(faulty.has(pile.fault));
    }
}
