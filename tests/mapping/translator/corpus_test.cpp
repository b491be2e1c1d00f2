// Real files of others, when they are on the machine: none may crash, what is made of each stays in
// proportion to its bytes, and what we say of its envelope is compared with what an independent
// checker measured (MANIFEST.tsv). What becomes of each is in docs/corpus.md. Nothing of them is
// copied into the project.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <sstream>

#include "core/exchange/finding_ids.h"
#include "tests/mapping/translator/support.h"

using namespace entrepot;
using namespace entrepot::mapping;
namespace fs = std::filesystem;
namespace findings = exchange::findings;

namespace {

// What is made of a file: nodes, values, documents and findings, in all.
class Made : public InterchangeHandler, public ports::TranslationSink {
public:
    Flow message(exchange::MessageReport&, const Grammar*, Tree& tree) override {
        count += tree.nodeCount() + tree.values().size();
        return Flow::go_on;
    }
    void message(const exchange::InterchangeReport&, const exchange::GroupReport&,
                 exchange::MessageReport& report, std::optional<model::BusinessDocument>) override {
        count += 1 + report.findings.size();
    }
    void interchange(exchange::InterchangeReport report) override {
        count += report.findings.size();
        for (const exchange::GroupReport& group : report.groups) count += group.findings.size();
    }
    std::size_t count = 0;
};

std::size_t madeOf(const std::string& bytes) {
    Made made;
    const auto source = memorySource(bytes);
    REQUIRE(mapping::test::translator().readWatched(*source, {}, made, made));
    return made.count;
}

using Facts = std::set<std::string>;

// Where we see something else than the checker, and why we are right.
struct Disagreement {
    std::string_view file;
    std::string_view ours;
};
constexpr Disagreement disagreements[] = {
    // Four terminators stand twice: empty segments, which the sender did not count either.
    {"orders.withbadunbsegment", "UNZ ref"},
    // ISA13 ends with 6, IEA02 with 5.
    {"albmarin__badX12__errors_error_validation.edi",
     "GE01; GE02!=GS06; IEA02!=ISA13; SE01 30!=27; SE02!=ST02"},
    // Two UNB and one UNZ.
    {"Apperak_edi_out_issue235.edi", "UNZ ref; no UNZ"},
    // ISA16 is missing, so that "~" is the component character and the line break the terminator:
    // GE02 and IEA02 have an empty second component each, which is no difference.
    {"x12.850.issue135.edi", "ok"},
};

struct CorpusFile {
    std::string path;
    std::string checked;  // "ok", "SE01 9!=8; GE01"; empty where nothing was measured
};

std::vector<std::string> parts(const std::string& text, char separator) {
    std::vector<std::string> all;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        part.erase(0, part.find_first_not_of(' '));
        all.push_back(part);
    }
    return all;
}

std::vector<CorpusFile> manifest(const fs::path& corpus) {
    std::vector<CorpusFile> files;
    std::istringstream rows(mapping::test::contentOf(corpus / "MANIFEST.tsv"));
    std::string row;
    std::getline(rows, row);
    while (std::getline(rows, row)) {
        const std::vector<std::string> cells = parts(row, '\t');
        REQUIRE(cells.size() >= 7);
        files.push_back({cells[0], cells.size() > 7 ? cells[7] : ""});
    }
    return files;
}

std::string valueOf(const exchange::Finding& finding, std::string_view name) {
    for (const auto& [each, value] : finding.values)
        if (each == name) return value;
    return {};
}

// What a finding says of the envelope, in the checker's words; empty when it is none of its.
std::string factOf(const exchange::Finding& finding, bool x12) {
    const auto counts = [&] {
        return valueOf(finding, "declared") + "!=" + valueOf(finding, "counted");
    };
    const std::string& id = finding.id;
    if (id == findings::envelope_width_wrong) return "ISA not fixed width 106";
    if (id == findings::message_count_mismatch) return (x12 ? "SE01 " : "UNT ") + counts();
    if (id == findings::message_control_mismatch) return x12 ? "SE02!=ST02" : "UNT ref";
    if (id == findings::message_trailer_missing) return x12 ? "no SE" : "no UNT";
    if (id == findings::group_count_mismatch) return x12 ? "GE01" : "UNE " + counts();
    if (id == findings::group_control_mismatch) return x12 ? "GE02!=GS06" : "UNE ref";
    if (id == findings::group_trailer_missing) return x12 ? "no GE" : "no UNE";
    if (id == findings::interchange_count_mismatch && !x12) return "UNZ " + counts();
    if (id == findings::control_number_form && !x12) return finding.position.segment + " ref";
    if (id == findings::interchange_control_mismatch) return x12 ? "IEA02!=ISA13" : "UNZ ref";
    if (id == findings::interchange_trailer_missing) return x12 ? "no IEA" : "no UNZ";
    if (id == findings::payload_unrecognised || id == findings::envelope_malformed)
        return x12 ? "no ISA" : "no UNB";
    return {};
}

std::string joined(const Facts& facts) {
    std::string text;
    for (const std::string& fact : facts) text += (text.empty() ? "" : "; ") + fact;
    return text.empty() ? "ok" : text;
}

Facts ourFacts(const mapping::test::ReadBack& read, bool x12) {
    Facts facts;
    for (const exchange::Finding& finding : read.findings)
        if (std::string fact = factOf(finding, x12); !fact.empty()) facts.insert(std::move(fact));
    return facts;
}

// The checker counts no IEA01 and looks no further when the ISA is odd; without UNB there is no
// message for us.
void compareFacts(const CorpusFile& file, const Facts& ours) {
    for (const Disagreement& known : disagreements)
        if (file.path.ends_with(known.file)) {
            CHECK(joined(ours) == known.ours);
            return;
        }
    Facts theirs;
    for (const std::string& fact : parts(file.checked, ';'))
        if (fact != "ok") theirs.insert(fact);
    for (const char* decisive : {"ISA not fixed width 106", "no UNB"})
        if (theirs.contains(decisive)) {
            CHECK(ours.contains(decisive));
            return;
        }
    CHECK(joined(ours) == joined(theirs));
}

void checkFile(const fs::path& corpus, const CorpusFile& file) {
    const std::string bytes = mapping::test::contentOf(corpus / file.path);
    const bool x12 = file.path.starts_with("x12/");
    const auto read = mapping::test::readBack(mapping::test::translator(), bytes);
    INFO(file.path);
    CHECK(read.text.find("failure") == std::string::npos);
    CHECK(!read.interchanges.empty());
    CHECK(madeOf(bytes) <= bytes.size());
    for (const exchange::Finding& finding : read.findings)
        CHECK(finding.position.offset <= bytes.size());
    if (!file.checked.empty()) compareFacts(file, ourFacts(read, x12));
}

}  // namespace

TEST_CASE("real files of others end in documents or findings, their envelopes as others see them") {
    const fs::path corpus = fs::path(ENTREPOT_SOURCE_DIR) / "../shared/corpus";
    if (!fs::exists(corpus / "MANIFEST.tsv")) {
        WARN("SKIPPED: there is no ../shared/corpus here, real files were not tried");
        return;
    }
    for (const CorpusFile& file : manifest(corpus)) checkFile(corpus, file);
}
