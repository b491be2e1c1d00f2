// Every key of partners/<key>/partner.xml: one row a key.
#pragma once
#include <string>
#include <vector>

#include "adapters/config/key_table.h"
#include "core/exchange/partner.h"

namespace entrepot::config {

// One "expects/document" element.
struct ExpectedDocument {
    std::string type;
};

// One "severities/severity" element.
struct SeverityChange {
    std::string finding;
    exchange::Severity level = exchange::Severity::error;
};

// A partner as its file says it, before what is relative is resolved.
struct PartnerFile {
    exchange::Partner partner;
    std::filesystem::path delivery_folder;
    std::vector<ExpectedDocument> expects;
    std::vector<SeverityChange> severities;
};

const KeyTable<PartnerFile>& partnerKeys();

}  // namespace entrepot::config
