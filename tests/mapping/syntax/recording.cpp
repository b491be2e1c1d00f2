#include "tests/mapping/syntax/recording.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "mapping/syntax/edifact/edifact_reader.h"
#include "mapping/syntax/x12/x12_reader.h"

namespace entrepot::mapping::test {
namespace {

std::string nameOf(exchange::Verdict verdict) {
    if (verdict == exchange::Verdict::refused) return "refused";
    return verdict == exchange::Verdict::accepted ? "accepted" : "accepted with errors";
}

std::string nameOf(const exchange::EnvelopeParty& party) {
    return party.qualifier + "/" + party.id + (party.routing.empty() ? "" : "/" + party.routing);
}

void printNode(const Tree& tree, NodeIndex index, std::size_t depth, std::string& out) {
    const Node& node = tree.node(index);
    if (index != Tree::root) {
        out += std::string(depth * 2, ' ') + std::string(node.name);
        if (node.rule == no_rule) out += " (no rule)";
        for (std::uint32_t i = 0; i < node.value_count; ++i) {
            const Value& value = tree.values()[node.first_value + i];
            out += " " + std::to_string(value.element);
            if (value.repeat > 1) out += "^" + std::to_string(value.repeat);
            if (value.component > 1) out += "." + std::to_string(value.component);
            out += "=" + exchange::printable(value.text);
        }
        out += "\n";
    }
    for (NodeIndex child = node.first_child; child != no_node;
         child = tree.node(child).next_sibling)
        printNode(tree, child, depth + 1, out);
}

void print(const std::vector<exchange::Finding>& all, const std::string& indent, std::string& out) {
    for (const exchange::Finding& finding : all) {
        const exchange::Position& at = finding.position;
        out += indent + "! " + std::string(exchange::nameOf(finding.severity)) + " " + finding.id;
        out += " at byte " + std::to_string(at.offset);
        if (at.segment_ordinal > 0) out += ", segment " + std::to_string(at.segment_ordinal);
        if (!at.path.empty()) out += ", " + at.path;
        if (!at.segment.empty()) out += ", " + at.segment;
        if (at.element > 0) out += " " + std::to_string(at.element);
        if (at.component > 0) out += "." + std::to_string(at.component);
        if (at.repeat > 0) out += "^" + std::to_string(at.repeat);
        out += ": " + shippedGrammars().findings().sentence(finding, Language::english) + "\n";
    }
}

class Recorder : public InterchangeHandler {
public:
    explicit Recorder(Recorded& recorded) : recorded_(recorded) {}
    Flow message(exchange::MessageReport&, const Grammar*, Tree& tree) override {
        std::string text;
        printNode(tree, Tree::root, 2, text);
        recorded_.trees.push_back(std::move(text));
        ++recorded_.messages;
        return Flow::go_on;
    }
    Flow interchangeEnds(exchange::InterchangeReport& report) override {
        recorded_.interchanges.push_back(report);
        return Flow::go_on;
    }

private:
    Recorded& recorded_;
};

}  // namespace

const GrammarStore& shippedGrammars() {
    static const GrammarStore store(std::filesystem::path(ENTREPOT_SOURCE_DIR) / "schemas");
    return store;
}

std::vector<exchange::Finding> Recorded::findings() const {
    std::vector<exchange::Finding> all;
    const auto add = [&](const std::vector<exchange::Finding>& more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    for (const exchange::InterchangeReport& interchange : interchanges) {
        add(interchange.findings);
        for (const exchange::GroupReport& group : interchange.groups) {
            add(group.findings);
            for (const exchange::MessageReport& each : group.messages) add(each.findings);
        }
    }
    return all;
}

std::vector<std::string> Recorded::findingIds() const {
    std::vector<std::string> ids;
    for (const exchange::Finding& finding : findings()) ids.push_back(finding.id);
    return ids;
}

const exchange::MessageReport& Recorded::message(std::size_t index) const {
    for (const exchange::InterchangeReport& interchange : interchanges)
        for (const exchange::GroupReport& group : interchange.groups)
            for (const exchange::MessageReport& each : group.messages)
                if (index-- == 0) return each;
    FAIL("there is no such message");
    std::abort();
}

std::string Recorded::text() const {
    std::string out;
    std::size_t tree = 0;
    for (const exchange::InterchangeReport& interchange : interchanges) {
        out += "interchange " + interchange.syntax + " " + interchange.version + " " +
               interchange.control + " from " + nameOf(interchange.sender) + " to " +
               nameOf(interchange.receiver) + (interchange.test ? " test" : "") + ": " +
               nameOf(interchange.verdict) + "\n";
        print(interchange.findings, "  ", out);
        for (const exchange::InterchangeReceipt& receipt : interchange.receipts)
            out += "  receipt of " + receipt.control + ": " + receipt.verdict + " " + receipt.note +
                   "\n";
        for (const exchange::GroupReport& group : interchange.groups) {
            out += "  group " + group.functional_id + " " + group.control + " " + group.version +
                   ", " + std::to_string(group.accepted) + " of " + std::to_string(group.received) +
                   " accepted: " + nameOf(group.verdict) + "\n";
            print(group.findings, "    ", out);
            for (const exchange::MessageReport& each : group.messages) {
                out += "    message " + each.format.text() + " " + each.control + ", " +
                       std::to_string(each.segments) + " segments, " + std::to_string(each.length) +
                       " bytes: " + nameOf(each.verdict) + "\n";
                print(each.findings, "      ", out);
                if (tree < trees.size()) out += trees[tree++];
            }
        }
    }
    return out;
}

Result<std::size_t> ChunkedSource::read(std::span<char> into) {
    const std::size_t count = std::min({into.size(), chunk_, rest_.size()});
    std::copy_n(rest_.data(), count, into.data());
    rest_.remove_prefix(count);
    return count;
}

Recorded readWith(const std::function<Result<void>(InterchangeHandler&)>& read) {
    Recorded recorded;
    Recorder recorder(recorded);
    const auto done = read(recorder);
    INFO((done ? "" : describe(done.error())));
    REQUIRE(done.has_value());
    return recorded;
}

Recorded read(ByteSource& source, std::string_view syntax, const ReadOptions& options) {
    return readWith([&](InterchangeHandler& handler) {
        return syntax == "x12" ? readX12(source, shippedGrammars(), options, handler)
                               : readEdifact(source, shippedGrammars(), options, handler);
    });
}

Recorded read(std::string_view bytes, const ReadOptions& options) {
    const auto source = memorySource(bytes);
    const bool edifact = bytes.find("UNB") < bytes.find("ISA");
    return read(*source, edifact ? "edifact" : "x12", options);
}

}  // namespace entrepot::mapping::test
