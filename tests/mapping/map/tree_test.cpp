#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "mapping/schema_audit.h"
#include "tests/mapping/map/tree_schemas.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace mt = entrepot::mapping::test;
using mt::ReadBack;

namespace {

const exchange::MessageFormat by_hl{"x12", "TREE", "856"};
const exchange::MessageFormat by_cps{"edifact", "DTREE", "DESADV"};

const mt::TreeSchemas& schemas() {
    static const mt::TreeSchemas the_schemas;
    return the_schemas;
}

const SchemaTranslator& translator() {
    static const SchemaTranslator the_translator(schemas().folder());
    return the_translator;
}

std::string x12(const std::string& segments) {
    std::string body = segments;
    std::erase(body, '\n');
    const auto count = 2 + std::count(body.begin(), body.end(), '~');
    return "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *261122*1200*U*"
           "00401*000000001*0*T*>~GS*SH*S*R*20261122*1200*1*X*TREE~ST*856*0001~" +
           body + "SE*" + std::to_string(count) + "*0001~GE*1*1~IEA*1*000000001~";
}

std::string edifact(const std::string& segments) {
    std::string body = segments;
    std::erase(body, '\n');
    const auto count = 2 + std::count(body.begin(), body.end(), '\'');
    return "UNB+UNOC:3+S+R+261122:1200+1'UNH+1+DESADV:D:TREE:UN'" + body + "UNT+" +
           std::to_string(count) + "+1'UNZ+1+1'";
}

ReadBack read(const std::string& bytes) {
    return mt::readBack(translator(), bytes, mt::anyNumbers());
}

model::ShipNotice noticeOf(const ReadBack& back) {
    INFO(back.text);
    REQUIRE(back.documents.size() == 1);
    return std::get<model::ShipNotice>(back.documents[0]);
}

ports::WriteSettings settingsFor(const exchange::MessageFormat& format) {
    ports::WriteSettings settings = mt::settingsFor(format);
    if (format == by_hl) settings.syntax_version = "00401";
    return settings;
}

std::string written(const model::ShipNotice& notice, const exchange::MessageFormat& format) {
    const auto done = translator().write(notice, settingsFor(format));
    REQUIRE(done.has_value());
    for (const exchange::Finding& finding : done->findings) UNSCOPED_INFO(mt::line(finding));
    CHECK(done->findings.empty());
    return done->bytes;
}

// The body, one segment a line.
std::string segments(const std::string& bytes, char terminator) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t end = std::min(bytes.find(terminator, at), bytes.size());
        const std::string segment = bytes.substr(at, end - at);
        for (const char* id : {"HL", "PRF", "MAN", "LIN", "CPS", "PAC", "GIN"})
            if (segment.starts_with(id)) text += segment + "\n";
        at = end + 1;
    }
    return text;
}

// Random notices: packages in packages, lines of several orders anywhere, some without either.
model::ShipNotice randomNotice(unsigned seed, bool issued) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return random() % n; };
    model::ShipNotice notice;
    notice.number = "SN-" + std::to_string(seed);
    const std::size_t packages = below(7);
    for (std::size_t i = 0; i < packages; ++i) {
        model::Package package;
        package.id = "P" + std::to_string(i);
        package.type = below(2) == 0 ? "pallet" : "CTN25";
        package.sscc = "0034012345600000" + std::to_string(10 + i);
        if (i > 0 && below(2) == 0) package.parent = notice.packages[below(i)].id;
        notice.packages.push_back(package);
    }
    const std::size_t lines = 1 + below(8);
    for (std::size_t i = 0; i < lines; ++i) {
        model::ShippedLine line;
        line.number = std::to_string(i + 1);
        line.shipped = Quantity::whole(static_cast<std::int64_t>(1 + below(50)));
        if (const std::size_t order = below(4); order > 0) {
            line.order_number = "PO-" + std::to_string(order);
            if (issued && order > 1)
                line.order_issued = makeDay(2026, 11, static_cast<unsigned>(order));
        }
        if (packages > 0 && below(3) > 0) line.package = notice.packages[below(packages)].id;
        notice.lines.push_back(line);
    }
    return notice;
}

