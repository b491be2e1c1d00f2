#include "mapping/syntax/plain_group.h"

#include <utility>

namespace entrepot::mapping {

using exchange::Verdict;

Flow PlainGroup::begin() {
    if (std::exchange(begun_, true)) return Flow::go_on;
    const Flow flow = handler_.interchangeBegins(interchange_);
    return flow == Flow::stop ? flow : handler_.groupBegins(group_);
}

Flow PlainGroup::deliver(exchange::MessageReport& message, const Grammar* grammar, Tree& tree) {
    const Flow flow = handler_.message(message, grammar, tree);
    collector_.finish(message);
    message.verdict = exchange::worse(message.verdict, verdictOf(message.findings));
    if (message.verdict != Verdict::refused) ++group_.accepted;
    if (message.verdict != Verdict::accepted)
        group_.verdict = exchange::worse(group_.verdict, Verdict::accepted_with_errors);
    if (options_.keep_reports) group_.messages.push_back(std::move(message));
    return flow;
}

Flow PlainGroup::finish() {
    group_.declared = group_.received;
    if (group_.received == 0) {
        handler_.interchangeBegins(interchange_);
    } else {
        if (group_.accepted == 0) group_.verdict = Verdict::refused;
        handler_.groupEnds(group_);
        interchange_.verdict = exchange::worse(interchange_.verdict, group_.verdict);
        if (options_.keep_reports) interchange_.groups.push_back(std::move(group_));
    }
    return handler_.interchangeEnds(interchange_);
}

Flow deliverSingleMessage(SingleMessage single, const ReadOptions& options,
                          const FindingCollector& collector, InterchangeHandler& handler) {
    PlainGroup group(single.interchange, options, collector, handler);
    group.next();
    Flow flow = group.begin();
    if (flow == Flow::go_on) flow = group.deliver(single.message, single.grammar, single.tree);
    const Flow last = group.finish();
    return flow == Flow::stop ? flow : last;
}

}  // namespace entrepot::mapping
