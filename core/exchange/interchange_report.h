// What a payload turned out to hold and what is wrong with it, level by level.
//
// Readers fill it, acknowledgements are made from it, the store keeps its messages. X12 fills every
// level; EDIFACT without UNG has one group with an empty functional id; an XML document or a CSV
// file has one group as well. Plain values; no owner but the holder.
#pragma once
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/exchange/finding.h"

namespace entrepot::exchange {

// A party as an envelope names it: ISA05/ISA06, UNB S002, UBL EndpointID, a CSV sender column.
struct EnvelopeParty {
    std::string qualifier;  // "ZZ", "01", "14", "0088"; may be empty
    std::string id;         // blanks at the end taken off
    std::string routing;    // EDIFACT S002 0008 / 0042; may be empty

    friend auto operator<=>(const EnvelopeParty&, const EnvelopeParty&) = default;
};

// "x12/004010/850", "edifact/D96A/ORDERS", "ubl/2.1/Order", "csv/1/order": names grammar and map.
struct MessageFormat {
    std::string syntax;   // x12, edifact, ubl, csv, json
    std::string version;  // 004010, D96A, 2.1, 1
    std::string type;     // 850, ORDERS, Order, order

    std::string text() const { return syntax + "/" + version + "/" + type; }
    friend auto operator<=>(const MessageFormat&, const MessageFormat&) = default;
};

enum class Verdict : std::uint8_t {
    accepted,
    accepted_with_errors,  // warnings that the acknowledgement mentions
    refused,
};
BOOST_DESCRIBE_ENUM(Verdict, accepted, accepted_with_errors, refused)

struct MessageReport {
    MessageFormat format;       // as the envelope says; version without industry suffix
    std::string association;    // "004010VICS", "EAN008": what the version said beyond the base
    std::string control;        // ST02, UNH 0062; empty for XML and CSV
    std::string number;         // of its document, as far as it could be read
    std::optional<Day> issued;  // likewise
    std::uint32_t ordinal = 0;  // 1 = first message in the payload
    std::uint64_t offset = 0;   // of its first byte in the payload
    std::uint64_t length = 0;
    std::uint32_t segments = 0;
    std::vector<Finding> findings;
    std::uint32_t findings_dropped = 0;  // beyond Limits::findings_per_message_max
    Verdict verdict = Verdict::accepted;
};

struct GroupReport {
    std::string functional_id;  // GS01; empty where the syntax has none
    std::string control;        // GS06, UNG 0048
    std::string version;        // GS08 as written
    EnvelopeParty sender;       // GS02, UNG 0040
    EnvelopeParty receiver;
    std::int64_t declared = 0;  // GE01 / UNE 0060, as far as a trailer was there
    std::int64_t received = 0;  // messages found, kept below or not
    std::int64_t accepted = 0;  // of them not refused
    std::vector<Finding> findings;
    std::vector<MessageReport> messages;
    Verdict verdict = Verdict::accepted;
};

// A TA1: what a partner says of an interchange that we sent.
struct InterchangeReceipt {
    std::string control;  // ISA13 of ours
    std::string date;
    std::string time;
    char verdict = 'A';  // A, E, R
    std::string note;    // TA105
};

struct InterchangeReport {
    std::string syntax;   // x12, edifact, ubl, csv
    std::string version;  // ISA12 "00401", UNB "UNOC:3", UBLVersionID
    EnvelopeParty sender;
    EnvelopeParty receiver;
    std::string control;  // ISA13, UNB 0020, UBL UUID or ID; empty for CSV
    std::string date;     // as written
    std::string time;
    std::string application;  // UNB 0026
    bool test = false;
    bool acknowledgement_requested = false;  // ISA14 (TA1), UNB 0031 (CONTRL)
    char decimal_mark = '.';
    std::uint64_t offset = 0;
    std::vector<Finding> findings;
    std::vector<GroupReport> groups;
    std::vector<InterchangeReceipt> receipts;
    Verdict verdict = Verdict::accepted;
};

// The verdict the findings ask for: any error or fatal refuses, any warning marks.
Verdict verdictOf(const std::vector<Finding>& findings);
Verdict worse(Verdict a, Verdict b);

}  // namespace entrepot::exchange
