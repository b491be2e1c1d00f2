#include <catch2/catch.hpp>
#include <random>

#include "mapping/syntax/edifact/edifact_reader.h"
#include "mapping/syntax/edifact/edifact_writer.h"
#include "mapping/syntax/x12/x12_reader.h"
#include "mapping/syntax/x12/x12_writer.h"
#include "tests/mapping/syntax/recording.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using Ids = std::vector<std::string>;

namespace {

InterchangeEnvelope x12Envelope(const std::string& version = "00401") {
    InterchangeEnvelope envelope;
    envelope.sender = {"ZZ", "HUB", ""};
    envelope.receiver = {"01", "123456789", ""};
    envelope.control = "42";
    envelope.version = version;
    envelope.day = *makeDay(2026, 11, 21);
    envelope.hhmm = 905;
    envelope.characters = x12Characters(version);
    envelope.group = {"PO", "004010", "7", "", ""};
    return envelope;
}

InterchangeEnvelope edifactEnvelope(const std::string& version = "3") {
    InterchangeEnvelope envelope;
    envelope.sender = {"14", "5412345000013", ""};
    envelope.receiver = {"14", "4012345000009", ""};
    envelope.control = "REF42";
    envelope.version = version;
    envelope.day = *makeDay(2026, 11, 21);
    envelope.hhmm = 905;
    envelope.characters = edifactCharacters(version);
    return envelope;
}

// Reads `written` back and gives the trees as text.
Recorded readBack(const std::string& written) {
    return read(written);
}

// A random tree that fits the grammar: every mandatory row, some of the others.
class TreeMaker {
public:
    // `letters`: what texts are made of, each in UTF-8.
    TreeMaker(const Grammar& grammar, unsigned seed, std::vector<std::string> letters = {})
        : grammar_(grammar), random_(seed), letters_(std::move(letters)) {
        for (const char c : std::string("ABCDEFGHIJ")) letters_.emplace_back(1, c);
    }

    Tree make() {
        Tree tree;
        fill(tree, Tree::root, 0, 0);
        return tree;
    }

private:
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    void fill(Tree& tree, NodeIndex node, RuleIndex parent, int depth) {
        for (RuleIndex at = grammar_.rule(parent).first_child; at != no_rule;
             at = grammar_.rule(at).next_sibling) {
            const Rule& rule = grammar_.rule(at);
            if (rule.usage != Usage::mandatory && !chance(depth > 2 ? 3 : 12)) continue;
            const unsigned times = std::min(rule.occurs_max, 1u + (chance(30) ? 1u : 0u));
            for (unsigned i = 0; i < times; ++i) {
                const NodeIndex added = tree.addNode(node, rule.name, at);
                if (rule.kind == RuleKind::loop) {
                    fill(tree, added, at, depth + 1);
                } else {
                    addValues(tree, added, rule.segment);
                }
            }
        }
    }

    void addValues(Tree& tree, NodeIndex node, std::uint32_t segment) {
        const SegmentRule& rule = grammar_.segments[segment];
        // All elements: then no syntax note but E can be broken.
        for (std::uint32_t i = 0; i < rule.element_count; ++i) {
            const ElementRule& element = grammar_.elements[rule.first_element + i];
            if (element.type != ElementType::composite) {
                tree.addValue(node, tree.keep(text(element)), element.position);
                continue;
            }
            for (std::uint32_t j = 0; j < element.component_count; ++j) {
                const ElementRule& part = grammar_.components[element.first_component + j];
                if (element.date_component != 0) {
                    constexpr const char* date[] = {"137", "20261121", "102"};
                    tree.addValue(node, date[j], element.position, 1, part.position);
                } else if (part.usage == Usage::mandatory || chance(50)) {
                    tree.addValue(node, tree.keep(text(part)), element.position, 1, part.position);
                }
            }
        }
    }

    std::string text(const ElementRule& element) {
        if (element.codes != no_index && grammar_.code_lists[element.codes].complete)
            return grammar_.code_lists[element.codes].codes.begin()->first;
        const std::uint32_t most = std::min<std::uint32_t>(element.length_max, 12);
        const std::uint32_t least = std::max<std::uint32_t>(element.length_min, 1);
        const std::uint32_t length = least + random_() % (std::max(most, least) - least + 1);
        if (element.type == ElementType::date) return length >= 8 ? "20261121" : "261121";
        if (element.type == ElementType::time) return "0905";
        const std::string others = "+:'?<&#";
        std::string out;
        for (std::uint32_t i = 0; i < length; ++i) {
            if (element.type == ElementType::numeric || element.type == ElementType::real ||
                element.type == ElementType::implied) {
                out += static_cast<char>('1' + random_() % 9);
            } else {
                const bool text = element.type == ElementType::text;
                const std::size_t first = text ? 0 : letters_.size() - 10;
                if (text && chance(10))
                    out += others[random_() % others.size()];
                else
                    out += letters_[first + random_() % (letters_.size() - first)];
            }
        }
        return out;
    }

