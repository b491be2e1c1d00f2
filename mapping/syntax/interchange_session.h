// The levels of an interchange while it is read: what is open, what was counted, who is told.
//
// The X12 and the EDIFACT reader know segments; this knows what follows from them. Every header
// closes what it finds open below its level, with the finding that a trailer is missing.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>

#include "core/base/result.h"
#include "core/exchange/interchange_report.h"
#include "mapping/grammar/grammar_store.h"
#include "mapping/syntax/interchange_handler.h"
#include "mapping/syntax/message_builder.h"
#include "mapping/text/finding_collector.h"

namespace entrepot::mapping {

// Control numbers seen in one group. Runs of numbers take no room; others are kept up to a bound.
class ControlNumbers {
public:
    // False when it was there before.
    bool add(std::string_view control);
    void clear();

private:
    bool addNumber(std::uint64_t number);

    std::map<std::uint64_t, std::uint64_t> runs_;  // first -> last
    std::unordered_set<std::string> others_;
};

// A trailer's words against ours.
struct TrailerIds {
    std::string_view count_mismatch;
    std::string_view control_mismatch;
    std::string_view trailer_missing;
};

class InterchangeSession {
public:
    InterchangeSession(const GrammarStore& store, const ReadOptions& options,
                       InterchangeHandler& handler);

    // What a trailer segment says.
    struct Trailer {
        std::string_view segment;  // "SE"
        std::string_view count;
        std::string_view control;
        std::uint64_t offset = 0;
        std::uint64_t end_offset = 0;
    };

    void beginInterchange(exchange::InterchangeReport report);
    void beginGroup(exchange::GroupReport report, bool declared, std::uint64_t offset);
    // Finds the grammar; a Failure when its files are wrong.
    Result<void> beginMessage(exchange::MessageReport report, const Segment& header);
    void body(const Segment& segment);
    void segmentTooLarge(std::uint64_t offset);

    void endMessage(const Trailer& trailer);
    void endGroup(const Trailer& trailer);
    void endInterchange(const Trailer& trailer);
    // The message and the group that are still open end here, for want of a trailer.
    void closeBelow(std::uint64_t offset);
    // The payload ends, or something else begins: closes everything that is open.
    void breakOff(std::uint64_t offset, bool truncated);
    // An interchange without trailer checks, for findings that belong to no interchange.
    void reportOnly(exchange::InterchangeReport report);

    void tell(std::string_view id, const exchange::Position& position, FindingValues values = {});
    void tellInterchange(std::string_view id, const exchange::Position& position,
                         FindingValues values = {});

    bool inInterchange() const { return in_interchange_; }
    bool inGroup() const { return in_group_; }
    bool inMessage() const { return in_message_; }
    bool stopped() const { return stopped_; }
    // No view into the payload is held: the window may move on.
    bool free() const { return !in_message_ || options_.headers_only || builder_.discarding(); }

    exchange::InterchangeReport& interchange() { return interchange_; }
    exchange::GroupReport& group() { return group_; }
    exchange::MessageReport& message() { return message_; }
    MessageBuilder& builder() { return builder_; }
    const FindingCollector& collector() const { return collector_; }
    const GrammarStore& store() const { return store_; }
    const ReadOptions& options() const { return options_; }

private:
    void closeMessage(std::uint64_t offset);
    void closeGroup(std::uint64_t offset);
    void deliverMessage(std::uint64_t end_offset);
    void deliverGroup();
    void deliverInterchange();
    void follow(Flow flow) { stopped_ = stopped_ || flow == Flow::stop; }
    void tellTrailer(exchange::MessageReport& report, std::string_view id,
                     exchange::Position position, FindingValues values);
    template <class Report>
    void tellTrailer(Report& report, std::string_view id, exchange::Position position,
                     FindingValues values);
    template <class Report>
    void compare(Report& report, const Trailer& trailer, std::int64_t counted,
                 const std::string& control, const TrailerIds& ids);

    const GrammarStore& store_;
    const ReadOptions& options_;
    InterchangeHandler& handler_;
    FindingCollector collector_;
    MessageBuilder builder_;
    exchange::InterchangeReport interchange_;
    exchange::GroupReport group_;
    exchange::MessageReport message_;
    const Grammar* grammar_ = nullptr;
    ControlNumbers controls_;
    std::int64_t groups_ = 0;    // declared ones, in this interchange
    std::int64_t messages_ = 0;  // in this interchange
    std::uint32_t payload_messages_ = 0;
    bool in_interchange_ = false;
    bool in_group_ = false;
    bool group_declared_ = false;
    bool in_message_ = false;
    bool stopped_ = false;
};

exchange::Position envelopePosition(std::string_view segment, std::uint64_t offset,
                                    std::uint16_t element = 0);
// Equal as numbers, "1" and "0001".
bool sameNumber(std::string_view a, std::string_view b);

}  // namespace entrepot::mapping
