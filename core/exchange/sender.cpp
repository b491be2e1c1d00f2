#include "core/exchange/sender.h"

#include <algorithm>

#include "core/exchange/finding_ids.h"

namespace entrepot::exchange {
namespace {

Finding finding(findings::FindingId id, std::vector<std::pair<std::string, std::string>> values) {
    return {std::string(id), Severity::fatal, {}, std::move(values)};
}

bool namesUs(const Partner& partner, std::string_view syntax, const EnvelopeParty& receiver) {
    return std::ranges::any_of(partner.identities, [&](const EnvelopeIdentity& identity) {
        return identity.syntax == syntax && identity.us.id == receiver.id;
    });
}

bool knowsSyntax(const Partner& partner, std::string_view syntax) {
    return std::ranges::any_of(partner.identities, [&](const EnvelopeIdentity& identity) {
        return identity.syntax == syntax;
    });
}

SenderDecision refuse(findings::FindingId id, const EnvelopeParty& found,
                      const PartnerKey& caller) {
    return {nullptr,
            {finding(id, {{"found", printable(textOf(found))}, {"caller", caller.value}})}};
}

}  // namespace

std::string textOf(const EnvelopeParty& party) {
    return party.qualifier.empty() ? party.id : party.qualifier + ":" + party.id;
}

SenderDecision decideSender(const ports::Identification& identified, const PartnerKey& caller,
                            const PartnerDirectory& partners) {
    if (identified.syntax.empty()) return {nullptr, identified.findings};
    const Partner* by_caller = caller.empty() ? nullptr : partners.find(caller);
    if (identified.sender.id.empty()) {
        if (by_caller == nullptr || !by_caller->active)
            return refuse(findings::sender_unknown, identified.sender, caller);
        return {by_caller, {}};
    }
    const Partner* by_envelope = partners.findByEnvelope(identified.syntax, identified.sender);
    if (by_envelope == nullptr || !by_envelope->active)
        return refuse(findings::sender_unknown, identified.sender, caller);
    if (!caller.empty() && by_envelope != by_caller)
        return refuse(findings::sender_not_caller, identified.sender, caller);
    if (!identified.receiver.id.empty() && knowsSyntax(*by_envelope, identified.syntax) &&
        !namesUs(*by_envelope, identified.syntax, identified.receiver))
        return refuse(findings::receiver_not_us, identified.receiver, caller);
    return {by_envelope, {}};
}

}  // namespace entrepot::exchange