    const Grammar& grammar_;
    std::mt19937 random_;
    std::vector<std::string> letters_;
};

std::string printed(const Tree& tree, NodeIndex index = Tree::root, std::size_t depth = 2) {
    std::string out;
    const Node& node = tree.node(index);
    if (index != Tree::root) {
        out = std::string(depth * 2, ' ') + std::string(node.name);
        for (std::uint32_t i = 0; i < node.value_count; ++i) {
            const Value& value = tree.values()[node.first_value + i];
            out += " " + std::to_string(value.element);
            if (value.component > 1) out += "." + std::to_string(value.component);
            out += "=" + std::string(value.text);
        }
        out += "\n";
    }
    for (NodeIndex child = node.first_child; child != no_node;
         child = tree.node(child).next_sibling)
        out += printed(tree, child, depth + 1);
    return out;
}

}  // namespace

TEST_CASE("an X12 interchange has its envelope, counts and padding") {
    Tree tree;
    tree.addValue(tree.addNode(Tree::root, "BEG"), "00", 1);
    const NodeIndex loop = tree.addNode(Tree::root, "PO1");
    const NodeIndex line = tree.addNode(loop, "PO1");
    tree.addValue(line, "EA", 3);
    tree.addValue(line, "48", 2);
    tree.addValue(line, "", 4);
    const OutboundMessage message{{"x12", "004010", "850"}, "1", "", "", &tree};

    const auto written = writeX12(x12Envelope(), {&message, 1});
    REQUIRE(written.has_value());
    CHECK(written->bytes ==
          "ISA*00*          *00*          *ZZ*HUB            *01*123456789      *261121*0905*U*"
          "00401*000000042*0*P*:~GS*PO*HUB*123456789*20261121*0905*7*X*004010~"
          "ST*850*0001~BEG*00~PO1**48*EA~SE*4*0001~GE*1*7~IEA*1*000000042~");
}

TEST_CASE("the group's day has six digits before 004010") {
    Tree tree;
    tree.addValue(tree.addNode(Tree::root, "BEG"), "00", 1);
    const OutboundMessage message{{"x12", "003060", "850"}, "1", "", "", &tree};
    InterchangeEnvelope envelope = x12Envelope();
    envelope.group.version = "003060";

    const auto written = writeX12(envelope, {&message, 1});
    REQUIRE(written.has_value());
    CHECK_THAT(written->bytes, Catch::Contains("GS*PO*HUB*123456789*261121*0905*7*X*003060~"));
}

TEST_CASE("X12 chooses other separators when data holds the usual ones") {
    Tree tree;
    const NodeIndex node = tree.addNode(Tree::root, "MSG");
    tree.addValue(node, "5 * 3 : ~approx", 1);
    const OutboundMessage message{{"x12", "004010", "850"}, "1", "", "", &tree};

    const auto written = writeX12(x12Envelope(), {&message, 1});
    REQUIRE(written.has_value());
    CHECK(written->characters.element == '|');
    CHECK(readBack(written->bytes).trees.front().find("MSG 1=5 * 3 : ~approx") !=
          std::string::npos);

    InterchangeEnvelope agreed = x12Envelope();
    agreed.characters_are_agreed = true;
    CHECK(writeX12(agreed, {&message, 1}).error().kind == FailureKind::invalid);
}

TEST_CASE("X12 refuses what does not fit its envelope") {
    InterchangeEnvelope envelope = x12Envelope();
    envelope.sender.id = "AN ID OF MORE THAN FIFTEEN";
    CHECK_FALSE(writeX12(envelope, {}).has_value());
    envelope = x12Envelope();
    envelope.control = "ABC";
    CHECK_FALSE(writeX12(envelope, {}).has_value());
}

TEST_CASE("a TA1 interchange has no group") {
    const exchange::InterchangeReceipt receipt{"000000905", "261120", "0930", 'R', "024"};
    const auto written = writeReceipts(x12Envelope(), {&receipt, 1});
    REQUIRE(written.has_value());
    CHECK(written->bytes.find("TA1*000000905*261120*0930*R*024~IEA*0*000000042~") !=
          std::string::npos);
    CHECK(readBack(written->bytes).interchanges.front().receipts.front().verdict == 'R');
}

