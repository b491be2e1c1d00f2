#include "tests/support/memory_document_store.h"

#include <algorithm>

#include "adapters/digest/sha256.h"
#include "core/base/id_source.h"

namespace entrepot::test {
namespace {

using exchange::Document;
using exchange::DocumentState;

bool isVain(DocumentState state) {
    return state == DocumentState::refused || state == DocumentState::quarantined;
}

std::string lowered(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

bool hasKey(const Document& document, const std::vector<exchange::Message>& messages,
            const std::string& key) {
    const auto of_message = [&](const exchange::Message& message) {
        return message.business_key == key || message.control == key;
    };
    return document.business_key == key || document.control == key ||
           document.group_control == key || std::ranges::any_of(messages, of_message);
}

bool hasText(const Document& document, const std::string& text) {
    const auto has = [&](const std::string& field) {
        return lowered(field).find(lowered(text)) != std::string::npos;
    };
    return has(document.file_name) || has(document.business_key) || has(document.control) ||
           has(document.partner.value);
}

bool fits(const Document& document, const exchange::DocumentQuery& query) {
    return (!query.direction || document.direction == *query.direction) &&
           (!query.state || document.state == *query.state) &&
           (!query.partner || document.partner == *query.partner) &&
           (query.text.empty() || hasText(document, query.text)) &&
           (!query.since || document.received_at >= *query.since) &&
           (!query.until || document.received_at < *query.until) &&
           (!query.before || document.id < query.before);
}

// What belongs to a document nobody knows is nothing.
template <class T>
Result<std::vector<T>> orNone(Result<std::vector<T>> found) {
    if (!found && found.error().kind == FailureKind::not_found) return std::vector<T>();
    return found;
}

}  // namespace

std::optional<Failure> MemoryDocumentStore::failing() const {
    if (!failure_) return std::nullopt;
    return Failure{*failure_, "the test told it to fail", "memory"};
}

void MemoryDocumentStore::failWith(std::optional<FailureKind> kind) {
    const std::scoped_lock lock(mutex_);
    failure_ = kind;
}

std::size_t MemoryDocumentStore::size() const {
    const std::scoped_lock lock(mutex_);
    return kept_.size();
}

void MemoryDocumentStore::note(Kept& kept, DocumentState state, Instant at,
                               const std::string& text) {
    kept.document.state = state;
    kept.document.changed_at = at;
    kept.document.note = text;
    kept.trace.push_back({at, state, text});
}

Result<ports::Accepted> MemoryDocumentStore::accept(const exchange::Arrival& arrival,
                                                    DocumentId id) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    const std::string scope = arrival.caller ? arrival.caller->value : "channel " + arrival.channel;
    for (const auto& [known_id, known] : kept_) {
        if (known.scope != scope || isVain(known.document.state)) continue;
        const bool same_bytes = known.document.sha256 == arrival.sha256;
        const bool same_key = !arrival.idempotency_key.empty() &&
                              known.document.idempotency_key == arrival.idempotency_key;
        if (same_key && !same_bytes)
            return fail(FailureKind::conflict, "this Idempotency-Key came with other content",
                        formatId(known_id));
        if (same_bytes) return ports::Accepted{known.document.id, true};
    }
    Kept& kept = kept_[id.value];
    kept.bytes = arrival.bytes;
    kept.scope = scope;
    kept.document.id = id;
    kept.document.partner = arrival.caller.value_or(PartnerKey());
    kept.document.channel = arrival.channel;
    kept.document.file_name = arrival.file_name;
    kept.document.content_type = arrival.content_type;
    kept.document.idempotency_key = arrival.idempotency_key;
    kept.document.sha256 = arrival.sha256;
    kept.document.size = arrival.bytes.size();
    kept.document.received_at = arrival.at;
    note(kept, DocumentState::received, arrival.at, "");
    return ports::Accepted{id, false};
}

// The live document that has the control number these facts claim.
std::optional<DocumentId> MemoryDocumentStore::sameControl(
    const exchange::DocumentChange& change) const {
    if (!change.facts || isVain(change.to)) return std::nullopt;
    const Document& facts = *change.facts;
    if (facts.partner.empty() || facts.control.empty()) return std::nullopt;
    for (const auto& [id, kept] : kept_) {
        const Document& other = kept.document;
        if (other.direction == exchange::Direction::inbound && !isVain(other.state) &&
            other.id != change.document && other.partner == facts.partner &&
            other.syntax == facts.syntax && other.sender == facts.sender &&
            other.control == facts.control)
            return other.id;
    }
    return std::nullopt;
}

Result<void> MemoryDocumentStore::apply(const exchange::DocumentChange& change) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    const auto found = kept_.find(change.document.value);
    if (found == kept_.end()) return fail(FailureKind::not_found, "no such document");
    Kept& kept = found->second;
    if (kept.document.state != change.from)
        return fail(FailureKind::conflict, "the document is in another state by now");
    for (const exchange::Outbound& outbound : change.outbound)
        if (kept_.contains(outbound.document.id.value))
            return fail(FailureKind::conflict, "an outbound document has this id already");
    if (const auto other = sameControl(change))
        return fail(FailureKind::conflict, "the control number was used before",
                    formatId(other->value));
    if (change.facts) {
        kept.document.partner = change.facts->partner;
        kept.document.syntax = change.facts->syntax;
        kept.document.sender = change.facts->sender;
        kept.document.receiver = change.facts->receiver;
        kept.document.kind = change.facts->kind;
        kept.document.format = change.facts->format;
        kept.document.group_control = change.facts->group_control;
        kept.document.control = change.facts->control;
        kept.document.business_key = change.facts->business_key;
    }
    for (const exchange::Message& message : change.messages) {
        std::erase_if(kept.messages, [&](const auto& known) { return known.id == message.id; });
        kept.messages.push_back(message);
    }
    if (!change.findings.empty()) kept.findings = change.findings;
    note(kept, change.to, change.at, change.note);
    for (const exchange::Outbound& outbound : change.outbound) {
        Kept& added = kept_[outbound.document.id.value];
        added.document = outbound.document;
        added.document.direction = exchange::Direction::outbound;
        added.document.sha256 = digest::sha256Hex(outbound.bytes);
        added.document.size = outbound.bytes.size();
        added.bytes = outbound.bytes;
        note(added, DocumentState::queued, change.at, "");
    }
    return {};
}