// Packages by their SSCC, in its order; lines by number.
model::ShipNotice canonical(model::ShipNotice notice) {
    std::map<std::string, std::string> sscc_of;
    for (const model::Package& package : notice.packages) sscc_of[package.id] = package.sscc;
    for (model::Package& package : notice.packages) {
        package.id = package.sscc;
        if (!package.parent.empty()) package.parent = sscc_of.at(package.parent);
    }
    for (model::ShippedLine& line : notice.lines)
        if (!line.package.empty()) line.package = sscc_of.at(line.package);
    std::sort(notice.packages.begin(), notice.packages.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    std::sort(notice.lines.begin(), notice.lines.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
    return notice;
}

}  // namespace

TEST_CASE("levels become packages and lines that point at each other, orders go to the lines") {
    const auto back = read(x12(R"(BSN*00*SN-1~
HL*1**S*1~REF*CN*TRACK~DTM*011*20261120~
HL*2*1*O*1~PRF*PO-1***20261101~
HL*3*2*T*1~MAN*GM*001~
HL*4*3*P*1~MAN*GM*002~
HL*5*4*I*0~LIN*1*UP*012345678905~SN1**5*EA~
HL*6*2*I*0~LIN*2~SN1**7*EA~
HL*7*1*O*1~PRF*PO-2~
HL*8*7*I*0~LIN*3~SN1**9*EA~PRF*PO-3~
)"));
    const model::ShipNotice notice = noticeOf(back);

    CHECK(back.findings.empty());
    CHECK(notice.shipped == makeDay(2026, 11, 20));
    REQUIRE(notice.packages.size() == 2);
    CHECK(notice.packages[0].type == "pallet");
    CHECK(notice.packages[0].parent.empty());
    CHECK(notice.packages[1].parent == notice.packages[0].id);
    REQUIRE(notice.lines.size() == 3);
    CHECK(notice.lines[0].package == notice.packages[1].id);
    CHECK(notice.lines[0].order_number == "PO-1");
    CHECK(notice.lines[0].order_issued == makeDay(2026, 11, 1));
    CHECK(notice.lines[1].package.empty());
    CHECK(notice.lines[1].order_number == "PO-1");
    CHECK(notice.lines[2].order_number == "PO-3");  // its own is nearer
}

TEST_CASE("the tree is what parents say, not the order of the nodes") {
    const auto back = read(x12(R"(BSN*00*SN-1~
HL*9*4*I~LIN*1~SN1**5*EA~
HL*4*3*P~MAN*GM*002~
HL*3*2*T~MAN*GM*001~
HL*2*1*O~PRF*PO-1~
HL*1**S~
)"));
    const model::ShipNotice notice = noticeOf(back);
    REQUIRE(notice.packages.size() == 2);
    CHECK(notice.packages[0].id == "3");
    CHECK(notice.packages[1].parent == "3");
    CHECK(notice.lines.at(0).package == "4");
    CHECK(notice.lines.at(0).order_number == "PO-1");
}

TEST_CASE("orders may stand in packages, and packages below lines") {
    const auto packed = noticeOf(read(x12(R"(BSN*00*SN-1~
HL*1**S~HL*2*1*P~MAN*GM*001~
HL*3*2*O~PRF*PO-1~HL*4*3*I~LIN*1~SN1**5*EA~
HL*5*2*O~PRF*PO-2~HL*6*5*I~LIN*2~SN1**5*EA~
)")));
    CHECK(packed.lines.at(0).package == "2");
    CHECK(packed.lines.at(1).package == "2");
    CHECK(packed.lines.at(1).order_number == "PO-2");

    const auto below = read(x12(R"(BSN*00*SN-1~
HL*1**S~HL*2*1*O~PRF*PO-1~
HL*3*2*I~LIN*1~SN1**5*EA~HL*4*3*P~MAN*GM*001~
HL*5*2*I~LIN*2~SN1**5*EA~HL*6*5*P~MAN*GM*002~HL*7*5*P~MAN*GM*003~
)"));
    const model::ShipNotice notice = noticeOf(below);
    CHECK(notice.lines.at(0).package == "4");
    CHECK(notice.lines.at(1).package == "6");
    CHECK(notice.packages.size() == 3);
    CHECK(below.has("line-in-several-packages"));
}

TEST_CASE("a package repeated below each of its orders is one, and what differs is kept aside") {
    const auto back = read(x12(R"(BSN*00*SN-1~
HL*1**S~
HL*2*1*O~PRF*PO-1~HL*3*2*T~MAN*GM*001~HL*4*3*I~LIN*1~SN1**5*EA~
HL*5*1*O~PRF*PO-2~HL*6*5*T~REF*ZZ*OTHER~MAN*GM*001~HL*7*6*I~LIN*2~SN1**5*EA~
)"));
    const model::ShipNotice notice = noticeOf(back);
    CHECK(notice.packages.size() == 1);
    CHECK(notice.lines.at(0).package == "3");
    CHECK(notice.lines.at(1).package == "3");
    REQUIRE(notice.extras.size() == 1);
    CHECK(notice.extras[0].value == "OTHER");
}

TEST_CASE("a broken hierarchy is told at its node, and read as far as it goes") {
    const std::string head = "BSN*00*SN-1~HL*1**S~";
    const std::string item = "LIN*1~SN1**5*EA~";
    const auto finding = [&](const std::string& rest) {
        const auto back = read(x12(head + rest));
        UNSCOPED_INFO(back.text);
        return back.findings.empty() ? std::string() : mt::line(back.findings[0]);
    };
    CHECK(finding("HL*2*7*I~" + item) == "error level-parent-unknown segment 4 HL[2] HL 2 found=7");
    CHECK(finding("HL*2*2*I~" + item) ==
          "error level-parent-circular segment 4 HL[2] HL 2 found=2");
    CHECK(finding("HL*2*3*P~MAN*GM*001~HL*3*2*P~MAN*GM*002~HL*4*2*I~" + item) ==
          "error level-parent-circular segment 6 HL[3] HL 2 found=3");
    CHECK(finding("HL*1*1*I~" + item) == "error level-id-duplicate segment 4 HL[2] HL 1 found=1");
    CHECK(finding("HL**1*I~" + item) == "error level-id-missing segment 4 HL");
    CHECK(finding("HL*2*1*ZZ~LIN*1~HL*3*2*I~" + item) ==
          "warning level-unknown segment 4 HL[2] HL 3 found=ZZ");
}

TEST_CASE("an unknown level is passed through and what it says is kept aside") {
    const auto notice = noticeOf(read(x12(R"(BSN*00*SN-1~
HL*1**S~HL*2*1*P~MAN*GM*001~HL*3*2*ZZ~REF*ZZ*ASIDE~HL*4*3*I~LIN*1~SN1**5*EA~
)")));
    CHECK(notice.lines.at(0).package == "2");
    REQUIRE(!notice.extras.empty());
    CHECK(notice.extras.back().value == "ASIDE");
}

TEST_CASE("a notice is written as shipment, orders, packages and items, numbered in order") {
    model::ShipNotice notice;
    notice.number = "SN-1";
    notice.packages = {{"a", "", "pallet", "001"}, {"b", "a", "CTN25", "002"}};
    for (const auto& [number, order, package] :
         {std::array<std::string, 3>{"1", "PO-1", "b"}, {"2", "PO-2", "a"}, {"3", "", ""}}) {
        model::ShippedLine line;
        line.number = number;
        line.order_number = order;
        line.package = package;
        line.shipped = Quantity::whole(5);
        line.unit = "EA";
        notice.lines.push_back(line);
    }
    CHECK(segments(written(notice, by_hl), '~') == R"(HL*1**S*1
HL*2*1*O*1
PRF*PO-1
HL*3*2*T*1
MAN*GM*001
HL*4*3*P*1
MAN*GM*002
HL*5*4*I*0
LIN*1
HL*6*1*O*1
PRF*PO-2
HL*7*6*T*1
MAN*GM*001
HL*8*7*I*0
LIN*2
HL*9*1*I*0
LIN*3
)");
}

TEST_CASE("lines and packages may lie inside the nodes") {
    const auto back = read(edifact(R"(BGM+351+SN-1'
CPS+1'
CPS+2+1'PAC+1+201'GIN+BJ+001'
CPS+3+2'PAC+1+CTN25'GIN+BJ+002'PAC+1+CTN25'GIN+BJ+003'LIN+1'QTY+12+5'
CPS+4+1'LIN+2'QTY+12+6'
)"));
    const model::ShipNotice notice = noticeOf(back);
    REQUIRE(notice.packages.size() == 3);
    CHECK(notice.packages[1].id == "3");
    CHECK(notice.packages[1].parent == "2");
    CHECK(notice.packages[2].id == "3-2");
    CHECK(notice.packages[2].parent == "2");
    CHECK(notice.lines.at(0).package == "3");
    CHECK(notice.lines.at(1).package.empty());

    CHECK(segments(written(notice, by_cps), '\'') == R"(CPS+1
LIN+2
CPS+2+1
PAC+1+201
GIN+BJ+001
CPS+3+2
PAC+1+CTN25
GIN+BJ+002
LIN+1
CPS+4+2
PAC+1+CTN25
GIN+BJ+003
)");
}

TEST_CASE("random notices come back the same, up to the packages' ids") {
    for (unsigned seed = 1; seed <= 300; ++seed)
        for (const exchange::MessageFormat& format : {by_hl, by_cps}) {
            model::ShipNotice notice = randomNotice(seed, format == by_hl);
            for (model::ShippedLine& line : notice.lines)
                if (format == by_hl) line.unit = "EA";
            const std::string bytes = written(notice, format);
            const auto back = read(bytes);
            INFO(seed << " " << bytes << "\n" << back.text);
            CHECK(back.findings.empty());
            CHECK(mt::json(canonical(noticeOf(back))) == mt::json(canonical(notice)));
        }
}

TEST_CASE("pointers of the model that lead nowhere or in a circle are told and cut") {
    model::ShipNotice notice = randomNotice(3, true);
    notice.packages = {{"a", "b", "CTN25", "001"}, {"b", "a", "CTN25", "002"}};
    notice.lines.resize(1);
    notice.lines[0].package = "c";
    const auto done = translator().write(notice, settingsFor(by_hl));
    REQUIRE(done.has_value());
    std::set<std::string> told;
    for (const exchange::Finding& finding : done->findings)
        for (const auto& [name, value] : finding.values)
            if (name == "first") told.insert(value);
    CHECK(told == std::set<std::string>{"lines.package", "packages.parent"});
    CHECK(noticeOf(read(done->bytes)).packages.size() == 2);
}

TEST_CASE("a chain of many levels is read in time that grows with it") {
    std::string text = "BSN*00*SN-1~HL*1**S~";
    for (int i = 2; i < 30'000; ++i)
        text += "HL*" + std::to_string(i) + "*" + std::to_string(i - 1) + "*O~";
    for (int i = 30'000; i < 60'000; ++i) text += "HL*" + std::to_string(i) + "*29999*I~SN1**1*EA~";
    CHECK(noticeOf(read(x12(text))).lines.size() == 30'000);
}

TEST_CASE("mistakes in a tree are told with file and line") {
    const mt::TreeSchemas changed;
    const auto audit = [&](const std::string& tree) {
        changed.put("maps/x12/TREE/856.xml",
                    "<map grammar=\"x12/TREE/856\" document=\"ShipNotice\">\n" + tree + "</map>");
        std::string text;
        for (const AuditProblem& problem : auditSchemas(SchemaTranslator(changed.folder())))
            text += problem.where + ": " + problem.what + "\n";
        UNSCOPED_INFO(text);
        return text;
    };
    const auto tells = [](const std::string& text, std::string_view what) {
        UNSCOPED_INFO(text);
        return text.find(what) != std::string::npos;
    };
    const std::string head = "<tree loop=\"HL\" id=\"01\" parent=\"02\">\n";
    CHECK(tells(audit("<tree loop=\"HK\" id=\"01\" parent=\"02\"/>"),
                "856.xml:2: the message has no HK; did you mean HL?"));
    CHECK(tells(audit("<tree loop=\"HL\" id=\"09\" parent=\"02\"/>"), "HL has no element 9"));
    CHECK(tells(audit("<tree loop=\"HL\" id=\"01\"/>"), "name one of its values"));
    CHECK(tells(audit("<tree loop=\"HL[03=S]\" id=\"01\" parent=\"02\"/>"), "without conditions"));
    CHECK(tells(audit(head + "</tree>"), "a tree needs levels"));
    CHECK(tells(audit(head + "<value field=\"number\" at=\"01\"/></tree>"),
                "856.xml:3: <value> is not known in a tree"));
    CHECK(tells(audit(head + "<level is=\"03=P\" list=\"package\"/></tree>"),
                "ShipNotice has no list package; did you mean packages?"));
    CHECK(tells(audit(head + "<level is=\"03=P\" list=\"packages\" key=\"measures\"/></tree>"),
                "Package has no text measures"));
    CHECK(tells(audit(head + "<level is=\"03=P\" list=\"packages\" key=\"id\"/>"
                             "<level is=\"03=I\" list=\"lines\" key=\"number\"/></tree>"),
                "only one list of a tree can have a key"));
    CHECK(tells(audit(head + "<level is=\"03=S\"/><level is=\"03=S\"/></tree>"),
                "a level before this one takes the same nodes"));
    CHECK(tells(audit(head + "<level is=\"03=P\" list=\"packages\" same=\"sscc\"/></tree>"),
                "there is no such value inside"));
    CHECK(tells(audit(head + "<level is=\"03=O\" groups=\"lines\">"
                             "<values field=\"notes\" at=\"PRF/01\"/></level></tree>"),
                "a group has single values, not lists"));
    CHECK(
        tells(audit(head + "<level is=\"03=S\"/><list field=\"lines\" loop=\"REF\" key=\"number\"/>"
                           "</tree>"),
              "need a level for those"));
}

TEST_CASE("a loose tree takes a number for the nearest before, and gives free ones") {
    const mt::TreeSchemas changed;
    std::string map = mt::contentOf(changed.folder() / "maps/x12/TREE/856.xml");
    map.insert(map.find("<tree ") + 6, "loose=\"yes\" ");
    changed.put("maps/x12/TREE/856.xml", map);
    const SchemaTranslator loose(changed.folder());
    // Depths instead of numbers, and none at all.
    const auto back = mt::readBack(loose, x12(R"(BSN*00*SN-1~
HL*2**T~MAN*GM*001~HL*3*2*P~MAN*GM*002~HL*4*3*I~LIN*1~SN1**1*EA~
HL*2**T~MAN*GM*003~HL*3*2*P~MAN*GM*004~HL*4*3*I~LIN*2~SN1**2*EA~
HL***P~MAN*GM*005~HL*5*9*I~LIN*3~SN1**3*EA~
)"),
                                   mt::anyNumbers());
    const model::ShipNotice notice = noticeOf(back);
    REQUIRE(notice.packages.size() == 5);
    std::set<std::string> ids;
    for (const model::Package& package : notice.packages) ids.insert(package.id);
    CHECK(ids.size() == 5);
    CHECK(notice.packages[1].parent == notice.packages[0].id);
    CHECK(notice.packages[3].parent == notice.packages[2].id);
    CHECK(notice.lines.at(1).package == notice.packages[3].id);
    CHECK(notice.lines.at(2).package.empty());
    REQUIRE(back.findings.size() == 1);
    CHECK(back.findings[0].id == "level-stands-alone");
}