TEST_CASE("EDIFACT releases its service characters and writes the declared character set") {
    Tree tree;
    const NodeIndex node = tree.addNode(Tree::root, "BGM");
    tree.addValue(node, "M\xC3\xBCller's + ?", 2);
    const OutboundMessage message{{"edifact", "D96A", "ORDERS"}, "1", "EAN008", "UN", &tree};

    const auto latin = writeEdifact(edifactEnvelope(), {&message, 1});
    REQUIRE(latin.has_value());
    CHECK(latin->bytes ==
          "UNA:+.? 'UNB+UNOC:3+5412345000013:14+4012345000009:14+261121:0905+REF42'"
          "UNH+1+ORDERS:D:96A:UN:EAN008'BGM++M\xFCller?'s ?+ ?\?'UNT+3+1'UNZ+1+REF42'");
    InterchangeEnvelope ascii = edifactEnvelope();
    ascii.level = "UNOB";
    const auto replaced = writeEdifact(ascii, {&message, 1});
    CHECK(replaced->texts_altered == 1);
    CHECK(replaced->bytes.find("M?\?ller") != std::string::npos);
}

TEST_CASE("EDIFACT without repetition refuses repeated elements") {
    Tree tree;
    const NodeIndex node = tree.addNode(Tree::root, "BGM");
    tree.addValue(node, "a", 1, 1);
    tree.addValue(node, "b", 1, 2);
    const OutboundMessage message{{"edifact", "D96A", "ORDERS"}, "1", "", "UN", &tree};
    CHECK_FALSE(writeEdifact(edifactEnvelope(), {&message, 1}).has_value());
    const auto written = writeEdifact(edifactEnvelope("4"), {&message, 1});
    REQUIRE(written.has_value());
    CHECK(written->bytes.find("BGM+a*b'") != std::string::npos);
    CHECK(written->bytes.find("+20261121:0905+") != std::string::npos);
}

TEST_CASE("what is written reads back as the same tree, in pieces of any size") {
    struct Kind {
        exchange::MessageFormat format;
        bool edifact;
    };
    const Kind kinds[] = {
        {{"x12", "004010", "850"}, false},     {{"x12", "004010", "855"}, false},
        {{"x12", "004010", "997"}, false},     {{"edifact", "D96A", "ORDERS"}, true},
        {{"edifact", "D96A", "ORDRSP"}, true}, {{"edifact", "3", "CONTRL"}, true}};
    for (const Kind& kind : kinds) {
        const auto grammar = shippedGrammars().find(kind.format);
        REQUIRE(grammar.has_value());
        for (unsigned seed = 0; seed < 15; ++seed) {
            const Tree tree = TreeMaker(**grammar, seed).make();
            OutboundMessage message{kind.format, "1", "", "UN", &tree};
            if (kind.format.type == "CONTRL") message.format.version = "D3";
            InterchangeEnvelope envelope = kind.edifact ? edifactEnvelope() : x12Envelope();
            if (!kind.edifact) envelope.group.functional_id = (*grammar)->functional_id;
            const auto written = kind.edifact ? writeEdifact(envelope, {&message, 1})
                                              : writeX12(envelope, {&message, 1});
            REQUIRE(written.has_value());
            const Recorded whole = read(written->bytes);
            INFO(kind.format.text() << " seed " << seed << "\n" << written->bytes);
            for (const std::string& id : whole.findingIds()) CHECK(id == "element-excluded");
            REQUIRE(whole.trees.size() == 1);
            CHECK(whole.trees.front() == printed(tree));
            for (const std::size_t chunk : {1, 2, 3, 7, 64, 1000}) {
                ChunkedSource source(written->bytes, chunk);
                const Recorded pieces = read(source, kind.edifact ? "edifact" : "x12");
                CHECK(pieces.text() == whole.text());
            }
        }
    }
}