Result<std::vector<DocumentId>> MemoryDocumentStore::unfinished() {
    const std::scoped_lock lock(mutex_);
    std::vector<DocumentId> ids;
    for (const auto& [id, kept] : kept_)
        if (kept.document.direction == exchange::Direction::inbound &&
            !exchange::isFinished(kept.document.state))
            ids.push_back(DocumentId{id});
    return ids;
}

template <class T, class Get>
Result<T> MemoryDocumentStore::of(DocumentId id, Get get) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    const auto found = kept_.find(id.value);
    if (found == kept_.end()) return fail(FailureKind::not_found, "no such document");
    return get(found->second);
}

Result<std::optional<Document>> MemoryDocumentStore::find(DocumentId id) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    const auto found = kept_.find(id.value);
    if (found == kept_.end()) return std::nullopt;
    return found->second.document;
}

Result<std::string> MemoryDocumentStore::bytes(DocumentId id) {
    return of<std::string>(id, [](const Kept& kept) { return kept.bytes; });
}

Result<std::vector<exchange::Message>> MemoryDocumentStore::messages(DocumentId id) {
    return orNone(
        of<std::vector<exchange::Message>>(id, [](const Kept& kept) { return kept.messages; }));
}

Result<std::vector<exchange::Finding>> MemoryDocumentStore::findings(DocumentId id) {
    return of<std::vector<exchange::Finding>>(id, [](const Kept& kept) { return kept.findings; });
}

Result<std::vector<exchange::TraceStep>> MemoryDocumentStore::trace(DocumentId id) {
    return orNone(
        of<std::vector<exchange::TraceStep>>(id, [](const Kept& kept) { return kept.trace; }));
}

Result<std::vector<Document>> MemoryDocumentStore::search(const exchange::DocumentQuery& query) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    std::vector<Document> found;
    for (auto entry = kept_.rbegin(); entry != kept_.rend() && found.size() < query.limit; ++entry)
        if (fits(entry->second.document, query) &&
            (query.key.empty() ||
             hasKey(entry->second.document, entry->second.messages, query.key)))
            found.push_back(entry->second.document);
    return found;
}

Result<std::vector<Document>> MemoryDocumentStore::answersTo(DocumentId id) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    std::vector<Document> found;
    for (const auto& [known_id, kept] : kept_)
        if (id && kept.document.answers == id) found.push_back(kept.document);
    return found;
}

// It takes no acknowledgements in, as it has no outbound store.
Result<std::vector<exchange::VerdictLink>> MemoryDocumentStore::verdicts(DocumentId) {
    const std::scoped_lock lock(mutex_);
    if (const auto failure = failing()) return fail(*failure);
    return std::vector<exchange::VerdictLink>();
}

Result<std::int64_t> MemoryDocumentStore::highestId() {
    const std::scoped_lock lock(mutex_);
    return kept_.empty() ? 0 : kept_.rbegin()->first;
}

}  // namespace entrepot::test
