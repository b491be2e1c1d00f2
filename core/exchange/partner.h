// A trading partner and what was agreed with it. Loaded from partners/<key>/partner.xml at start;
// immutable afterwards, shared by all threads.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/language.h"
#include "core/base/result.h"
#include "core/exchange/finding.h"
#include "core/exchange/interchange_report.h"
#include "core/model/order.h"
#include "core/model/party.h"

namespace entrepot::exchange {

enum class AcknowledgePolicy : std::uint8_t { always, on_error, never };

// When our application speaks of the content of what came in (824, APERAK, ApplicationResponse).
enum class AdvicePolicy : std::uint8_t { never, on_error };

enum class DeliveryKind : std::uint8_t {
    collect,  // the partner fetches it from the API
    folder,   // written into delivery_folder
};

// How a partner is named in one syntax, and how we are named towards it.
struct EnvelopeIdentity {
    std::string syntax;  // x12, edifact, ubl, csv
    EnvelopeParty partner;
    EnvelopeParty us;
    std::string group_partner;  // X12 GS02/GS03 where they differ from ISA; empty = same
    std::string group_us;
    std::string encoding;  // of texts, both ways, whatever envelopes say; empty = as they say
};

struct Partner {
    PartnerKey key;
    std::string name;
    Language language = Language::english;
    bool active = true;
    std::vector<EnvelopeIdentity> identities;
    std::vector<model::PartyIdentifier> ids;  // for documents that name it without an envelope
    std::string region;                       // of its ship-tos when a document names none
    std::vector<std::string> expects;         // types of documents it may send; empty = all
    AcknowledgePolicy acknowledge = AcknowledgePolicy::always;
    AdvicePolicy application_advice = AdvicePolicy::never;
    bool implementation_acknowledgement = false;  // X12 from 005010 on: a 999 instead of a 997
    std::int64_t acknowledgement_hours_max = 24;  // its acknowledgement of what we send is due
    std::optional<MessageFormat> answer_format;   // default: the twin of what came in
    model::DeliveryPolicy delivery = model::DeliveryPolicy::split;
    int splits_max = 8;
    DeliveryKind delivery_kind = DeliveryKind::collect;
    std::string delivery_folder;  // absolute
    std::map<std::string, Severity, std::less<>>
        severities;  // differences from schemas/findings.xml
    bool test =
        false;  // its documents are tests: checked and answered as such, nothing is reserved
};

// Whether it may send documents of that type of the model. What speaks of documents of ours is
// always taken.
bool mayItSend(const Partner& partner, std::string_view type);

// All partners, found by name or by what an envelope says.
class PartnerDirectory {
public:
    PartnerDirectory() = default;
    // A Failure names both partners when two claim the same identity.
    static Result<PartnerDirectory> make(std::vector<Partner> partners);

    const Partner* find(const PartnerKey& key) const;  // null when unknown
    // By envelope; a partner's empty qualifier matches any. Null when unknown or ambiguous.
    const Partner* findByEnvelope(std::string_view syntax, const EnvelopeParty& sender) const;
    const std::vector<Partner>& all() const { return partners_; }

private:
    std::vector<Partner> partners_;
};

// The identity for that syntax; the first one when it has none for it; null when it has none at
// all.
const EnvelopeIdentity* identityFor(const Partner& partner, std::string_view syntax);

}  // namespace entrepot::exchange
