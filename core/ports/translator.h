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
    const exchange::Partner* partner = nullptr;  // its severities and overrides; null = none
    bool implementation_acknowledgement = false;  // X12 from 005010 on: a 999 instead of a 997
