#include "mapping/syntax/x12/x12_reader.h"

#include <catch2/catch.hpp>

#include "core/exchange/finding_ids.h"
#include "tests/mapping/syntax/matrix.h"
#include "tests/mapping/syntax/recording.h"
#include "tests/mapping/syntax/samples.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
using exchange::Verdict;
using Ids = std::vector<std::string>;

TEST_CASE("a legal 850 gives its envelope, its tree and no finding") {
    const Recorded recorded = read(x12(order850));

    REQUIRE(recorded.interchanges.size() == 1);
    const exchange::InterchangeReport& interchange = recorded.interchanges.front();
    CHECK(recorded.findingIds() == Ids{});
    CHECK(interchange.sender == exchange::EnvelopeParty{"ZZ", "BUYER", ""});
    CHECK(interchange.control == "000000001");
    CHECK(interchange.verdict == Verdict::accepted);
    CHECK(interchange.groups.front().accepted == 1);
    CHECK(recorded.message().format.text() == "x12/004010/850");
    CHECK(recorded.message().segments == 10);
    CHECK(recorded.trees.front().find("PO1 1=1 2=48 3=EA 4=12.75 6=VN 7=W-1") != std::string::npos);
}

TEST_CASE("terminators and noise after them are what ISA says") {
    const std::string plain = x12(order850);
    for (const std::string terminator : {"~\n", "~\r\n", "\n", "\r\n", "\r", "'", "\x1C"}) {
        std::string text;
        for (const char c : plain) text += c == '~' ? terminator : std::string(1, c);
        INFO(exchange::printable(terminator));
        const Recorded recorded = read(text);
        CHECK(recorded.findingIds() == Ids{});
        CHECK(recorded.message().segments == 10);
    }
}

TEST_CASE("ISA11 is a repetition separator from 00402 on only") {
    const std::string with_caret =
        replaced(x12("BEG*00*SA*A^B**20261121~PO1*1*1*EA~"), "*U*00401", "*^*00401");
    CHECK(read(with_caret).trees.front().find("3=A^B") != std::string::npos);
    const std::string later = replaced(with_caret, "*^*00401", "*^*00501");
    CHECK(read(later).trees.front().find("3=A 3^2=B") != std::string::npos);
}

TEST_CASE("an ISA of wrong width is read by its separators and told") {
    const Recorded recorded = read(replaced(x12(order850), "BUYER          *", "BUYER*"));
    CHECK(recorded.findingIds() == Ids{"envelope-width-wrong"});
    CHECK(recorded.interchanges.front().sender.id == "BUYER");
    CHECK(recorded.message().verdict == Verdict::accepted);
}

TEST_CASE("several interchanges and the text around them are all accounted for") {
    const std::string one = x12(order850);
    const Recorded recorded = read("Subject: orders\n\n" + one + "\n-- \nfooter\n" + one + "\n\n");
    REQUIRE(recorded.interchanges.size() == 2);
    CHECK(recorded.messages == 2);
    CHECK(recorded.findingIds() == Ids{"text-outside-interchange", "text-outside-interchange"});
    CHECK(recorded.interchanges[0].findings.size() == 2);
}

TEST_CASE("a TA1 beside groups is taken as a receipt") {
    const std::string text = std::string(isa) + "TA1*000000905*261120*0930*A*000~" +
                             x12Group(x12Message(order850), 1) + "IEA*1*000000001~";
    const Recorded recorded = read(text);
    CHECK(recorded.findingIds() == Ids{});
    REQUIRE(recorded.interchanges.front().receipts.size() == 1);
    CHECK(recorded.interchanges.front().receipts.front().control == "000000905");
    CHECK(recorded.messages == 1);
}

