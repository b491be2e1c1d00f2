// Bytes <-> model, as the exchange uses it. Implemented by mapping/translator.
//
// Thread-safe: any number of threads may translate at once. Pure: same bytes, same settings, same
// result; so a crash may translate twice.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/limits.h"
#include "core/base/result.h"
#include "core/exchange/interchange_report.h"
#include "core/exchange/partner.h"
#include "core/model/business_document.h"

namespace entrepot::ports {

// What the first few kilobytes say.
struct Identification {
    std::string syntax;              // empty = not recognised; `findings` says what it looks like
    exchange::EnvelopeParty sender;  // empty where the syntax names none (CSV)
    exchange::EnvelopeParty receiver;
    std::string control;
    bool test = false;
    std::vector<exchange::Finding> findings;
};

struct ReadSettings {
    Limits limits;
    const exchange::Partner* partner = nullptr;  // its severities and overrides; null = none
};

class TranslationSink {
public:
    virtual ~TranslationSink() = default;
    // `content` is absent when the message is refused or has no map (the findings say which).
    virtual void message(const exchange::InterchangeReport& interchange,
                         const exchange::GroupReport& group, exchange::MessageReport& report,
                         std::optional<model::BusinessDocument> content) = 0;
    virtual void interchange(exchange::InterchangeReport report) = 0;
};

struct WriteSettings {
    exchange::MessageFormat format;
    exchange::EnvelopeParty sender;    // us
    exchange::EnvelopeParty receiver;  // the partner
    std::string group_sender;          // empty = sender.id
    std::string group_receiver;
    std::int64_t interchange_control = 1;
    std::int64_t receipt_control = 0;  // of a TA1 beside other acknowledgements, which has an
                                       // interchange of its own; 0 = interchange_control + 1
    std::int64_t group_control = 1;
    std::int64_t message_control = 1;
    Instant at{};
    bool test = false;
    const exchange::Partner* partner = nullptr;   // its severities and overrides; null = none
    bool implementation_acknowledgement = false;  // X12 from 005010 on: a 999 instead of a 997
    std::string syntax_version;  // ISA12, "UNOC:3"; empty = the usual one for the format
    std::string encoding;        // as agreed, "GB18030"; empty = what the syntax declares
    Language language = Language::english;
};

struct Written {
    exchange::MessageFormat format;  // of its first message; "x12/00401/TA1" of TA1 alone
    std::string bytes;
    std::string
        content_type;  // application/edi-x12, application/edifact, application/xml, text/csv
    std::string file_extension;               // "x12", "edi", "xml", "csv"
    std::vector<exchange::Finding> findings;  // what the form could not carry
};

// What our application says of a message, and the format that carries it to its sender.
struct Advice {
    exchange::MessageFormat format;
    model::ApplicationAdvice content;
};

class Translator {
public:
    virtual ~Translator() = default;
    virtual Identification identify(std::string_view bytes) const = 0;
    virtual Result<void> read(std::string_view bytes, const ReadSettings& settings,
                              TranslationSink& sink) const = 0;
    virtual Result<Written> write(const model::BusinessDocument& document,
                                  const WriteSettings& settings) const = 0;
    // Nothing when the interchange asks for no acknowledgement by its nature (acknowledgements
    // only, XML, CSV). `format` of the settings is ignored: the answer follows what came in.
    virtual Result<std::optional<Written>> acknowledge(const exchange::InterchangeReport& received,
                                                       const WriteSettings& settings) const = 0;
    // What findings of the message's content deserve beside its functional acknowledgement; number,
    // day and parties are the caller's. Nothing when there is nothing to say, or its syntax has no
    // form for it: an acknowledgement that says everything (cXML), or none (CSV).
    virtual std::optional<Advice> adviceOn(const exchange::MessageReport& message,
                                           std::string_view group_control,
                                           Language language) const = 0;
    // True for messages that a receiver acknowledges by the rules of their syntax: X12 and EDIFACT
    // messages other than acknowledgements and application advices themselves.
    virtual bool isAcknowledged(const exchange::MessageFormat& format) const = 0;
    // True for messages whose sender reads the acknowledgement as the reply to its call (cXML): one
    // is made, but none is awaited of what we send.
    virtual bool isRepliedTo(const exchange::MessageFormat& format) const = 0;
    // The format that answers that one (850 -> 855), as its map says; nothing when none does.
    virtual std::optional<exchange::MessageFormat> answerTo(
        const exchange::MessageFormat& format) const = 0;
};

// The model's own text form (JSON), to store and to serve it.
class ModelText {
public:
    virtual ~ModelText() = default;
    virtual std::string write(const model::BusinessDocument& document) const = 0;
    // The failure names the field and what is wrong with it.
    virtual Result<model::BusinessDocument> read(std::string_view type_name,
                                                 std::string_view text) const = 0;
};

}  // namespace entrepot::ports
