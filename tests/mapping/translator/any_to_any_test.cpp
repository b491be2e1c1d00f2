// Any form into any other: each sample is written into every form of its kind and read again. Its
// core facts must be the same; what a form cannot carry must be told when it is written, and stand
// with its reason in tests/golden/any_to_any/losses.txt.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <set>

#include "core/exchange/finding_ids.h"
#include "tests/mapping/translator/completed.h"
#include "tests/mapping/translator/core_facts.h"
#include "tests/mapping/translator/known_losses.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
using namespace entrepot::mapping::test;
namespace fs = std::filesystem;

namespace {

const fs::path golden = fs::path(ENTREPOT_SOURCE_DIR) / "tests/golden";

// From the order to the invoice, and what tells of demand.
const std::set<std::string_view> kinds = {"Order",         "OrderResponse", "OrderChange",
                                          "QuoteRequest",  "Quote",         "ShipNotice",
                                          "ReceiptAdvice", "Invoice",       "InventoryReport",
                                          "SalesReport",   "Forecast",      "DeliverySchedule"};

struct Sample {
    std::string name;  // "x12/850-plain.edi"
    exchange::MessageFormat format;
    model::BusinessDocument document;
};

// All but those of faults, and our own answer in the forms beside the folders.
bool isGoodSample(const fs::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".expect" || extension == ".written" || extension == ".json") return false;
    return file.stem().string().find("faults") == std::string::npos;
}

std::vector<Sample> samples() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(golden / "maps"))
        if (entry.is_regular_file() && isGoodSample(entry.path())) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Sample> all;
    for (const fs::path& file : files) {
        ReadBack read = readBack(translator(), contentOf(file));
        for (std::size_t i = 0; i < read.documents.size(); ++i)
            if (kinds.contains(model::typeName(read.documents[i])))
                all.push_back({file.lexically_relative(golden / "maps").string(), read.formats[i],
                               std::move(read.documents[i])});
    }
    return all;
}

std::vector<exchange::MessageFormat> formatsOf(std::string_view type) {
    std::vector<exchange::MessageFormat> all;
    for (const exchange::MessageFormat& format : translator().maps().formats()) {
        const auto map = translator().maps().find(format);
        REQUIRE(map.has_value());
        if ((*map)->document->name == type) all.push_back(format);
    }
    return all;
}

// What findings of writing name: fields, and values that did not fit.
struct Told {
    std::set<std::string> fields;  // "lines.price"
    std::set<std::string> values;

    explicit Told(const std::vector<exchange::Finding>& findings) {
        for (const exchange::Finding& finding : findings) {
            const bool counts = finding.id == exchange::findings::data_not_mapped;
            for (const auto& [name, value] : finding.values) {
                if (name == "first" || name == "field") fields.insert(fieldOf(value));
                if (name == "found" && !counts) values.insert(value);
            }
        }
    }

    // A field is told with all it is part of. Those of lists inside lists are named without the
    // outer one.
    bool ofField(const std::string& path) const {
        const std::string field = "." + fieldOf(path) + ".";
        return std::any_of(fields.begin(), fields.end(), [&](const std::string& each) {
            const std::size_t at = field.find("." + each + ".");
            return at == 0 || (at != std::string::npos && each.find('.') != std::string::npos);
        });
    }
    bool ofValue(const std::string& value) const { return values.contains(value); }
};

std::string missingPlace(const exchange::Finding& finding) {
    const exchange::Position& at = finding.position;
    for (const auto& [name, value] : finding.values)
        if (name == "expected") return finding.id + ":" + at.segment + "/" + value;
    return finding.id + ":" + at.segment;
}

struct Passage {  // one document's way into one form and back
    const Sample& sample;
    std::string document;
    std::string target;
    KnownLosses& known;
    std::string unknown;     // differences that the table does not know
    std::size_t passed = 0;  // read again

