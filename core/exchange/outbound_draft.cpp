#include "core/exchange/outbound_draft.h"

#include <algorithm>

#include "core/exchange/sender.h"

namespace entrepot::exchange {
namespace {

bool isAcknowledgementDue(const ExchangePorts& ports, const Partner& partner,
                          const InterchangeReport& received) {
    if (partner.acknowledge == AcknowledgePolicy::never) return false;
    const auto group_asks = [&](const GroupReport& group) {
        if (group.messages.empty())
            return ports.translator.isAcknowledged({received.syntax, group.version, {}});
        return std::ranges::any_of(group.messages, [&](const MessageReport& message) {
            return ports.translator.isAcknowledged(message.format) ||
                   ports.translator.isRepliedTo(message.format);
        });
    };
    const bool asked = received.groups.empty() || std::ranges::any_of(received.groups, group_asks);
    if (partner.acknowledge == AcknowledgePolicy::always) return asked;
    return asked && received.verdict != Verdict::accepted;
}

// A TA1 beside a 997 is an interchange of its own, with a number of its own.
bool mayHaveReceipt(const InterchangeReport& received) {
    return received.syntax == "x12" &&
           (received.acknowledgement_requested || received.verdict != Verdict::accepted);
}

std::string fileName(const OutboundFacts& facts, const ports::Written& written, DocumentId id) {
    std::string stem = facts.business_key;
    for (char& c : stem)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '_') c = '_';
    if (stem.size() > 60) stem.resize(60);
    return written.format.type + (stem.empty() ? "" : "_" + stem) + "_" + formatId(id.value) + "." +
           written.file_extension;
}

}  // namespace

Result<ports::WriteSettings> drawEnvelope(ExchangePorts& ports, const Partner& partner,
                                          const MessageFormat& format) {
    ports::WriteSettings settings;
    settings.format = format;
    settings.at = ports.clock.now();
    settings.test = partner.test;
    settings.partner = &partner;
    settings.language = partner.language;
    if (const EnvelopeIdentity* identity = identityFor(partner, format.syntax)) {
        settings.sender = identity->us;
        settings.receiver = identity->partner;
        settings.group_sender = identity->group_us;
        settings.group_receiver = identity->group_partner;
        if (identity->syntax == format.syntax) settings.encoding = identity->encoding;
    }
    for (const auto& [series, number] : {std::pair{"interchange", &settings.interchange_control},
                                         std::pair{"group", &settings.group_control},
                                         std::pair{"message", &settings.message_control}}) {
        auto drawn = ports.control_numbers.next(partner.key, format.syntax + "-" + series);
        if (!drawn) return fail(drawn.error());
        *number = *drawn;
    }
    return settings;
}

Outbound draftOutbound(ExchangePorts& ports, const Partner& partner,
                       const ports::WriteSettings& settings, ports::Written written,
                       OutboundFacts facts) {
    Outbound outbound;
    Document& document = outbound.document;
    document.id = DocumentId{ports.ids.next(settings.at)};
    document.direction = Direction::outbound;
    document.state = DocumentState::queued;
    document.partner = partner.key;
    document.channel = partner.delivery_kind == DeliveryKind::folder ? "folder" : "collect";
    document.file_name = fileName(facts, written, document.id);
    document.content_type = written.content_type;
    document.size = written.bytes.size();
    document.syntax = settings.format.syntax;
    document.sender = textOf(settings.sender);
    document.receiver = textOf(settings.receiver);
    document.control = std::to_string(settings.interchange_control);
    document.group_control = std::to_string(settings.group_control);
    document.message_control = std::to_string(settings.message_control);
    document.number = std::move(facts.number);
    document.kind = facts.kind;
    document.format = written.format.text();
    document.business_key = std::move(facts.business_key);
    document.answers = facts.answers;
    document.received_at = settings.at;
    document.changed_at = settings.at;
    document.due_at = settings.at;
    outbound.bytes = std::move(written.bytes);
    return outbound;
}

Result<std::optional<Outbound>> draftAcknowledgement(ExchangePorts& ports, const Partner& partner,
                                                     DocumentId answers,
                                                     const InterchangeReport& received) {
    if (!isAcknowledgementDue(ports, partner, received)) return std::nullopt;
    auto settings = drawEnvelope(ports, partner, {received.syntax, received.version, {}});
    if (!settings) return fail(settings.error());
    settings->implementation_acknowledgement = partner.implementation_acknowledgement;
    if (mayHaveReceipt(received)) {
        auto control = ports.control_numbers.next(partner.key, received.syntax + "-interchange");
        if (!control) return fail(control.error());
        settings->receipt_control = *control;
    }
    auto written = ports.translator.acknowledge(received, *settings);
    if (!written) return fail(written.error());
    if (!*written) return std::nullopt;
    return draftOutbound(ports, partner, *settings, std::move(**written),
                         {.answers = answers, .kind = DocumentKind::acknowledgement});
}

}  // namespace entrepot::exchange