TEST_CASE("counts and control numbers of every trailer are compared") {
    const std::string good = x12(order850);
    const auto ids = [&](std::string_view from, std::string_view to) {
        return read(replaced(good, from, to)).findingIds();
    };
    CHECK(ids("SE*10*0001", "SE*11*0001") == Ids{"message-count-mismatch"});
    CHECK(ids("SE*10*0001", "SE*10*0002") == Ids{"message-control-mismatch"});
    CHECK(ids("SE*10*0001", "SE*10*1") == Ids{"control-number-form"});
    CHECK(ids("GE*1*1", "GE*2*1") == Ids{"group-count-mismatch"});
    CHECK(ids("GE*1*1", "GE*1*7") == Ids{"group-control-mismatch"});
    CHECK(ids("GE*1*1", "GE*1*0001") == Ids{"control-number-form"});
    CHECK(ids("IEA*1*000000001", "IEA*3*000000001") == Ids{"interchange-count-mismatch"});
    CHECK(ids("IEA*1*000000001", "IEA*1*000000009") == Ids{"interchange-control-mismatch"});
}

TEST_CASE("a control number used twice in a group is told") {
    const std::string text = std::string(isa) +
                             x12Group(x12Message(order850) + x12Message(order850), 2) +
                             "IEA*1*000000001~";
    const Recorded recorded = read(text);
    CHECK(recorded.findingIds() == Ids{"message-control-duplicate"});
    CHECK(recorded.message(0).verdict == Verdict::accepted);
    CHECK(recorded.message(1).verdict == Verdict::refused);
}

TEST_CASE("one bad message does not hold up its neighbours") {
    const std::string bad = "BEG*00*SA~PO1*1*48*EA~";
    const std::string text =
        std::string(isa) +
        x12Group(x12Message(order850, "850", "0001") + x12Message(bad, "850", "0002") +
                     x12Message(order850, "850", "0003"),
                 3) +
        "IEA*1*000000001~";
    const Recorded recorded = read(text);
    CHECK(recorded.findingIds() == Ids{"element-missing", "element-missing"});
    CHECK(recorded.message(0).verdict == Verdict::accepted);
    CHECK(recorded.message(1).verdict == Verdict::refused);
    CHECK(recorded.message(2).verdict == Verdict::accepted);
    CHECK(recorded.interchanges.front().groups.front().accepted == 2);
    CHECK(recorded.interchanges.front().groups.front().verdict == Verdict::accepted_with_errors);
}

TEST_CASE("missing trailers are told, and what follows is read") {
    const std::string message = "ST*850*0001~" + std::string(order850);
    const Recorded recorded =
        read(std::string(isa) + "GS*PO*BUYER*SELLER*20261121*0800*1*X*004010~" + message +
             x12Message(order850, "850", "0002") + "IEA*1*000000001~");
    CHECK(recorded.findingIds() == Ids{"group-trailer-missing", "message-trailer-missing"});
    CHECK(recorded.message(1).verdict == Verdict::accepted);
}

TEST_CASE("a payload cut anywhere is refused as truncated, never lost") {
    const std::string whole = x12(order850);
    for (std::size_t size = isa.size(); size + 1 < whole.size(); ++size) {
        const Recorded recorded = read(whole.substr(0, size));
        INFO(size);
        REQUIRE(recorded.interchanges.size() == 1);
        const exchange::InterchangeReport& interchange = recorded.interchanges.front();
        CHECK(interchange.verdict == Verdict::refused);
    }
    CHECK(read(whole.substr(0, whole.size() - 1)).findingIds() == Ids{"terminator-missing"});
}

TEST_CASE("an ISA inside an interchange begins the next one") {
    const std::string one = x12(order850);
    const Recorded recorded = read(one.substr(0, one.find("IEA")) + one);
    REQUIRE(recorded.interchanges.size() == 2);
    CHECK(recorded.findingIds() == Ids{"interchange-trailer-missing"});
}

TEST_CASE("messages that nobody can read are named") {
    CHECK(read(x12("N1*ST*Store~", "211", "PO")).findingIds() ==
          Ids{"message-unsupported", "message-type-not-in-group"});
    const Recorded later = read(replaced(x12(order850), "X*004010", "X*008030"));
    CHECK(later.findingIds() == Ids{"group-version-unsupported", "message-unsupported"});
}

TEST_CASE("an industry suffix selects the base version") {
    const Recorded recorded = read(replaced(x12(order850), "X*004010", "X*004010VICS"));
    CHECK(recorded.findingIds() == Ids{});
    CHECK(recorded.message().format.version == "004010");
    CHECK(recorded.message().association == "004010VICS");
}

