#include "mapping/syntax/interchange_session.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/exchange/finding_ids.h"

namespace entrepot::mapping {
namespace {

namespace findings = exchange::findings;
using exchange::Verdict;

constexpr std::size_t controls_kept_max = 100'000;

constexpr TrailerIds message_ids{findings::message_count_mismatch,
                                 findings::message_control_mismatch,
                                 findings::message_trailer_missing};
constexpr TrailerIds group_ids{findings::group_count_mismatch, findings::group_control_mismatch,
                               findings::group_trailer_missing};
constexpr TrailerIds interchange_ids{findings::interchange_count_mismatch,
                                     findings::interchange_control_mismatch,
                                     findings::interchange_trailer_missing};

template <class Number>
bool parseWhole(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && !text.empty();
}

// What a level has from the level below: all refused, or some not clean.
Verdict fromBelow(std::int64_t received, std::int64_t accepted, bool clean) {
    if (received > 0 && accepted == 0) return Verdict::refused;
    return accepted < received || !clean ? Verdict::accepted_with_errors : Verdict::accepted;
}

}  // namespace

bool ControlNumbers::add(std::string_view control) {
    std::uint64_t number = 0;
    const bool plain = !control.starts_with('0') || control == "0";
    if (plain && parseWhole(control, number)) return addNumber(number);
    // "0001" and "1" are different texts; leading zeros count as part of the number's name.
    if (parseWhole(control, number) && control.size() < 12 && number < 1'000'000'000'000)
        return addNumber(number + control.size() * 1'000'000'000'000);
    if (others_.size() >= controls_kept_max) return true;
    return others_.emplace(control).second;
}

bool ControlNumbers::addNumber(std::uint64_t number) {
    auto after = runs_.upper_bound(number);
    auto before = after == runs_.begin() ? runs_.end() : std::prev(after);
    if (before != runs_.end() && number <= before->second) return false;
    if (before != runs_.end() && before->second + 1 == number) {
        ++before->second;
        return true;
    }
    if (runs_.size() < controls_kept_max) runs_.emplace(number, number);
    return true;
}

void ControlNumbers::clear() {
    runs_.clear();
    others_.clear();
}

InterchangeSession::InterchangeSession(const GrammarStore& store, const ReadOptions& options,
                                       InterchangeHandler& handler)
    : store_(store),
      options_(options),
      handler_(handler),
      collector_(store.findings(), options.severities, options.limits.findings_per_message_max),
      builder_(collector_, options.limits) {}

void InterchangeSession::beginInterchange(exchange::InterchangeReport report) {
    interchange_ = std::move(report);
    groups_ = messages_ = 0;
    in_interchange_ = true;
    follow(handler_.interchangeBegins(interchange_));
}

void InterchangeSession::beginGroup(exchange::GroupReport report, bool declared,
                                    std::uint64_t offset) {
    closeMessage(offset);
    closeGroup(offset);
    group_ = std::move(report);
    group_declared_ = declared;
    if (declared) ++groups_;
    controls_.clear();
    in_group_ = true;
    follow(handler_.groupBegins(group_));
}

Result<void> InterchangeSession::beginMessage(exchange::MessageReport report,
                                              const Segment& header) {
    closeMessage(header.offset);
    message_ = std::move(report);
    message_.ordinal = ++payload_messages_;
    message_.offset = header.offset;
    grammar_ = nullptr;
    in_message_ = true;
    ++group_.received;
    ++messages_;
    const auto position = envelopePosition(header.id(), header.offset);
    if (!options_.headers_only) {
        const auto grammar = store_.find(message_.format, options_.partner);
        if (grammar) {
            grammar_ = *grammar;
        } else if (grammar.error().kind == FailureKind::not_found) {
            tell(findings::message_unsupported, position,
                 {{"type", message_.format.type}, {"version", message_.format.version}});
        } else {
            return fail(grammar.error());
        }
    }
    if (!message_.control.empty() && !controls_.add(message_.control))
        tell(findings::message_control_duplicate, position, {{"found", message_.control}});
    builder_.begin(grammar_, message_, header);
    return {};
}

void InterchangeSession::body(const Segment& segment) {
    if (options_.headers_only) {
        builder_.countSegment();
    } else {
        builder_.segment(segment);
    }
}

void InterchangeSession::segmentTooLarge(std::uint64_t offset) {
    if (in_message_) return builder_.segmentTooLarge(offset);
    tell(findings::segment_too_large, envelopePosition({}, offset),
         {{"maximum", std::to_string(options_.limits.segment_bytes_max)}});
}

void InterchangeSession::tellTrailer(exchange::MessageReport& report, std::string_view id,
                                     exchange::Position position, FindingValues values) {
    collector_.addAlways(report, id, std::move(position), values);
}

template <class Report>
void InterchangeSession::tellTrailer(Report& report, std::string_view id,
                                     exchange::Position position, FindingValues values) {
    collector_.add(report, id, std::move(position), values);
}

template <class Report>
void InterchangeSession::compare(Report& report, const Trailer& trailer, std::int64_t counted,
                                 const std::string& control, const TrailerIds& ids) {
    std::int64_t declared = -1;
    if (!parseWhole(trailer.count, declared) || declared != counted)
        tellTrailer(report, ids.count_mismatch,
                    envelopePosition(trailer.segment, trailer.offset, 1),
                    {{"declared", trailer.count}, {"counted", std::to_string(counted)}});
    if (trailer.control == control) return;
    const bool same = sameNumber(trailer.control, control);
    tellTrailer(report, same ? findings::control_number_form : ids.control_mismatch,
                envelopePosition(trailer.segment, trailer.offset, 2),
                {{"header", control}, {"trailer", trailer.control}});
}

void InterchangeSession::endMessage(const Trailer& trailer) {
    builder_.countSegment();
    builder_.end(trailer.offset);
    compare(message_, trailer, builder_.segments(), message_.control, message_ids);
    deliverMessage(trailer.end_offset);
}

void InterchangeSession::closeMessage(std::uint64_t offset) {
    if (!in_message_) return;
    collector_.addAlways(message_, message_ids.trailer_missing, envelopePosition({}, offset));
    builder_.end(offset);
    deliverMessage(offset);
}

void InterchangeSession::deliverMessage(std::uint64_t end_offset) {
    in_message_ = false;
    message_.length = end_offset - message_.offset;
    follow(handler_.message(message_, grammar_, builder_.tree()));
    message_.verdict = exchange::worse(message_.verdict, exchange::verdictOf(message_.findings));
    if (group_.verdict == Verdict::accepted && message_.verdict == Verdict::accepted_with_errors)
        group_.verdict = Verdict::accepted_with_errors;
    if (message_.verdict != Verdict::refused) ++group_.accepted;
    if (options_.keep_reports) group_.messages.push_back(std::move(message_));
}

void InterchangeSession::endGroup(const Trailer& trailer) {
    closeMessage(trailer.offset);
    parseWhole(trailer.count, group_.declared);
    compare(group_, trailer, group_.received, group_.control, group_ids);
    deliverGroup();
}

void InterchangeSession::closeGroup(std::uint64_t offset) {
    if (!in_group_) return;
    if (group_declared_)
        collector_.add(group_, group_ids.trailer_missing, envelopePosition({}, offset));
    deliverGroup();
}

void InterchangeSession::deliverGroup() {
    in_group_ = false;
    const Verdict below =
        fromBelow(group_.received, group_.accepted, group_.verdict == Verdict::accepted);
    group_.verdict = exchange::worse(group_.verdict, below);
    follow(handler_.groupEnds(group_));
    if (group_.verdict != Verdict::accepted)
        interchange_.verdict = exchange::worse(interchange_.verdict, Verdict::accepted_with_errors);
    if (options_.keep_reports) interchange_.groups.push_back(std::move(group_));
    group_ = {};
}

void InterchangeSession::closeBelow(std::uint64_t offset) {
    closeMessage(offset);
    closeGroup(offset);
}

void InterchangeSession::endInterchange(const Trailer& trailer) {
    closeBelow(trailer.offset);
    compare(interchange_, trailer,
            groups_ > 0 || interchange_.syntax == "x12" ? groups_ : messages_, interchange_.control,
            interchange_ids);
    deliverInterchange();
}

void InterchangeSession::breakOff(std::uint64_t offset, bool truncated) {
    if (!in_interchange_) return;
    if (truncated)
        tell(findings::payload_truncated, envelopePosition({}, offset),
             {{"expected", in_message_ ? "the end of the message" : "the interchange trailer"}});
    closeMessage(offset);
    closeGroup(offset);
    collector_.add(interchange_, interchange_ids.trailer_missing, envelopePosition({}, offset));
    deliverInterchange();
}

void InterchangeSession::deliverInterchange() {
    in_interchange_ = false;
    follow(handler_.interchangeEnds(interchange_));
}

void InterchangeSession::reportOnly(exchange::InterchangeReport report) {
    interchange_ = std::move(report);
    follow(handler_.interchangeBegins(interchange_));
    follow(handler_.interchangeEnds(interchange_));
}

void InterchangeSession::tell(std::string_view id, const exchange::Position& position,
                              FindingValues values) {
    if (in_message_) {
        collector_.add(message_, id, position, values);
    } else if (in_group_) {
        collector_.add(group_, id, position, values);
    } else {
        collector_.add(interchange_, id, position, values);
    }
}

void InterchangeSession::tellInterchange(std::string_view id, const exchange::Position& position,
                                         FindingValues values) {
    collector_.add(interchange_, id, position, values);
}

exchange::Position envelopePosition(std::string_view segment, std::uint64_t offset,
                                    std::uint16_t element) {
    exchange::Position position;
    position.offset = offset;
    position.segment = exchange::printable(segment);
    position.element = element;
    return position;
}

bool sameNumber(std::string_view a, std::string_view b) {
    std::uint64_t number_a = 0;
    std::uint64_t number_b = 0;
    return parseWhole(a, number_a) && parseWhole(b, number_b) && number_a == number_b;
}

}  // namespace entrepot::mapping
