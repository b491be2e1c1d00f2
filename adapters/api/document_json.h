// Documents, messages, findings and traces as the API shows them.
#pragma once
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "core/exchange/document.h"
#include "core/ports/words.h"

namespace entrepot::api {

boost::json::object documentJson(const exchange::Document& document);
boost::json::object messageJson(const exchange::Message& message);
boost::json::object findingJson(const exchange::Finding& finding, const ports::Words& words,
                                Language language);
// Each with the document at the other end: what speaks of `shown`, or what that speaks of.
boost::json::array verdictsJson(const std::vector<exchange::VerdictLink>& links, DocumentId shown);
boost::json::array traceJson(const std::vector<exchange::TraceStep>& steps);

}  // namespace entrepot::api
