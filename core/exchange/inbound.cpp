#include "core/exchange/inbound.h"

#include "core/base/crash_point.h"
#include "core/exchange/advice_step.h"
#include "core/exchange/finding_ids.h"
#include "core/exchange/order_step.h"
#include "core/exchange/outbound_draft.h"
#include "core/exchange/sender.h"
#include "core/exchange/translation.h"

namespace entrepot::exchange {
namespace {

DocumentChange changeOf(const Document& document, DocumentState to, Instant at) {
    DocumentChange change;
    change.document = document.id;
    change.from = document.state;
    change.to = to;
    change.at = at;
    return change;
}

// What the envelope says, put into the document's own record.
Document identifiedAs(Document document, const Partner& partner,
                      const ports::Identification& identified) {
    document.partner = partner.key;
    document.syntax = identified.syntax;
    document.sender = textOf(identified.sender);
    document.receiver = textOf(identified.receiver);
    document.control = identified.control;
    return document;
}

}  // namespace

Result<DocumentState> Inbound::advance(DocumentId id) {
    for (;;) {
        auto document = ports_.archive.find(id);
        if (!document) return fail(document.error());
        if (!*document) return fail(FailureKind::not_found, "no such document", formatId(id.value));
        if (isFinished((*document)->state)) return (*document)->state;
        auto next = step(**document);
        if (!next) return next;
    }
}

Result<DocumentState> Inbound::step(const Document& document) {
    switch (document.state) {
        case DocumentState::received:
            return identify(document);
        case DocumentState::identified:
            return translate(document);
        case DocumentState::translated:
            return process(document);
        case DocumentState::processed:
            return answer(document);
        default:
            return document.state;
    }
}

// Whose is it? Nothing of its content is believed before that is known.
Result<DocumentState> Inbound::identify(const Document& document) {
    auto bytes = ports_.archive.bytes(document.id);
    if (!bytes) return fail(bytes.error());
    const ports::Identification identified = ports_.translator.identify(*bytes);
    const SenderDecision decision = decideSender(identified, document.partner, ports_.partners);
    if (decision.partner == nullptr) return quarantine(document, decision.findings);

    DocumentChange change = changeOf(document, DocumentState::identified, ports_.clock.now());
    change.facts = identifiedAs(document, *decision.partner, identified);
    auto stored = store(change);
    if (!stored && stored.error().kind == FailureKind::conflict)
        return refuseDuplicate(*change.facts);
    return stored;
}

// Into the model, message by message; the acknowledgement leaves whatever the content is.
Result<DocumentState> Inbound::translate(const Document& document) {
    const Partner* partner = ports_.partners.find(document.partner);
    if (partner == nullptr) return quarantine(document, {});
    auto bytes = ports_.archive.bytes(document.id);
    if (!bytes) return fail(bytes.error());
    auto translation = translateDocument(ports_, document, *partner, *bytes);
    if (!translation) return fail(translation.error());

    DocumentChange change = changeOf(
        document, translation->isTaken() ? DocumentState::translated : DocumentState::refused,
        ports_.clock.now());
    change.facts = translation->describe(document);
    change.messages = std::move(translation->messages);
    change.findings = std::move(translation->findings);
    change.verdicts = std::move(translation->verdicts);
    for (const InterchangeReport& report : translation->interchanges) {
        auto acknowledgement = draftAcknowledgement(ports_, *partner, document.id, report);
        if (!acknowledgement) return fail(acknowledgement.error());
        if (*acknowledgement) change.outbound.push_back(std::move(**acknowledgement));
    }
    for (const Message& message : change.messages) {
        if (message.state != MessageState::refused) continue;  // the others have not ended yet
        if (auto advised = advise(*partner, *change.facts, message, change); !advised)
            return fail(advised.error());
    }
    return store(std::move(change));
}

// The business effect: every order is promised and kept, once. Other documents have none here.
Result<DocumentState> Inbound::process(const Document& document) {
    const Partner* partner = ports_.partners.find(document.partner);
    if (partner == nullptr) return quarantine(document, {});
    auto messages = ports_.archive.messages(document.id);
    if (!messages) return fail(messages.error());

    DocumentChange change = changeOf(document, DocumentState::processed, ports_.clock.now());
    for (Message& message : *messages) {
        if (message.state != MessageState::translated) continue;
        auto processed = processMessage(ports_, *partner, message);
        if (!processed) return fail(processed.error());
        change.messages.push_back(std::move(*processed));
    }
    return store(std::move(change));
}

// One answer an order, in the partner's form, and what is to be said of its content; queued, not
// yet sent.
Result<DocumentState> Inbound::answer(const Document& document) {
    const Partner* partner = ports_.partners.find(document.partner);
    if (partner == nullptr) return quarantine(document, {});
    auto messages = ports_.archive.messages(document.id);
    if (!messages) return fail(messages.error());

    DocumentChange change = changeOf(document, DocumentState::answered, ports_.clock.now());
    for (Message& message : *messages) {
        if (message.state != MessageState::processed) continue;
        auto answered = answerMessage(ports_, *partner, message);
        if (!answered) return fail(answered.error());
        message.state = MessageState::answered;
        if (*answered) {
            message.answer = (*answered)->document.id;
            change.outbound.push_back(std::move(**answered));
        }
        if (auto advised = advise(*partner, document, message, change); !advised)
            return fail(advised.error());
        change.messages.push_back(std::move(message));
    }
    return store(std::move(change));
}

Result<void> Inbound::advise(const Partner& partner, const Document& document,
                             const Message& message, DocumentChange& change) {
    auto advice = draftAdvice(ports_, partner, document, message);
    if (!advice) return fail(advice.error());
    if (*advice) change.outbound.push_back(std::move(**advice));
    return {};
}

Result<DocumentState> Inbound::quarantine(const Document& document, std::vector<Finding> findings) {
    DocumentChange change = changeOf(document, DocumentState::quarantined, ports_.clock.now());
    change.findings = std::move(findings);
    return store(std::move(change));
}

// Same sender and control number as a document we hold, but other content: nothing of it is done,
// and the acknowledgement says why.
Result<DocumentState> Inbound::refuseDuplicate(const Document& document) {
    const Partner& partner = *ports_.partners.find(document.partner);
    auto bytes = ports_.archive.bytes(document.id);
    if (!bytes) return fail(bytes.error());
    auto translation = translateDocument(ports_, document, partner, *bytes);
    if (!translation) return fail(translation.error());

    DocumentChange change = changeOf(document, DocumentState::refused, ports_.clock.now());
    change.facts = document;
    const Finding duplicate{std::string(findings::interchange_duplicate),
                            Severity::error,
                            {},
                            {{"found", document.control}}};
    change.findings = {duplicate};
    for (InterchangeReport& report : translation->interchanges) {
        report.findings.push_back(duplicate);
        refuse(report);
        auto acknowledgement = draftAcknowledgement(ports_, partner, document.id, report);
        if (!acknowledgement) return fail(acknowledgement.error());
        if (*acknowledgement) change.outbound.push_back(std::move(**acknowledgement));
    }
    return store(std::move(change));
}

Result<DocumentState> Inbound::store(DocumentChange change) {
    const std::string step(nameOf(change.to));
    crashPoint(("before-" + step).c_str());
    auto stored = ports_.inbound.apply(change);
    if (!stored) return fail(stored.error());
    crashPoint(("after-" + step).c_str());
    reportStep(ports_.events, change);
    return change.to;
}

}  // namespace entrepot::exchange
