#include "mapping/syntax/xml/xml_envelope.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"
#include "mapping/map/locate.h"
#include "mapping/map/output_tree.h"
#include "mapping/map/tree_position.h"

namespace entrepot::mapping {
namespace {

std::string textAt(const Tree& tree, const Path& path) {
    const std::uint32_t found = locate(tree, path, Tree::root);
    return found == no_index ? std::string() : std::string(tree.values()[found].text);
}

// The node of the first source that the tree has.
NodeIndex nodeAt(const Tree& tree, const std::vector<EnvelopeSource>& sources) {
    for (const EnvelopeSource& source : sources)
        if (const NodeIndex node = locateNode(tree, source.at, Tree::root); node != no_node)
            return node;
    return no_node;
}

std::string twoDigits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string clockOf(Instant at, std::string_view between) {
    const auto in_day = at - std::chrono::floor<Days>(at);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(in_day).count();
    std::string text = twoDigits(seconds / 3600);
    text.append(between).append(twoDigits(seconds / 60 % 60));
    return text.append(between).append(twoDigits(seconds % 60));
}

std::string wordFor(std::string_view name, const EnvelopeWords& words) {
    const Day day = std::chrono::floor<Days>(words.at);
    if (name == "sender") return words.sender.id;
    if (name == "sender-qualifier") return words.sender.qualifier;
    if (name == "receiver") return words.receiver.id;
    if (name == "receiver-qualifier") return words.receiver.qualifier;
    if (name == "control") return words.control;
    if (name == "control-16" && words.control.size() < 16)
        return std::string(16 - words.control.size(), '0') + words.control;
    if (name == "control-16") return words.control;
    if (name == "date") return formatDayCompact(day);
    if (name == "time") return clockOf(words.at, "");
    if (name == "timestamp") return formatDay(day) + "T" + clockOf(words.at, ":") + "+00:00";
    return {};
}

std::string filled(std::string_view text, const EnvelopeWords& words) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = std::min(text.find('{'), text.size());
        out += text.substr(0, open);
        text.remove_prefix(open);
        if (text.empty()) break;
        const std::size_t close = std::min(text.find('}'), text.size());
        out += wordFor(text.substr(1, close - 1), words);
        text.remove_prefix(std::min(close + 1, text.size()));
    }
    return out;
}

void copyBelow(const Tree& from, NodeIndex node, OutputTree& into, OutputTree::Index at) {
    const Node& source = from.node(node);
    for (std::uint32_t i = 0; i < source.value_count; ++i) {
        const Value& value = from.values()[source.first_value + i];
        into.put(at, value.element, value.component, std::string(value.text));
    }
    for (NodeIndex child = source.first_child; child != no_node;
         child = from.node(child).next_sibling)
        copyBelow(from, child, into, into.add(at, from.node(child).rule));
}

void emitBelow(const OutputTree& from, OutputTree::Index at, Tree& into, NodeIndex node) {
    for (auto value = from.node(at).first_value; value != OutputTree::none;
         value = from.value(value).next)
        into.addValue(node, into.keep(from.value(value).text), from.value(value).element);
    for (auto child = from.node(at).first_child; child != OutputTree::none;
         child = from.node(child).next) {
        const RuleIndex rule = from.node(child).rule;
        emitBelow(from, child, into, into.addNode(node, from.grammar().rule(rule).name, rule));
    }
}

}  // namespace

exchange::EnvelopeParty envelopePartyAt(const Tree& tree,
                                        const std::vector<EnvelopeSource>& sources) {
    for (const EnvelopeSource& source : sources) {
        const NodeIndex node = locateNode(tree, source.at, Tree::root);
        if (node == no_node) continue;
        exchange::EnvelopeParty party;
        party.id = tree.find(node, source.at.element, source.at.component)->text;
        if (source.qualifier_place) {
            party.qualifier = textAt(tree, *source.qualifier_place);
        } else if (source.qualifier != 0) {
            if (const Value* qualifier = tree.find(node, source.qualifier))
                party.qualifier = qualifier->text;
        }
        return party;
    }
    return {};
}

void readXmlEnvelope(const Tree& tree, const XmlDocument& document,
                     exchange::InterchangeReport& into) {
    into.sender = envelopePartyAt(tree, document.sender);
    into.receiver = envelopePartyAt(tree, document.receiver);
    into.control = envelopePartyAt(tree, document.control).id;
    into.version = envelopePartyAt(tree, document.version).id;
    for (const EnvelopeSource& source : document.test)
        into.test |= textAt(tree, source.at) == source.value;
}

void readXmlProfile(const Tree& tree, const XmlDialect& dialect, const XmlDocument& document,
                    const FindingCollector& collector, exchange::MessageReport& into) {
    const std::string id = envelopePartyAt(tree, document.profile).id;
    if (id.empty()) return;
    const auto tell = [&](const std::vector<EnvelopeSource>& at, const std::string& found) {
        collector.add(into, exchange::findings::profile_unknown, positionOf(tree, nodeAt(tree, at)),
                      {{"found", found}});
    };
    const auto profile = std::ranges::find(dialect.profiles, id, &XmlProfile::id);
    if (profile == dialect.profiles.end()) return tell(document.profile, id);
    into.association = profile->name;
    const std::string process = envelopePartyAt(tree, document.process).id;
    if (process.empty() || profile->processes.empty()) return;
    if (std::ranges::find(profile->processes, process) == profile->processes.end())
        tell(document.process, process);
}

Tree withXmlEnvelope(const Tree& tree, const XmlDocument& document, const EnvelopeWords& words) {
    OutputTree output(*document.grammar);
    copyBelow(tree, Tree::root, output, OutputTree::root);
    for (const EnvelopeValue& value : document.written) {
        using Only = EnvelopeValue::Only;
        if (value.only == (words.test ? Only::live : Only::test)) continue;
        std::string text = filled(value.text, words);
        if (text.empty()) text = value.otherwise;
        if (text.empty()) continue;
        const OutputTree::Index node = output.makeAt(OutputTree::root, value.at);
        output.put(node, value.at.element, value.at.component, std::move(text));
    }
    Tree enveloped;
    enveloped.node(Tree::root).rule = 0;
    enveloped.node(Tree::root).name = enveloped.keep(document.grammar->rule(0).name);
    emitBelow(output, OutputTree::root, enveloped, Tree::root);
    return enveloped;
}

}  // namespace entrepot::mapping
