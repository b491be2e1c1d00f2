// entrepot partner: who the partners are and what was agreed with them; see partner_learn.cpp too.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "adapters/cli/setup.h"
#include "adapters/config/record_reader.h"

namespace entrepot::cli {
namespace {

using exchange::EnvelopeIdentity;
using exchange::Partner;

std::string identityText(const EnvelopeIdentity& identity) {
    const auto party = [](const exchange::EnvelopeParty& named) {
        return named.qualifier.empty() ? named.id : named.qualifier + ":" + named.id;
    };
    return identity.syntax + " " + party(identity.partner) + ", we are " + party(identity.us);
}

boost::json::object jsonOf(const Partner& partner) {
    boost::json::array identities;
    for (const EnvelopeIdentity& identity : partner.identities)
        identities.push_back(boost::json::string(identityText(identity)));
    return {{"key", partner.key.value},
            {"name", partner.name},
            {"active", partner.active},
            {"test", partner.test},
            {"language", partner.language == Language::chinese ? "zh-CN" : "en"},
            {"region", partner.region},
            {"delivery_folder", partner.delivery_folder},
            {"expects", partner.expects.empty() ? "all" : config::joined(partner.expects, ", ")},
            {"application_advice",
             partner.application_advice == exchange::AdvicePolicy::never ? "never" : "on_error"},
            {"implementation_acknowledgement", partner.implementation_acknowledgement},
            {"identities", std::move(identities)}};
}

Exit listPartners(const Command& command) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    std::vector<std::vector<std::string>> rows{{"KEY", "NAME", "REGION", "IDENTITY"}};
    boost::json::array array;
    for (const Partner& partner : setup->partners.all()) {
        array.push_back(jsonOf(partner));
        const std::string first =
            partner.identities.empty() ? "-" : identityText(partner.identities.front());
        rows.push_back({partner.key.value, partner.name, partner.region, first});
    }
    if (command.json)
        command.terminal.line(boost::json::serialize(array));
    else
        command.terminal.table(rows);
    return Exit::good;
}

Exit showPartner(const Command& command, const std::string& key) {
    const auto setup = loadSetup(command);
    if (!setup) return command.terminal.fail(setup.error());
    const Partner* partner = setup->partners.find(PartnerKey(key));
    if (partner == nullptr) {
        command.terminal.talk("entrepot: there is no partner " + key);
        return Exit::bad_input;
    }
    const boost::json::object object = jsonOf(*partner);
    if (command.json) {
        command.terminal.line(boost::json::serialize(object));
        return Exit::good;
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& [name, value] : object) {
        if (!value.is_array())
            rows.push_back({name, value.is_string() ? std::string(value.get_string())
                                                    : boost::json::serialize(value)});
    }
    for (const EnvelopeIdentity& identity : partner->identities)
        rows.push_back({"identity", identityText(identity)});
    command.terminal.table(rows);
    return Exit::good;
}

}  // namespace

void addPartner(Menu& program) {
    Menu group = program.group("partner", "List or show partners, learn what one does differently");
    Menu list = group.command("list", "Print all partners", "Example: entrepot partner list");
    list.runs(listPartners);
    auto key = std::make_shared<std::string>();
    Menu show = group.command("show", "Print what was agreed with one",
                              "Example: entrepot partner show northwind");
    show.value("KEY", *key, "Key of the partner: its folder's name", {.required = true});
    show.runs(key, showPartner);
    addPartnerLearn(group);
}

}  // namespace entrepot::cli
