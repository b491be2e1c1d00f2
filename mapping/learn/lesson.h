// What a pile of a partner's files taught: counts by envelope, message type, place and finding.
//
// Plain values, made by Learner. Bounded by LearnLimits however many files there are: what goes
// beyond a limit is counted under its heading and not listed.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar.h"

namespace entrepot::mapping::learn {

struct LearnLimits {
    std::size_t formats_max = 200;                // message types
    std::size_t identities_max = 500;             // pairs of sender and receiver
    std::size_t codes_per_element_max = 60;       // an element with more is no code
    std::size_t code_bytes_max = 8;               // nor is a longer text
    std::size_t findings_per_format_max = 2'000;  // kinds: id and place
};

// One element at one place, over all its occurrences.
struct ElementLesson {
    std::uint64_t count = 0;
    std::uint32_t length_min = UINT32_MAX;  // characters; of numbers digits
    std::uint32_t length_max = 0;
    std::uint32_t repeats_max = 1;
    std::map<std::string, std::uint64_t> codes;
    bool codes_many = false;  // more than the limit: `codes` is empty
};

using ElementKey =
    std::pair<std::uint16_t, std::uint16_t>;  // element, component; 0 = not composite

// A segment or loop at one row of the grammar.
struct PlaceLesson {
    std::uint64_t count = 0;
    std::uint64_t messages = 0;      // in so many
    std::uint32_t together_max = 0;  // below one parent
    std::map<ElementKey, ElementLesson> elements;
};

// A finding of one kind at one place.
struct FindingLesson {
    exchange::Severity severity = exchange::Severity::note;
    std::uint64_t count = 0;
    std::uint64_t messages = 0;                   // for the envelope: interchanges
    std::string example;                          // what was found there first
    std::map<std::string, std::uint64_t> values;  // found texts, as far as they are codes
};

struct FindingKey {
    std::string id;
    RuleIndex rule = no_rule;  // no_rule: of the message or the envelope as a whole
    ElementKey element{0, 0};
    friend auto operator<=>(const FindingKey&, const FindingKey&) = default;
};

struct FormatLesson {
    const Grammar* grammar = nullptr;  // null when we have none
    std::uint64_t messages = 0;
    std::uint64_t refused = 0;
    std::map<RuleIndex, PlaceLesson> places;
    std::map<FindingKey, FindingLesson> findings;
    std::uint64_t findings_more = 0;  // beyond the limits
};

struct Identity {
    std::string syntax;
    exchange::EnvelopeParty sender;
    exchange::EnvelopeParty receiver;
    std::string group_sender;
    std::string group_receiver;
    friend auto operator<=>(const Identity&, const Identity&) = default;
};

struct Lesson {
    std::uint64_t files = 0;
    std::uint64_t interchanges = 0;
    std::map<Identity, std::uint64_t> identities;
    std::uint64_t identities_more = 0;
    std::map<exchange::MessageFormat, FormatLesson> formats;
    std::uint64_t formats_more = 0;                 // messages of them
    std::map<FindingKey, FindingLesson> envelopes;  // interchange and group level
};

// "SG25/LIN/03.01", "cac:OrderLine/@x", "row/quantity": as overrides of grammars name a place.
std::string placeText(const Grammar& grammar, RuleIndex rule, ElementKey element = {0, 0});

}  // namespace entrepot::mapping::learn
