#include "mapping/syntax/single_message.h"

namespace entrepot::mapping {

Flow deliverSingleMessage(SingleMessage single, const ReadOptions& options,
                          const FindingCollector& collector, InterchangeHandler& handler) {
    exchange::InterchangeReport& interchange = single.interchange;
    exchange::GroupReport group;
    Flow flow = handler.interchangeBegins(interchange);
    if (flow == Flow::go_on) flow = handler.groupBegins(group);
    if (flow == Flow::go_on) {
        exchange::MessageReport& message = single.message;
        group.declared = group.received = 1;
        flow = handler.message(message, single.grammar, single.tree);
        collector.finish(message);
        message.verdict = exchange::worse(message.verdict, verdictOf(message.findings));
        group.accepted = message.verdict == exchange::Verdict::refused ? 0 : 1;
        group.verdict = message.verdict;
        interchange.verdict = exchange::worse(interchange.verdict, message.verdict);
        if (options.keep_reports) group.messages.push_back(std::move(message));
        handler.groupEnds(group);
        if (options.keep_reports) interchange.groups.push_back(std::move(group));
    }
    const Flow last = handler.interchangeEnds(interchange);
    return flow == Flow::stop ? flow : last;
}

}  // namespace entrepot::mapping
