// From what a payload turned out to hold to the acknowledgements it deserves.
//
// Pure. The reports must have been kept (ReadOptions::keep_reports).
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "core/exchange/interchange_report.h"
#include "core/model/acknowledgement.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

// X12: one 997 / 999 for each group, none for groups of acknowledgements (FA) and advices (AG).
// EDIFACT: one CONTRL, none for an interchange of CONTRL and APERAK only. Other syntaxes: none.
// `implementation`: groups that a 999 can answer get the codes of a 999.
std::vector<model::Acknowledgement> acknowledgementsOf(
    const exchange::InterchangeReport& interchange, const FindingCatalogue& catalogue,
    bool implementation = false);

// 999 there is from 005010 on.
bool hasImplementationAcknowledgement(std::string_view group_version);

// One for the interchange as a whole, for syntaxes whose receiver only says taken or refused.
// Its text is what is wrong, as far as that goes into a line.
model::Acknowledgement plainAnswer(const exchange::InterchangeReport& interchange,
                                   const FindingCatalogue& catalogue, Language language);

// The TA1: when it was asked for (ISA14), or when something is wrong with the interchange itself.
std::optional<exchange::InterchangeReceipt> receiptOf(
    const exchange::InterchangeReport& interchange, const FindingCatalogue& catalogue);

// CONTRL as a pure receipt, before the messages were looked at (UCI action 8).
model::Acknowledgement receivedNotice(const exchange::InterchangeReport& interchange);

}  // namespace entrepot::mapping
