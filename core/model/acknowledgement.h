// A functional acknowledgement: what became of the messages of one group or interchange, in syntax.
//
// One value per 997 / 999 (a received functional group) or per CONTRL (a received interchange).
// Codes are those of the syntax (AK304, AK403, AK502, AK905, 0085), already looked up; the map only
// places them. Positions count as the standard does: ST / UNH = 1.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace entrepot::model {

enum class AcknowledgedAs : std::uint8_t {
    accepted,              // A, 7
    accepted_with_errors,  // E, 7
    partially_accepted,    // P (groups)
    rejected,              // R, 4
    received,              // 8 (CONTRL as pure receipt)
};
BOOST_DESCRIBE_ENUM(AcknowledgedAs, accepted, accepted_with_errors, partially_accepted, rejected,
                    received)

// What an error depends on (999 CTX): "SITUATIONAL TRIGGER" and where that stands.
struct AcknowledgedContext {
    std::string name;
    std::string value;
    std::string segment;
    std::optional<std::int64_t> ordinal;
    std::string loop;
    std::optional<std::int64_t> element;
    std::optional<std::int64_t> component;
    std::string reference;

    friend bool operator==(const AcknowledgedContext&, const AcknowledgedContext&) = default;
};
BOOST_DESCRIBE_STRUCT(AcknowledgedContext, (),
                      (name, value, segment, ordinal, loop, element, component, reference))

struct ElementNote {
    std::int64_t element = 0;
    std::optional<std::int64_t> component;
    std::optional<std::int64_t> repeat;
    std::string reference;  // data element number
    std::string code;       // AK403, 0085
    std::string found;      // copy of the bad data, cut to what the acknowledgement can carry
    std::vector<AcknowledgedContext> contexts;

    friend bool operator==(const ElementNote&, const ElementNote&) = default;
};
BOOST_DESCRIBE_STRUCT(ElementNote, (),
                      (element, component, repeat, reference, code, found, contexts))

struct SegmentNote {
    std::string segment;
    std::int64_t ordinal = 0;
    std::string loop;
    std::string code;  // AK304, 0085
    std::vector<ElementNote> elements;

    friend bool operator==(const SegmentNote&, const SegmentNote&) = default;
};
BOOST_DESCRIBE_STRUCT(SegmentNote, (), (segment, ordinal, loop, code, elements))

struct AcknowledgedMessage {
    std::string type;         // ST01, S009 0065
    std::string control;      // ST02, 0062
    std::string version;      // S009 0052
    std::string release;      // S009 0054
    std::string agency;       // S009 0051
    std::string association;  // S009 0057, ST03
    AcknowledgedAs status = AcknowledgedAs::accepted;
    std::vector<std::string> codes;  // AK502.., 0085
    std::string service_segment;     // UNH, UNT: where the code's error stands
    std::optional<std::int64_t> service_element;
    std::optional<std::int64_t> service_component;
    std::vector<SegmentNote> segments;

    friend bool operator==(const AcknowledgedMessage&, const AcknowledgedMessage&) = default;
};
BOOST_DESCRIBE_STRUCT(AcknowledgedMessage, (),
                      (type, control, version, release, agency, association, status, codes,
                       service_segment, service_element, service_component, segments))

struct Acknowledgement {
    // What it answers.
    std::string interchange_control;
    std::string sender;  // of what is acknowledged
    std::string sender_qualifier;
    std::string receiver;
    std::string receiver_qualifier;
    std::string group_type;     // AK101: GS01
    std::string group_control;  // AK102: GS06
    std::string group_version;  // AK103: GS08 (from 005010)

    AcknowledgedAs status = AcknowledgedAs::accepted;
    std::vector<std::string> codes;  // AK905.., UCI 0085
    std::string service_segment;     // UNB, UNZ: where the code's error stands
    std::optional<std::int64_t> service_element;
    std::optional<std::int64_t> service_component;
    std::string text;                    // in words, one line, where the form has room
    std::int64_t messages_included = 0;  // AK902: as the trailer declared
    std::int64_t messages_received = 0;
    std::int64_t messages_accepted = 0;
    std::vector<AcknowledgedMessage> messages;

    friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};
BOOST_DESCRIBE_STRUCT(Acknowledgement, (),
                      (interchange_control, sender, sender_qualifier, receiver, receiver_qualifier,
                       group_type, group_control, group_version, status, codes, service_segment,
                       service_element, service_component, text, messages_included,
                       messages_received, messages_accepted, messages))

}  // namespace entrepot::model