TEST_CASE("data of a stated length is not searched for separators") {
    const std::string text = std::string(isa) +
                             "GS*PO*BUYER*SELLER*20261121*0800*1*X*004010~ST*841*0001~"
                             "BIN*9*a~b*c>d~e~SE*3*0001~GE*1*1~IEA*1*000000001~";
    const Recorded recorded = read(text);
    CHECK(recorded.message().segments == 3);
    CHECK(recorded.trees.front().find("BIN (no rule) 1=9 2=a~b*c>d~e") != std::string::npos);
}

TEST_CASE("limits stop a message, not its neighbours, and the memory it takes") {
    ReadOptions options;
    options.limits.segment_bytes_max = 200;
    options.limits.segments_per_message_max = 20;
    options.limits.message_bytes_max = 2000;
    std::string many = "BEG*00*SA*PO-1**20261121~";
    for (int i = 0; i < 30; ++i) many += "PO1*" + std::to_string(i) + "*1*EA~";
    const std::string wide =
        "BEG*00*SA*PO-1**20261121~MSG*" + std::string(100'000, 'x') + "~PO1*1*1*EA~";
    std::string large = "BEG*00*SA*PO-1**20261121~";
    for (int i = 0; i < 15; ++i) large += "PO1*1*1*EA****" + std::string(150, 'y') + "~";
    const std::string text =
        std::string(isa) +
        x12Group(x12Message(many, "850", "0001") + x12Message(wide, "850", "0002") +
                     x12Message(large, "850", "0003") + x12Message(order850, "850", "0004"),
                 4) +
        "IEA*1*000000001~";
    for (const std::size_t chunk : {std::size_t{1} << 20, std::size_t{100}}) {
        ChunkedSource source(text, chunk);
        const Recorded recorded = read(source, "x12", options);
        CHECK(recorded.message(0).findings.front().id == "too-many-segments");
        CHECK(recorded.message(1).findings.front().id == "segment-too-large");
        CHECK(recorded.message(2).findings.back().id == "message-too-large");
        CHECK(recorded.message(3).verdict == Verdict::accepted);
    }
}

TEST_CASE("findings beyond the limit are counted, not kept") {
    std::string body = "BEG*00*SA*PO-1**20261121~";
    for (int i = 0; i < 300; ++i) body += "PO1*1*x*EA~";
    const exchange::MessageReport report = read(x12(body)).message();
    CHECK(report.findings.size() == 101);
    CHECK(report.findings_dropped == 200);
    CHECK(report.findings.back().id == "too-many-findings");
}

TEST_CASE("payloads that are no X12 get one finding") {
    const auto only = [](std::string_view bytes) {
        const auto source = memorySource(bytes);
        const Recorded recorded = read(*source, "x12");
        REQUIRE(recorded.interchanges.size() == 1);
        CHECK(recorded.interchanges.front().verdict == Verdict::refused);
        return recorded.findingIds();
    };
    CHECK(only("") == Ids{"payload-empty"});
    CHECK(only("   \r\n") == Ids{"payload-empty"});
    CHECK(only("\x89PNG\r\n\x1A\n") == Ids{"payload-unrecognised"});
    CHECK(only("ISA*00*too short~") == Ids{"envelope-malformed"});
}

TEST_CASE("200 MB of noise are refused quickly and in little memory") {
    class Noise : public ByteSource {
    public:
        Result<std::size_t> read(std::span<char> into) override {
            const std::size_t count = std::min(into.size(), left_);
            for (std::size_t i = 0; i < count; ++i)
                into[i] = static_cast<char>((state_ = state_ * 1103515245 + 12345) >> 16);
            left_ -= count;
            return count;
        }

    private:
        std::size_t left_ = 200'000'000;
        std::uint32_t state_ = 1;
    };
    Noise noise;
    const Recorded recorded = read(noise, "x12");
    CHECK(recorded.findingIds() == Ids{"payload-unrecognised"});
}

TEST_CASE("headers only: the messages are named and nothing else is done") {
    ReadOptions options;
    options.headers_only = true;
    const Recorded recorded = read(x12("BEG*nonsense~XYZ~"), options);
    CHECK(recorded.findingIds() == Ids{});
    CHECK(recorded.message().format.type == "850");
    CHECK(recorded.message().segments == 4);
    CHECK(recorded.trees.front().empty());
}
