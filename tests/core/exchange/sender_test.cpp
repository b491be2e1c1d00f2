#include "core/exchange/sender.h"

#include <catch2/catch.hpp>

#include "core/exchange/finding_ids.h"

using namespace entrepot;
using namespace entrepot::exchange;

namespace {

Partner partner(const char* key, const char* id) {
    Partner made;
    made.key = PartnerKey(key);
    made.identities = {{"x12", {"ZZ", id, ""}, {"ZZ", "HUB", ""}, "", ""}};
    return made;
}

PartnerDirectory twoPartners() {
    return *PartnerDirectory::make({partner("acme", "ACME"), partner("bolt", "BOLT")});
}

ports::Identification from(const char* sender, const char* receiver = "HUB") {
    ports::Identification identified;
    identified.syntax = "x12";
    identified.sender = {"ZZ", sender, ""};
    identified.receiver = {"ZZ", receiver, ""};
    return identified;
}

}  // namespace

TEST_CASE("the envelope names the partner when the caller is an operator") {
    const PartnerDirectory partners = twoPartners();

    const auto decision = decideSender(from("ACME"), PartnerKey(), partners);

    REQUIRE(decision.partner != nullptr);
    CHECK(decision.partner->key.value == "acme");
}

TEST_CASE("a caller cannot deliver in another partner's name") {
    const PartnerDirectory partners = twoPartners();

    const auto decision = decideSender(from("BOLT"), PartnerKey("acme"), partners);

    CHECK(decision.partner == nullptr);
    CHECK(decision.findings.at(0).id == findings::sender_not_caller);
}

TEST_CASE("an unknown sender and a stranger's receiver are quarantined with their reason") {
    const PartnerDirectory partners = twoPartners();

    CHECK(decideSender(from("NOBODY"), PartnerKey(), partners).findings.at(0).id ==
          findings::sender_unknown);
    CHECK(decideSender(from("ACME", "OTHERHUB"), PartnerKey(), partners).findings.at(0).id ==
          findings::receiver_not_us);
}

TEST_CASE("a form without a sender is the caller's own") {
    const PartnerDirectory partners = twoPartners();
    ports::Identification csv;
    csv.syntax = "csv";

    CHECK(decideSender(csv, PartnerKey("acme"), partners).partner->key.value == "acme");
    CHECK(decideSender(csv, PartnerKey(), partners).partner == nullptr);
}

TEST_CASE("an inactive partner's documents are not taken, with an envelope or without") {
    Partner acme = partner("acme", "ACME");
    acme.active = false;
    const PartnerDirectory partners = *PartnerDirectory::make({acme, partner("bolt", "BOLT")});
    ports::Identification csv;
    csv.syntax = "csv";

    for (const auto& decision : {decideSender(from("ACME"), PartnerKey(), partners),
                                 decideSender(from("ACME"), PartnerKey("acme"), partners),
                                 decideSender(csv, PartnerKey("acme"), partners)}) {
        CHECK(decision.partner == nullptr);
        CHECK(decision.findings.at(0).id == findings::sender_unknown);
    }
    CHECK(decideSender(csv, PartnerKey("bolt"), partners).partner != nullptr);
}

TEST_CASE("a name without its qualifier that two partners have is nobody's") {
    Partner acme = partner("acme", "SAME");
    acme.identities[0].partner.qualifier = "01";
    const PartnerDirectory partners = *PartnerDirectory::make({acme, partner("bolt", "SAME")});
    ports::Identification unqualified = from("SAME");
    unqualified.sender.qualifier.clear();

    const auto decision = decideSender(unqualified, PartnerKey(), partners);

    CHECK(decision.partner == nullptr);
    CHECK(decision.findings.at(0).id == findings::sender_unknown);
    CHECK(decideSender(from("SAME"), PartnerKey(), partners).partner->key.value == "bolt");
}

TEST_CASE("two partners with the same identity are refused at the start") {
    const auto made = PartnerDirectory::make({partner("acme", "ACME"), partner("bolt", "ACME")});

    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().what.find("acme") != std::string::npos);
    CHECK(made.error().what.find("bolt") != std::string::npos);
}
