// What the partner's application said to a document (824, APERAK, ApplicationResponse): not its
// syntax but its content.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/decimal.h"
#include "core/base/time.h"
#include "core/model/common.h"
#include "core/model/party.h"

namespace entrepot::model {

enum class AdviceStatus : std::uint8_t { accepted, accepted_with_errors, rejected };
BOOST_DESCRIBE_ENUM(AdviceStatus, accepted, accepted_with_errors, rejected)

struct AdviceError {
    std::string code;
    std::string text;
    std::string segment;
    std::string position;
    std::string found;
    std::string line;  // of the document spoken of

    friend bool operator==(const AdviceError&, const AdviceError&) = default;
};
BOOST_DESCRIBE_STRUCT(AdviceError, (), (code, text, segment, position, found, line))

struct AdvisedDocument {
    AdviceStatus status = AdviceStatus::accepted;
    std::string type;  // "850", "ORDERS", "Order"
    std::string number;
    std::string group_control;
    std::string message_control;
    std::optional<Day> issued;
    std::vector<AdviceError> errors;
    std::vector<Reference> references;

    friend bool operator==(const AdvisedDocument&, const AdvisedDocument&) = default;
};
BOOST_DESCRIBE_STRUCT(AdvisedDocument, (),
                      (status, type, number, group_control, message_control, issued, errors,
                       references))

struct ApplicationAdvice {
    std::string number;
    std::optional<Day> issued;
    AdviceStatus status = AdviceStatus::accepted;
    std::vector<Party> parties;
    std::vector<Contact> contacts;
    std::vector<Reference> references;
    std::vector<AdvisedDocument> documents;
    std::vector<std::string> notes;
    std::vector<Extra> extras;

    friend bool operator==(const ApplicationAdvice&, const ApplicationAdvice&) = default;
};
BOOST_DESCRIBE_STRUCT(ApplicationAdvice, (),
                      (number, issued, status, parties, contacts, references, documents, notes,
                       extras))

}  // namespace entrepot::model
