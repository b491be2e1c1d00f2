// Samples of tests/golden/maps/<syntax>: what they become in the model, what is found, and how they
// are written back. ENTREPOT_RECORD=1 writes the expectations anew; review them like code.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden/maps";

void compareWith(const fs::path& expectation, const std::string& got) {
    if (std::getenv("ENTREPOT_RECORD") != nullptr) {
        std::ofstream(expectation, std::ios::binary) << got;
        return;
    }
    INFO(expectation.string());
    CHECK(mapping::test::contentOf(expectation) == got);
}

std::vector<fs::path> samples() {
    std::vector<fs::path> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string extension = entry.path().extension().string();
        if (entry.is_regular_file() && entry.path().parent_path() != folder &&
            extension != ".expect" && extension != ".written")
            all.push_back(entry.path());
    }
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace

TEST_CASE("each sample becomes what is recorded beside it") {
    const SchemaTranslator& translator = mapping::test::translator();
    REQUIRE(samples().size() > 5);
    for (const fs::path& sample : samples()) {
        const mapping::test::ReadBack read =
            mapping::test::readBack(translator, mapping::test::contentOf(sample));
        compareWith(fs::path(sample).concat(".expect"), read.text);
    }
}

TEST_CASE("a sample that is read, written and read again is the same") {
    const SchemaTranslator& translator = mapping::test::translator();
    for (const fs::path& sample : samples()) {
        const mapping::test::ReadBack first =
            mapping::test::readBack(translator, mapping::test::contentOf(sample));
        for (std::size_t i = 0; i < first.documents.size(); ++i) {
            INFO(sample.filename().string());
            const auto written =
                translator.write(first.documents[i], mapping::test::settingsFor(first.formats[i]));
            INFO((written ? std::string() : describe(written.error())));
            REQUIRE(written.has_value());
            if (i == 0) compareWith(fs::path(sample).concat(".written"), written->bytes);
            const mapping::test::ReadBack second =
                mapping::test::readBack(translator, written->bytes);
            REQUIRE(second.documents.size() == 1);
            CHECK(mapping::test::json(mapping::test::withoutExtras(second.documents[0])) ==
                  mapping::test::json(mapping::test::withoutExtras(first.documents[i])));
        }
    }
}

TEST_CASE("our answer in every form comes back with what the form can say") {
    const SchemaTranslator& translator = mapping::test::translator();
    const auto response =
        JsonModelText().read("OrderResponse", mapping::test::contentOf(folder / "response.json"));
    REQUIRE(response.has_value());
    for (const auto& [format, name] :
         {std::pair{exchange::MessageFormat{"x12", "004010", "855"}, "response.855"},
          {exchange::MessageFormat{"edifact", "D96A", "ORDRSP"}, "response.ORDRSP"},
          {exchange::MessageFormat{"ubl", "2.1", "OrderResponse"}, "response.ubl"},
          {exchange::MessageFormat{"csv", "1", "order-response"}, "response.table"},
          {exchange::MessageFormat{"cxml", "1.2", "ConfirmationRequest"}, "response.cxml"},
          {exchange::MessageFormat{"idoc", "ORDERS05", "ORDRSP"}, "response.idoc"}}) {
        INFO(format.text());
        const auto written = translator.write(*response, mapping::test::settingsFor(format));
        INFO((written ? std::string() : describe(written.error())));
        REQUIRE(written.has_value());
        std::string told;
        for (const exchange::Finding& finding : written->findings)
            if (finding.severity > exchange::Severity::note)
                told += mapping::test::line(finding) + "\n";
        CHECK(told == "");
        compareWith(folder / name, written->bytes);
        const mapping::test::ReadBack read = mapping::test::readBack(translator, written->bytes);
        compareWith(folder / (std::string(name) + ".expect"), read.text);
        REQUIRE(read.documents.size() == 1);
        const auto again = translator.write(read.documents[0], mapping::test::settingsFor(format));
        REQUIRE(again.has_value());
        CHECK(again->bytes == written->bytes);
    }
}
