// What our application says to a document: 824, APERAK, UBL ApplicationResponse.
//
// Functional acknowledgements speak of syntax; this speaks of content. For X12 and EDIFACT it holds
// what findings.xml marks application="yes", for other syntaxes everything, since nothing else
// tells. Maps write it.
#pragma once
#include <optional>
#include <string>

#include "core/base/language.h"
#include "core/exchange/interchange_report.h"
#include "core/model/application_advice.h"
#include "mapping/text/finding_catalogue.h"

namespace entrepot::mapping {

// The message spoken of; its findings are those of the translation and those found later on.
struct AdvisedMessage {
    const exchange::MessageReport& report;
    std::string group_control;
    std::string number;  // of the document; empty when it could not be read
    std::optional<Day> issued;
};

// Number, day and parties of the advice are the caller's. Nothing when there is nothing to say.
std::optional<model::ApplicationAdvice> adviceOf(const AdvisedMessage& message,
                                                 const FindingCatalogue& catalogue,
                                                 Language language);

}  // namespace entrepot::mapping
