#include "core/exchange/verdicts.h"

#include <algorithm>

namespace entrepot::exchange {
namespace {

using model::AcknowledgedAs;
using model::AdviceStatus;

constexpr std::size_t note_bytes_max = 300;

// Ours have none; "0001" and "1" are the same number.
std::string withoutZeros(const std::string& control) {
    const std::size_t first = control.find_first_not_of('0');
    return first == std::string::npos ? std::string() : control.substr(first);
}

Verdict verdictOf(AcknowledgedAs status) {
    if (status == AcknowledgedAs::rejected) return Verdict::refused;
    return status == AcknowledgedAs::accepted_with_errors ? Verdict::accepted_with_errors
                                                          : Verdict::accepted;
}

Verdict verdictOf(AdviceStatus status) {
    if (status == AdviceStatus::rejected) return Verdict::refused;
    return status == AdviceStatus::accepted_with_errors ? Verdict::accepted_with_errors
                                                        : Verdict::accepted;
}

std::string noteOf(Verdict verdict, const std::string& detail) {
    std::string note = verdict == Verdict::refused                ? "refused by the partner"
                       : verdict == Verdict::accepted_with_errors ? "accepted with errors"
                                                                  : "accepted";
    if (!detail.empty()) note += ": " + detail;
    if (note.size() > note_bytes_max) note = note.substr(0, note_bytes_max - 3) + "...";
    return note;
}

void addTo(std::string& list, const std::string& text) {
    if (text.empty() || list.size() > note_bytes_max) return;
    list += (list.empty() ? "" : "; ") + text;
}

OutboundVerdict begun(const Speaker& speaker) {
    OutboundVerdict verdict;
    verdict.partner = speaker.partner;
    verdict.by = speaker.message;
    verdict.syntax = speaker.syntax;
    return verdict;
}

// Codes and where they stand, as the acknowledgement has them.
std::string detailOf(const model::AcknowledgedMessage& message) {
    std::string detail;
    for (const std::string& code : message.codes) addTo(detail, "code " + code);
    for (const model::SegmentNote& segment : message.segments) {
        const std::string at = "segment " + std::to_string(segment.ordinal) +
                               (segment.segment.empty() ? "" : " " + segment.segment);
        addTo(detail, segment.code.empty() ? at : at + " code " + segment.code);
        for (const model::ElementNote& element : segment.elements)
            addTo(detail,
                  at + " element " + std::to_string(element.element) + " code " + element.code);
    }
    return detail;
}

struct VerdictsIn {
    const Speaker& speaker;

    template <class Other>
    std::vector<OutboundVerdict> operator()(const Other&) const {
        return {};
    }

    // One of each message it lists. The group's own word counts for all in it: P and 7 leave it to
    // the messages.
    std::vector<OutboundVerdict> operator()(const model::Acknowledgement& ack) const {
        OutboundVerdict whole = begun(speaker);
        whole.interchange_control = withoutZeros(ack.interchange_control);
        whole.group_control = withoutZeros(ack.group_control);
        whole.verdict = verdictOf(ack.status);
        std::string codes = ack.text;
        for (const std::string& code : ack.codes) addTo(codes, "code " + code);
        whole.note = noteOf(whole.verdict, codes);
        if (whole.interchange_control.empty() && whole.group_control.empty()) return {};
        if (ack.messages.empty()) return {whole};
        std::vector<OutboundVerdict> all;
        for (const model::AcknowledgedMessage& message : ack.messages) {
            OutboundVerdict& one = all.emplace_back(whole);
            one.message_control = withoutZeros(message.control);
            one.verdict = worse(whole.verdict, verdictOf(message.status));
            std::string detail = codes;
            addTo(detail, detailOf(message));
            one.note = noteOf(one.verdict, detail);
        }
        return all;
    }

    std::vector<OutboundVerdict> operator()(const model::ApplicationAdvice& advice) const {
        std::vector<OutboundVerdict> all;
        for (const model::AdvisedDocument& document : advice.documents) {
            OutboundVerdict one = begun(speaker);
            one.group_control = withoutZeros(document.group_control);
            one.message_control = withoutZeros(document.message_control);
            one.number = document.number;
            one.verdict = verdictOf(document.status);
            std::string detail;
            for (const model::AdviceError& error : document.errors)
                addTo(detail, error.text.empty() ? "code " + error.code : error.text);
            one.note = noteOf(one.verdict, detail);
            if (one.group_control.empty() && one.message_control.empty() && one.number.empty())
                continue;
            all.push_back(std::move(one));
        }
        return all;
    }
};

}  // namespace

std::vector<OutboundVerdict> verdictsIn(const model::BusinessDocument& content,
                                        const Speaker& speaker) {
    return std::visit(VerdictsIn{speaker}, content);
}

// That it came is no word on what it holds: only its refusal settles anything.
OutboundVerdict verdictIn(const InterchangeReceipt& receipt, const Speaker& speaker) {
    OutboundVerdict verdict = begun(speaker);
    verdict.interchange_control = withoutZeros(receipt.control);
    verdict.verdict = receipt.verdict == 'R'   ? Verdict::refused
                      : receipt.verdict == 'E' ? Verdict::accepted_with_errors
                                               : Verdict::accepted;
    verdict.settles = verdict.verdict == Verdict::refused;
    verdict.note = noteOf(verdict.verdict, "TA1 " + receipt.note);
    return verdict;
}

}  // namespace entrepot::exchange
