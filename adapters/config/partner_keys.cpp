#include "adapters/config/partner_keys.h"

#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include "core/model/business_document.h"
#include "mapping/syntax/charset.h"

namespace entrepot::config {
namespace {

using exchange::EnvelopeIdentity;
using exchange::Partner;

// What speaks of documents of ours is always taken.
std::vector<std::string> expectedTypes() {
    namespace mp = boost::mp11;
    std::vector<std::string> names;
    mp::mp_for_each<mp::mp_transform<mp::mp_identity, model::BusinessDocument>>([&](auto type) {
        using Document = typename decltype(type)::type;
        if constexpr (!std::is_same_v<Document, model::Acknowledgement> &&
                      !std::is_same_v<Document, model::ApplicationAdvice>)
            names.emplace_back(model::typeName(Document()));
    });
    return names;
}

// One part of an envelope party as a key of its own.
void addParty(Section<EnvelopeIdentity>& key, const std::string& prefix,
              exchange::EnvelopeParty EnvelopeIdentity::*party, const std::string& whose) {
    const auto add = [&](const std::string& name, std::string exchange::EnvelopeParty::*part,
                         const std::string& meaning) {
        key.special(
            prefix + name, whose + meaning,
            [party, part](EnvelopeIdentity& identity, std::string_view text) {
                (identity.*party).*part = std::string(text);
                return Wrong();
            },
            [party, part](const EnvelopeIdentity& identity) { return (identity.*party).*part; });
    };
    add("qualifier", &exchange::EnvelopeParty::qualifier, " qualifier (ISA05, UNB 0007, schemeID)");
    add("id", &exchange::EnvelopeParty::id, " id (ISA06, UNB S002 0004, EndpointID)");
    add("routing", &exchange::EnvelopeParty::routing, " routing (UNB 0008); EDIFACT only");
}

KeyTable<EnvelopeIdentity> identityKeys() {
    KeyTable<EnvelopeIdentity> table;
    Section<EnvelopeIdentity> key(table);
    key.word("syntax", &EnvelopeIdentity::syntax,
             {"x12", "edifact", "tradacoms", "ubl", "cxml", "gs1", "idoc", "csv"},
             "Syntax the identity is for.")
        .required = true;
    addParty(key, "", &EnvelopeIdentity::partner, "The partner's");
    addParty(key, "our_", &EnvelopeIdentity::us, "Our");
    key.text("group", &EnvelopeIdentity::group_partner, "GS02 where it differs from ISA06.");
    key.text("our_group", &EnvelopeIdentity::group_us, "GS03 where it differs from ISA08.");
    key.word("encoding", &EnvelopeIdentity::encoding, mapping::encodingNames(),
             "Character set of texts, both ways, whatever envelopes say; empty = as they say.");
    return table;
}

KeyTable<model::PartyIdentifier> identifierKeys() {
    KeyTable<model::PartyIdentifier> table;
    Section<model::PartyIdentifier> key(table);
    key.text("scheme", &model::PartyIdentifier::scheme, "gln, duns, duns4, buyer, seller, vat.")
        .required = true;
    key.text("value", &model::PartyIdentifier::value, "The number itself.").required = true;
    return table;
}

KeyTable<ExpectedDocument> expectedKeys() {
    KeyTable<ExpectedDocument> table;
    Section<ExpectedDocument> key(table);
    key.word("type", &ExpectedDocument::type, expectedTypes(),
             "Type of documents it may send; without any, all types may come.")
        .required = true;
    return table;
}

KeyTable<SeverityChange> severityKeys() {
    KeyTable<SeverityChange> table;
    Section<SeverityChange> key(table);
    key.text("finding", &SeverityChange::finding, "Id of the finding.").required = true;
    // In the order of exchange::Severity; what is fatal for everybody cannot be agreed.
    key.choice("level", &SeverityChange::level, {"ignore", "warn", "accept-with-errors", "refuse"},
               "What becomes of a document of this partner that has it.")
        .required = true;
    return table;
}

Wrong setAnswerFormat(Partner& partner, std::string_view text) {
    const auto first = text.find('/');
    const auto second = first == std::string_view::npos ? first : text.find('/', first + 1);
    if (second == std::string_view::npos || text.find('/', second + 1) != std::string_view::npos)
        return "is not syntax/version/type, like x12/004010/855";
    partner.answer_format = exchange::MessageFormat{
        std::string(text.substr(0, first)), std::string(text.substr(first + 1, second - first - 1)),
        std::string(text.substr(second + 1))};
    return std::nullopt;
}

std::string answerFormatOf(const Partner& partner) {
    return partner.answer_format ? partner.answer_format->text() : std::string();
}

KeyTable<PartnerFile> makeTable() {
    KeyTable<PartnerFile> table;
    Section<PartnerFile, Partner> key(table, "", &PartnerFile::partner);
    Section<PartnerFile> file(table);
    key.text("name", &Partner::name, "What people call it.").required = true;
    key.choice("language", &Partner::language, {"en", "zh-CN"}, "Language of what it reads.");
    key.flag("active", &Partner::active, "Whether its documents are taken.");
    key.flag("test", &Partner::test, "Whether its documents are checked only; nothing reserved.");
    key.text("region", &Partner::region, "Region of its ship-tos when a document names none.");
    key.choice("acknowledge", &Partner::acknowledge, {"always", "on_error", "never"},
               "When it gets a functional acknowledgement.");
    key.choice("application_advice", &Partner::application_advice, {"never", "on_error"},
               "When it is told what is wrong with a document's content (824, APERAK, "
               "ApplicationResponse).");
    key.flag("implementation_acknowledgement", &Partner::implementation_acknowledgement,
             "X12 from 005010 on: a 999 instead of a 997.");
    key.number("acknowledgement_hours_max", &Partner::acknowledgement_hours_max, {0, 8'760}, "h",
               "Time it has to acknowledge what we send; 0 = none is expected.");
    key.special("answer_format", "Form of answers; empty = the twin of what came in.",
                setAnswerFormat, answerFormatOf);
    key.choice("delivery", &Partner::delivery, {"complete", "split", "partial"},
               "What may happen when not everything can be there in time.");
    key.number("splits_max", &Partner::splits_max, {1, 100}, "deliveries",
               "Deliveries one order line may be split into.");
    key.choice("deliver_to", &Partner::delivery_kind, {"collect", "folder"},
               "Whether it fetches answers from the API or finds them in a folder.");
    file.path("delivery_folder", &PartnerFile::delivery_folder,
              "Folder for answers; relative to broker/data.");
    key.list("identities/identity", &Partner::identities, identityKeys());
    key.list("identifiers/identifier", &Partner::ids, identifierKeys());
    file.list("expects/document", &PartnerFile::expects, expectedKeys());
    file.list("severities/severity", &PartnerFile::severities, severityKeys());
    return table;
}

}  // namespace

const KeyTable<PartnerFile>& partnerKeys() {
    static const KeyTable<PartnerFile> table = makeTable();
    return table;
}

}  // namespace entrepot::config
