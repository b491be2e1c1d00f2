// What is wrong with a document is told all at once and with its place, in every form; and a form
// that has an acknowledgement says so in it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
namespace fs = std::filesystem;

namespace {

const fs::path golden = fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden/maps";

bool isPlaced(const exchange::Finding& finding) {
    const exchange::Position& at = finding.position;
    return at.line != 0 || at.segment_ordinal != 0;
}

std::size_t placedErrors(const exchange::MessageReport& message) {
    std::size_t count = 0;
    for (const exchange::Finding& finding : message.findings)
        if (finding.severity >= exchange::Severity::error && isPlaced(finding)) ++count;
    return count;
}

// The most that one message of a sample is told of, by format.
std::map<std::string, std::size_t> toldOfFaults(std::string_view syntax) {
    std::map<std::string, std::size_t> most;
    for (const auto& entry : fs::directory_iterator(golden / syntax)) {
        const fs::path& file = entry.path();
        if (file.stem().string().find("faults") == std::string::npos ||
            file.extension() == ".expect" || file.extension() == ".written")
            continue;
        for (const auto& interchange : readBack(translator(), contentOf(file)).interchanges)
            for (const auto& group : interchange.groups)
                for (const auto& message : group.messages) {
                    std::size_t& count = most[message.format.text()];
                    count = std::max(count, placedErrors(message));
                }
    }
    return most;
}

}  // namespace

TEST_CASE("each business form has a sample whose faults are all told with their place") {
    for (const char* syntax : {"cxml", "idoc", "tradacoms", "fixed", "csv"}) {
        const auto told = toldOfFaults(syntax);
        for (const exchange::MessageFormat& format : translator().maps().formats()) {
            if (format.syntax != syntax) continue;
            INFO(format.text());
            const auto most = told.find(format.text());
            REQUIRE(most != told.end());
            CHECK(most->second >= 3);
        }
    }
}

TEST_CASE("a faulty cXML document of any type is answered with a status that refuses it") {
    for (const auto& entry : fs::directory_iterator(golden / "cxml")) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with("-faults.xml") || name == "response-faults.xml") continue;
        INFO(name);
        const ReadBack received = readBack(translator(), contentOf(entry.path()));
        REQUIRE(received.interchanges.size() == 1);
        const auto written = translator().acknowledge(received.interchanges[0],
                                                      settingsFor({"cxml", "1.2", "Response"}));
        REQUIRE(written.has_value());
        REQUIRE(written->has_value());

        const ReadBack answer = readBack(translator(), (*written)->bytes);
        REQUIRE(answer.documents.size() == 1);
        const auto& status = std::get<model::Acknowledgement>(answer.documents[0]);
        CHECK(status.status == model::AcknowledgedAs::rejected);
        CHECK((*written)->bytes.find("<Status code=\"4") != std::string::npos);
        CHECK(!status.text.empty());
    }
}
