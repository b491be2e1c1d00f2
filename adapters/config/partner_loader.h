// Loads partners/<key>/partner.xml into the partners the exchange works with.
//
// The same code serves the start and `entrepot config check`: every problem with file and line.
#pragma once
#include <filesystem>
#include <vector>

#include "adapters/config/configuration.h"
#include "adapters/config/record_reader.h"
#include "core/exchange/partner.h"

namespace entrepot::config {

struct PartnerRequest {
    std::filesystem::path folder;             // holds one folder a partner
    std::filesystem::path schema;             // schemas/xsd/partner.xsd
    std::filesystem::path data;               // relative delivery folders are inside it
    std::vector<OurIdentity> our_identities;  // for identities that do not say how we are named
};

struct LoadedPartners {
    exchange::PartnerDirectory directory;  // complete only when there are no problems
    std::vector<Problem> problems;
};

LoadedPartners loadPartners(const PartnerRequest& request);

}  // namespace entrepot::config
