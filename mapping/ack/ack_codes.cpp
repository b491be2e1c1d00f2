#include "mapping/ack/ack_codes.h"

namespace entrepot::mapping {
namespace {

using exchange::Finding;
using exchange::Verdict;
using model::AcknowledgedAs;

constexpr std::string_view version_005010 = "005010";

const FindingCodes& codesOf(const FindingCatalogue& catalogue, const Finding& finding) {
    static const FindingCodes none;
    const FindingEntry* entry = catalogue.find(finding.id);
    return entry == nullptr ? none : entry->codes;
}

}  // namespace

AckCode x12Code(const FindingCatalogue& catalogue, const Finding& finding, std::string_view version,
                bool implementation) {
    const FindingCodes& codes = codesOf(catalogue, finding);
    if (implementation) return {codes.ak5_005010, codes.ik3, codes.ik4};
    const bool grown = version.substr(0, version_005010.size()) >= version_005010;
    return {grown ? codes.ak5_005010 : codes.ak5, codes.ak3, grown ? codes.ak4_005010 : codes.ak4};
}

// Where a finding stands decides which segment of CONTRL carries its one code.
AckCode edifactCode(const FindingCatalogue& catalogue, const Finding& finding,
                    std::string_view version) {
    const FindingCodes& codes = codesOf(catalogue, finding);
    const std::string& code = version == "4" ? codes.edifact4 : codes.edifact;
    const bool in_body = finding.position.segment_ordinal > 1;
    const bool in_element = in_body && finding.position.element > 0;
    AckCode out;
    (in_element ? out.element : in_body ? out.segment : out.message) = code;
    return out;
}

std::string groupCode(const FindingCatalogue& catalogue, const Finding& finding) {
    return codesOf(catalogue, finding).ak9;
}

std::string interchangeCode(const FindingCatalogue& catalogue, const Finding& finding) {
    const FindingCodes& codes = codesOf(catalogue, finding);
    const auto by_element = codes.ta1_by.find(finding.position.element);
    return by_element == codes.ta1_by.end() ? codes.ta1 : by_element->second;
}

AcknowledgedAs statusOf(Verdict verdict) {
    if (verdict == Verdict::refused) return AcknowledgedAs::rejected;
    return verdict == Verdict::accepted ? AcknowledgedAs::accepted
                                        : AcknowledgedAs::accepted_with_errors;
}

AcknowledgedAs groupStatus(const exchange::GroupReport& group) {
    if (exchange::verdictOf(group.findings) == Verdict::refused) return AcknowledgedAs::rejected;
    if (group.received > 0 && group.accepted == 0) return AcknowledgedAs::rejected;
    if (group.accepted < group.received) return AcknowledgedAs::partially_accepted;
    return statusOf(group.verdict);
}

char interchangeStatus(const exchange::InterchangeReport& interchange) {
    switch (exchange::verdictOf(interchange.findings)) {
        case Verdict::accepted:
            return 'A';
        case Verdict::accepted_with_errors:
            return 'E';
        case Verdict::refused:
            return 'R';
    }
    return 'R';
}

std::string_view x12Status(AcknowledgedAs status) {
    switch (status) {
        case AcknowledgedAs::accepted:
        case AcknowledgedAs::received:
            return "A";
        case AcknowledgedAs::accepted_with_errors:
            return "E";
        case AcknowledgedAs::partially_accepted:
            return "P";
        case AcknowledgedAs::rejected:
            return "R";
    }
    return "R";
}

std::string_view edifactAction(AcknowledgedAs status) {
    switch (status) {
        case AcknowledgedAs::accepted:
        case AcknowledgedAs::accepted_with_errors:
        case AcknowledgedAs::partially_accepted:
            return "7";
        case AcknowledgedAs::received:
            return "8";
        case AcknowledgedAs::rejected:
            return "4";
    }
    return "4";
}

}  // namespace entrepot::mapping