    Passage(const Sample& from, const exchange::MessageFormat& to, KnownLosses& losses)
        : sample(from),
          document(model::typeName(from.document)),
          target(to.text()),
          known(losses) {}

    void differs(std::string what, const std::string& path, const std::string& values) {
        const Difference difference{std::move(what), document, target, withoutPositions(path)};
        if (known.knows(difference)) return;
        unknown += difference.what + " " + document + " " + target + " " + difference.fact + "   " +
                   sample.name + " " + path + " " + values + "\n";
    }

    void compare(const Facts& sent, const Facts& back, const Told& told) {
        for (const auto& [path, value] : sent) {
            const auto found = back.find(path);
            const bool gone = found == back.end();
            if (!gone && found->second == value) continue;
            const char* what = told.ofField(path)    ? "lost"
                               : told.ofValue(value) ? (gone ? "lost" : "cut")
                               : gone                ? "silent"
                                                     : "changed";
            differs(what, path, value + (gone ? "" : " -> " + found->second));
        }
        for (const auto& [path, value] : back)
            if (!sent.contains(path)) differs("added", path, value);
    }

    // What the form demands and the document does not say. Writing must have told so, too.
    void refused(const ports::Written& written, const ReadBack& read) {
        const bool told = std::any_of(
            written.findings.begin(), written.findings.end(),
            [](const auto& finding) { return finding.severity >= exchange::Severity::warning; });
        for (const exchange::Finding& finding : read.findings) {
            if (finding.severity < exchange::Severity::error) continue;
            std::string place = missingPlace(finding);
            std::replace(place.begin(), place.end(), ' ', '_');
            differs(told ? "refused" : "broken", place, line(finding));
        }
    }

    bool isApart(const Facts& sent) {
        bool apart = false;
        for (const auto& [path, value] : sent)
            apart = apart || known.knows({"apart", document, target, path + "=" + value});
        return apart;
    }

    // A form that refuses the document as it is gets it with what forms usually demand.
    void go(const exchange::MessageFormat& format) {
        if (isApart(coreFacts(sample.document))) return;
        if (!goes(sample.document, format, false)) goes(completed(sample.document), format, true);
    }

    bool goes(const model::BusinessDocument& sent, const exchange::MessageFormat& format,
              bool last) {
        const auto written = translator().write(sent, settingsFor(format));
        if (!written) {
            unknown += "failure " + sample.name + " " + describe(written.error()) + "\n";
            return true;
        }
        const ReadBack read = readBack(translator(), written->bytes);
        if (read.documents.size() == 1) {
            compare(coreFacts(sent), coreFacts(read.documents[0]), Told(written->findings));
            ++passed;
            return true;
        }
        if (last) refused(*written, read);
        return false;
    }
};

}  // namespace

TEST_CASE("each form of an order, its answers, its goods, its bill and of demand has a sample") {
    std::set<std::pair<std::string, std::string>> sampled;  // in some version
    for (const Sample& sample : samples())
        sampled.emplace(sample.format.syntax, sample.format.type);
    std::string without;
    for (const std::string_view kind : kinds)
        for (const exchange::MessageFormat& format : formatsOf(kind))
            if (!sampled.contains({format.syntax, format.type})) without += format.text() + "\n";
    CHECK(without == "");
}

TEST_CASE("any form goes into any other of its kind, and what is lost is told and known") {
    KnownLosses known(golden / "any_to_any/losses.txt");
    std::size_t tried = 0;
    std::size_t passed = 0;
    std::string unknown;
    for (const Sample& sample : samples())
        for (const exchange::MessageFormat& format : formatsOf(model::typeName(sample.document))) {
            Passage passage(sample, format, known);
            passage.go(format);
            unknown += passage.unknown;
            passed += passage.passed;
            ++tried;
        }
    std::cout << unknown << passed << " of " << tried << " passages arrive\n";
    CHECK(passed > 900);
    CHECK(unknown.empty());
    CHECK(known.unused() == "");
}
