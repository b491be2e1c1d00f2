// Documents, messages and findings for the contract suites.
#pragma once
#include <string>

#include "core/exchange/document.h"
#include "tests/contract/backends.h"

namespace entrepot::test {

inline exchange::Arrival arrival(const std::string& bytes, int seconds = 0) {
    exchange::Arrival arrival;
    arrival.channel = "http";
    arrival.file_name = "order-" + bytes.substr(0, 8) + ".edi";
    arrival.content_type = "application/edi-x12";
    arrival.caller = PartnerKey("northwind");
    arrival.bytes = bytes;
    arrival.sha256 = "hash-" + std::to_string(std::hash<std::string>{}(bytes));
    arrival.at = at(seconds);
    return arrival;
}

inline exchange::DocumentChange change(std::int64_t id, exchange::DocumentState from,
                                       exchange::DocumentState to) {
    exchange::DocumentChange change;
    change.document = DocumentId{id};
    change.from = from;
    change.to = to;
    change.note = std::string(nameOf(to));
    change.at = at(60);
    return change;
}

inline exchange::Document facts(const std::string& control,
                                const std::string& partner = "northwind") {
    exchange::Document facts;
    facts.partner = PartnerKey(partner);
    facts.syntax = "x12";
    facts.sender = "ZZ:NORTHWIND";
    facts.receiver = "ZZ:MERIDIAN";
    facts.control = control;
    facts.format = "x12/004010/850";
    facts.kind = exchange::DocumentKind::acknowledgement;
    facts.business_key = "PO-" + control;
    return facts;
}

inline exchange::Finding finding() {
    exchange::Finding finding;
    finding.id = "element-too-long";
    finding.severity = exchange::Severity::warning;
    finding.position.offset = 5'000'000'000;
    finding.position.segment_ordinal = 7;
    finding.position.segment = "PO1";
    finding.position.path = "PO1[3]/SCH[1]";
    finding.position.element = 7;
    finding.position.component = 2;
    finding.position.repeat = 3;
    finding.values = {{"found", "caf\xC3\xA9 \"\\\n\x01 \xF0\x9F\x98\x80"}, {"maximum", ""}};
    return finding;
}

inline exchange::Message message(std::int64_t id, std::int64_t document,
                                 const std::string& number) {
    exchange::Message message;
    message.id = MessageId{id};
    message.document = DocumentId{document};
    message.ordinal = 1;
    message.format = {"x12", "004010", "850"};
    message.group_control = "17";
    message.control = "0001";
    message.business_key = number;
    message.content_type_name = "Order";
    message.content = "{\"number\":\"" + number + "\"}";
    message.verdict = exchange::Verdict::accepted_with_errors;
    message.findings = {finding()};
    return message;
}

inline exchange::Outbound outbound(std::int64_t id, std::int64_t answers,
                                   const std::string& bytes = "ISA*OUT~") {
    exchange::Outbound outbound;
    exchange::Document& document = outbound.document;
    document.id = DocumentId{id};
    document.partner = PartnerKey("northwind");
    document.channel = "http";
    document.file_name = "answer.x12";
    document.content_type = "application/edi-x12";
    document.sha256 = "hash of " + bytes;
    document.syntax = "x12";
    document.sender = "ZZ:MERIDIAN";
    document.receiver = "ZZ:NORTHWIND";
    document.control = std::to_string(id);
    document.group_control = "G" + std::to_string(id);
    document.format = "x12/004010/855";
    document.kind = exchange::DocumentKind::acknowledgement;
    document.business_key = "PO-1";
    document.answers = DocumentId{answers};
    document.received_at = at(60);
    document.changed_at = at(60);
    outbound.bytes = bytes;
    return outbound;
}

// One that came in and has `documents` answers queued: ids 101, 102 ...
template <class Stores>
void queueAnswers(Stores& stores, int documents) {
    using enum exchange::DocumentState;
    valueOf(stores.inbound().accept(arrival("in"), DocumentId{1}));
    auto step = change(1, received, translated);
    for (int i = 1; i <= documents; ++i) step.outbound.push_back(outbound(100 + i, 1));
    valueOf(stores.inbound().apply(step));
}

template <class Stores>
exchange::DocumentState stateOf(Stores& stores, std::int64_t id) {
    const auto document = valueOf(stores.archive().find(DocumentId{id}));
    REQUIRE(document.has_value());
    return document->state;
}

}  // namespace entrepot::test