TEST_CASE("texts beyond ASCII are read as they were written, in every set that has them") {
    struct Kind {
        exchange::MessageFormat format;
        std::string level;
        std::optional<Charset> charset;  // agreed
        std::vector<std::string> letters;
    };
    const exchange::MessageFormat order{"x12", "004010", "850"};
    const exchange::MessageFormat orders{"edifact", "D96A", "ORDERS"};
    // 上 海 躘 焅 誇: the last three have "~", "^" and "\\" for a second byte in GB18030.
    const std::vector<std::string> chinese{"\xE4\xB8\x8A", "\xE6\xB5\xB7", "\xE8\xBA\x98",
                                           "\xE7\x84\x85", "\xE8\xAA\x87", "\xF0\xA0\x80\x80"};
    const std::vector<std::string> german{"\xC3\xBC", "\xC3\x9F", "\xC3\x84"};
    const Kind kinds[] = {{order, "", std::nullopt, chinese},
                          {order, "", Charset::gb18030, chinese},
                          {order, "", Charset::latin1, german},
                          {orders, "UNOC", std::nullopt, german},
                          {orders, "UNOY", std::nullopt, chinese},
                          {orders, "UNOX", std::nullopt, chinese},
                          {orders, "UNOC", Charset::gb18030, chinese},
                          {orders, "UNOC", Charset::big5, {"\xE8\x87\xBA", "\xE5\x8C\x97"}},
                          {orders, "UNOL", std::nullopt, {"\xE2\x82\xAC", "\xC5\x93"}},
                          {orders, "UNOE", std::nullopt, {"\xD0\x9C", "\xD1\x81"}}};
    for (const Kind& kind : kinds) {
        const auto grammar = shippedGrammars().find(kind.format);
        REQUIRE(grammar.has_value());
        for (unsigned seed = 0; seed < 10; ++seed) {
            const Tree tree = TreeMaker(**grammar, seed, kind.letters).make();
            const OutboundMessage message{kind.format, "1", "", "UN", &tree};
            const bool edifact = !kind.level.empty();
            InterchangeEnvelope envelope = edifact ? edifactEnvelope() : x12Envelope();
            if (edifact) envelope.level = kind.level;
            envelope.charset = kind.charset;
            envelope.line_breaks = seed % 2 == 1;
            const auto written =
                edifact ? writeEdifact(envelope, {&message, 1}) : writeX12(envelope, {&message, 1});
            REQUIRE(written.has_value());
            CHECK(written->texts_altered == 0);
            ReadOptions options;
            options.charset = kind.charset;
            const Recorded whole = read(written->bytes, options);
            INFO(kind.format.text() << " " << kind.level << " seed " << seed);
            for (const std::string& id : whole.findingIds()) CHECK(id == "element-excluded");
            REQUIRE(whole.trees.size() == 1);
            CHECK(whole.trees.front() == printed(tree));
        }
    }
}

TEST_CASE("what a set cannot hold is written as a question mark and told") {
    Tree tree;
    tree.addValue(tree.addNode(Tree::root, "BGM"), "\xE5\x8C\x97\xE4\xBA\xAC 1 \xE2\x82\xAC", 2);
    const OutboundMessage orders{{"edifact", "D96A", "ORDERS"}, "1", "", "UN", &tree};
    const auto latin = writeEdifact(edifactEnvelope(), {&orders, 1});
    REQUIRE(latin.has_value());
    CHECK(latin->bytes.find("BGM++?\?\?\? 1 ?\?'") != std::string::npos);
    CHECK(latin->texts_altered == 1);
    CHECK(latin->first_altered == tree.values().front().text);

    const OutboundMessage order{{"x12", "004010", "850"}, "1", "", "", &tree};
    InterchangeEnvelope envelope = x12Envelope();
    CHECK(writeX12(envelope, {&order, 1})->texts_altered == 0);
    envelope.charset = Charset::windows;
    const auto windows = writeX12(envelope, {&order, 1});
    CHECK(windows->bytes.find("BGM**?\? 1 \x80~") != std::string::npos);
    CHECK(windows->texts_altered == 1);
}

TEST_CASE("a broken payload gives the same findings for every size of pieces") {
    const std::string bad =
        "noise ISA*00*          *00*          *ZZ*BUYER          *ZZ*SELLER         *261121*0800*U*"
        "00401*000000001*0*P*>~\r\nGS*PO*A*B*20261121*0800*1*X*004010~ST*850*0001~"
        "BEG*ZA*SA*X\xFC\x01~FOO*1~PO1*1*x*EA~REF*DP~SE*9*0002~ST*850*0001~BIN*5*~~~~~~"
        "GE*7*1~IEA*1*000000002~tail";
    const std::string whole = read(bad).text();
    for (std::size_t chunk = 1; chunk < bad.size(); ++chunk) {
        ChunkedSource source(bad, chunk);
        CHECK(read(source, "x12").text() == whole);
    }
}
