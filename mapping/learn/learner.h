// Reads a pile of a partner's files, one after the other, and counts what is in them.
//
// Streams: what it holds does not grow with files or messages, see LearnLimits.
#pragma once
#include <set>

#include "mapping/learn/lesson.h"
#include "mapping/translator.h"

namespace entrepot::mapping::learn {

class Learner : public InterchangeHandler, public ports::TranslationSink {
public:
    // Borrows the translator, and the partner of `settings`: then only what its agreement does not
    // say yet is to be learnt.
    Learner(const SchemaTranslator& translator, ports::ReadSettings settings,
            LearnLimits limits = {});

    // A Failure is trouble with the source or with our own definitions, never with the document.
    Result<void> learn(ByteSource& source);
    const Lesson& lesson() const { return lesson_; }

    // How the translator tells; not to be called by others.
    Flow groupBegins(const exchange::GroupReport& group) override;
    Flow message(exchange::MessageReport& report, const Grammar* grammar, Tree& tree) override;
    Flow groupEnds(exchange::GroupReport& group) override;
    void message(const exchange::InterchangeReport& interchange, const exchange::GroupReport& group,
                 exchange::MessageReport& report,
                 std::optional<model::BusinessDocument> content) override;
    void interchange(exchange::InterchangeReport report) override;

private:
    FormatLesson* lessonOf(const exchange::MessageFormat& format);
    void countTree(const Tree& tree);
    void countValues(const Tree& tree, NodeIndex node, PlaceLesson& place);
    void countValue(const ElementRule* rule, const Value& value, ElementLesson& element);
    void rememberPlaces(const Tree& tree);
    FindingKey keyOf(const exchange::Finding& finding) const;
    void countFinding(const exchange::Finding& finding, const FindingKey& key,
                      FindingLesson& lesson);
    void countEnvelope(const std::vector<exchange::Finding>& findings);

    const SchemaTranslator& translator_;
    ports::ReadSettings settings_;
    LearnLimits limits_;
    Lesson lesson_;
    FormatLesson* format_ = nullptr;  // of the message at hand
    std::vector<std::pair<std::uint32_t, RuleIndex>> rules_by_ordinal_;
    std::map<std::uint32_t, RuleIndex> rules_by_line_;  // XML and CSV have no ordinals
    std::set<std::string> envelope_seen_;               // findings of this interchange
    std::string group_sender_;
    std::string group_receiver_;
};

}  // namespace entrepot::mapping::learn
