#include "core/exchange/partner.h"

#include <algorithm>

namespace entrepot::exchange {
namespace {

bool claims(const EnvelopeIdentity& identity, std::string_view syntax, const EnvelopeParty& party) {
    return identity.syntax == syntax && identity.partner.id == party.id &&
           (identity.partner.qualifier.empty() || party.qualifier.empty() ||
            identity.partner.qualifier == party.qualifier);
}

bool claims(const Partner& partner, std::string_view syntax, const EnvelopeParty& party) {
    return std::ranges::any_of(partner.identities, [&](const EnvelopeIdentity& identity) {
        return claims(identity, syntax, party);
    });
}

std::optional<Failure> clash(const Partner& first, const Partner& second) {
    if (first.key == second.key)
        return Failure{FailureKind::conflict, "two partners have this key", first.key.value};
    for (const EnvelopeIdentity& identity : first.identities)
        if (claims(second, identity.syntax, identity.partner))
            return Failure{FailureKind::conflict,
                           "partners " + first.key.value + " and " + second.key.value +
                               " have the same " + identity.syntax + " identity " +
                               identity.partner.id + "; give each its own",
                           second.key.value};
    return std::nullopt;
}

}  // namespace

bool mayItSend(const Partner& partner, std::string_view type) {
    if (partner.expects.empty() || type == "Acknowledgement" || type == "ApplicationAdvice")
        return true;
    return std::ranges::find(partner.expects, type) != partner.expects.end();
}

Result<PartnerDirectory> PartnerDirectory::make(std::vector<Partner> partners) {
    for (std::size_t i = 0; i < partners.size(); ++i)
        for (std::size_t j = i + 1; j < partners.size(); ++j)
            if (const auto failure = clash(partners[i], partners[j])) return fail(*failure);
    PartnerDirectory directory;
    directory.partners_ = std::move(partners);
    return directory;
}

const Partner* PartnerDirectory::find(const PartnerKey& key) const {
    const auto found = std::ranges::find(partners_, key, &Partner::key);
    return found == partners_.end() ? nullptr : &*found;
}

const Partner* PartnerDirectory::findByEnvelope(std::string_view syntax,
                                                const EnvelopeParty& sender) const {
    const Partner* found = nullptr;
    for (const Partner& partner : partners_) {
        if (!claims(partner, syntax, sender)) continue;
        if (found != nullptr) return nullptr;
        found = &partner;
    }
    return found;
}

const EnvelopeIdentity* identityFor(const Partner& partner, std::string_view syntax) {
    const auto found = std::ranges::find(partner.identities, syntax, &EnvelopeIdentity::syntax);
    if (found != partner.identities.end()) return &*found;
    return partner.identities.empty() ? nullptr : &partner.identities.front();
}

}  // namespace entrepot::exchange
