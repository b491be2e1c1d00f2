// IDocs in their flat form and files of fixed positions: where things stand, what is written, what
// hostile input does.
#include <catch2/catch.hpp>

#include "mapping/syntax/flat/flat_records.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;

namespace {

std::string sample(const std::string& name) {
    return mapping::test::contentOf(ENTREPOT_SOURCE_DIR "/tests/golden/maps/" + name);
}

mapping::test::ReadBack read(std::string_view bytes, const ports::ReadSettings& settings = {}) {
    return mapping::test::readBack(mapping::test::translator(), bytes, settings);
}

std::string modelOf(const std::string& bytes) {
    const mapping::test::ReadBack back = read(bytes);
    REQUIRE(back.documents.size() == 1);
    return mapping::test::json(mapping::test::withoutExtras(back.documents[0]));
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("an IDoc says the same as XML and flat") {
    CHECK(modelOf(sample("idoc/orders-flat.idoc")) == modelOf(sample("idoc/orders.xml")));
    CHECK(modelOf(sample("idoc/delins-flat.idoc")) == modelOf(sample("idoc/delins.xml")));
}

TEST_CASE("an IDoc is written flat when that is agreed, in records of SAP's lengths") {
    const mapping::test::ReadBack order = read(sample("idoc/orders.xml"));
    REQUIRE(order.documents.size() == 1);
    auto settings = mapping::test::settingsFor(order.formats[0]);
    settings.syntax_version = "flat";
    const auto written = mapping::test::translator().write(order.documents[0], settings);
    REQUIRE(written.has_value());

    const std::string& bytes = written->bytes;
    CHECK(bytes.substr(0, 8) == "EDI_DC40");
    CHECK(bytes.find("\r\n") == 524);
    CHECK(bytes.substr(526, 10) == "E2EDK01005");
    CHECK(bytes.substr(526 + 33, 30) == "000000000000000100000100000001");
    CHECK(bytes.find("\r\n", 526) == 526 + 1063);
    CHECK(bytes.find("\nE2EDP20001") != std::string::npos);
    CHECK(modelOf(bytes) == modelOf(sample("idoc/orders.xml")));
    CHECK(read(bytes).interchanges.at(0).version == "flat");
}

TEST_CASE("findings in flat files have line, column and offset") {
    const std::string faults = sample("idoc/orders-flat-faults.idoc");
    const mapping::test::ReadBack back = read(faults);
    REQUIRE(back.has("element-date-invalid"));
    const exchange::Position& at = back.findings.front().position;
    CHECK(at.line == 3);
    CHECK(at.column == 67);
    CHECK(faults.substr(at.offset, 8) == "20261320");
}

TEST_CASE("segments of any version are known, others are told and kept") {
    const std::string order = sample("idoc/orders-flat.idoc");
    CHECK(modelOf(replaced(order, "E2EDK01005", "E2EDK01   ")) == modelOf(order));
    CHECK(modelOf(replaced(order, "E2EDK01005", "E2EDK01999")) == modelOf(order));
    const mapping::test::ReadBack odd = read(replaced(order, "E2EDK14   ", "ZCUSTOM   "));
    CHECK(odd.has("flat-record-unknown"));
    REQUIRE(odd.documents.size() == 1);
    CHECK(mapping::test::json(odd.documents[0]).find("ZCUSTOM") != std::string::npos);
}

TEST_CASE("an IDoc whose flat lengths we do not know is not guessed") {
    const std::string order = replaced(sample("idoc/orders-flat.idoc"), "ORDERS05", "DELVRY07");
    CHECK(read(replaced(order, "ORDERS ", "DESADV ")).has("message-unsupported"));
    CHECK(read("EDI_DC40").has("message-unsupported"));
    CHECK(read("EDI_DC40 \n\n \nE2EDK01\n").documents.empty());
}

TEST_CASE("a trailing minus is a sign, a day of zeros none") {
    const std::string credit =
        replaced(replaced(sample("idoc/invoic.xml"), "<SUMME>1063.86", "<SUMME>1063.86-"),
                 "<DATUM>20261202</DATUM>", "<DATUM>00000000</DATUM>");
    const mapping::test::ReadBack back = read(credit);
    REQUIRE(back.documents.size() == 1);
    CHECK(std::get<model::Invoice>(back.documents[0]).total == Amount::parse("-1063.86").value());
}

TEST_CASE("Latin-1 in a flat file is told and read as it is meant") {
    const std::string order = replaced(sample("fixed/orders.txt"), "Hafenstrasse 12",
                                       "Hafenstra\xDF"
                                       "e 12 ");
    const mapping::test::ReadBack back = read(order);
    CHECK(back.has("text-encoding-invalid"));
    CHECK(back.text.find("Hafenstra\xC3\x9F"
                         "e 12") != std::string::npos);
}

TEST_CASE("fixed positions count characters, and are written as they are read") {
    const mapping::test::ReadBack orders = read(sample("fixed/orders.txt"));
    REQUIRE(orders.documents.size() == 2);
    const auto written = mapping::test::translator().write(
        orders.documents[0], mapping::test::settingsFor(orders.formats[0]));
    REQUIRE(written.has_value());
    CHECK(modelOf(written->bytes) ==
          mapping::test::json(mapping::test::withoutExtras(orders.documents[0])));
    const std::size_t line = written->bytes.find("LIN1 ");
    REQUIRE(line != std::string::npos);
    CHECK(written->bytes.substr(line + 102, 12) == "          48");
}

TEST_CASE("floods of records end at the limits") {
    ports::ReadSettings settings;
    settings.limits.segments_per_message_max = 100;
    std::string flood = sample("fixed/orders.txt");
    flood.resize(flood.find("END "));
    for (int i = 0; i < 1000; ++i) flood += "LIN1\n";
    CHECK(read(flood, settings).has("too-many-segments"));

    settings = {};
    settings.limits.segment_bytes_max = 2000;
    const std::string wide = sample("idoc/orders-flat.idoc") + std::string(100'000, 'x');
    CHECK(read(wide, settings).has("segment-too-large"));
    settings.limits.message_bytes_max = 5000;
    CHECK(read(sample("idoc/orders-flat.idoc"), settings).has("message-too-large"));
}

TEST_CASE("records come whole, whatever the pieces they are read in") {
    class Pieces : public ByteSource {
    public:
        explicit Pieces(std::string_view bytes) : rest_(bytes) {}
        Result<std::size_t> read(std::span<char> into) override {
            const std::size_t count = std::min<std::size_t>({into.size(), 3, rest_.size()});
            std::copy_n(rest_.data(), count, into.data());
            rest_.remove_prefix(count);
            return count;
        }

    private:
        std::string_view rest_;
    };
    Pieces pieces("\xEF\xBB\xBFone\r\n \n\ntwo\nthree");
    FlatRecords records(pieces, 100);
    FlatRecord record;
    std::string all;
    while (records.next(record).value() == FlatTaken::record)
        all += std::to_string(record.line) + "@" + std::to_string(record.offset) + ":" +
               std::string(record.text) + " ";
    CHECK(all == "1@3:one 4@11:two 5@15:three ");
}
