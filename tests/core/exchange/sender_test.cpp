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

TEST_CASE("two partners with the same identity are refused at the start") {
    const auto made = PartnerDirectory::make({partner("acme", "ACME"), partner("bolt", "ACME")});

    REQUIRE_FALSE(made.has_value());
    CHECK(made.error().what.find("acme") != std::string::npos);
    CHECK(made.error().what.find("bolt") != std::string::npos);
}
