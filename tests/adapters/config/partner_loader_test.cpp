#include "adapters/config/partner_loader.h"

#include <catch2/catch.hpp>

#include "adapters/config/loader.h"
#include "tests/support/scratch_directory.h"

using namespace entrepot;
using namespace entrepot::config;
using test::ScratchDirectory;

namespace {

const std::filesystem::path source = ENTREPOT_SOURCE_DIR;

LoadedPartners loadFrom(const std::filesystem::path& folder,
                        std::vector<OurIdentity> ours = {{"x12", "ZZ", "US", "", "USGROUP"}}) {
    return loadPartners({folder, source / "schemas/xsd/partner.xsd", "/data", std::move(ours)});
}

}  // namespace

TEST_CASE("the demo partners load without a problem and are found by their envelopes") {
    const Loaded demo =
        load({source / "conf/demo/entrepot.xml", source / "schemas/xsd/entrepot.xsd", {}});
    REQUIRE(textOf(demo.problems).empty());

    const LoadedPartners partners =
        loadPartners({demo.configuration.broker.partners, source / "schemas/xsd/partner.xsd",
                      demo.configuration.broker.data, demo.configuration.broker.identities});

    CHECK(textOf(partners.problems).empty());
    CHECK(partners.directory.all().size() == 4);
    const exchange::Partner* x12 =
        partners.directory.findByEnvelope("x12", {"ZZ", "NORTHWIND", ""});
    REQUIRE(x12 != nullptr);
    CHECK(x12->key.value == "northwind");
    CHECK(x12->region == "us-east");
    CHECK(x12->delivery_folder ==
          (demo.configuration.broker.data / "folders/northwind/out").string());
    const exchange::Partner* csv = partners.directory.find(PartnerKey("huadong"));
    REQUIRE(csv != nullptr);
    CHECK(csv->language == Language::chinese);
    for (const Folder& folder : demo.configuration.folders)
        CHECK(partners.directory.find(PartnerKey(folder.partner)) != nullptr);
}

TEST_CASE("a partner's file fills everything agreed with it") {
    const ScratchDirectory folder;
    folder.write("acme/partner.xml", R"(<partner>
      <name>Acme</name><active>false</active><test>true</test><acknowledge>on_error</acknowledge>
      <answer_format>x12/004010/855</answer_format><delivery>partial</delivery>
      <identities><identity><syntax>x12</syntax><qualifier>01</qualifier><id>ACME</id></identity>
      </identities>
      <implementation_acknowledgement>true</implementation_acknowledgement>
      <application_advice>on_error</application_advice>
      <expects><document><type>Order</type></document>
      <document><type>OrderChange</type></document></expects>
      <severities><severity><finding>date-in-past</finding><level>ignore</level></severity>
      <severity><finding>element-too-long</finding><level>accept-with-errors</level></severity>
      </severities></partner>)");

    const LoadedPartners loaded = loadFrom(folder.path());

    CHECK(textOf(loaded.problems).empty());
    const exchange::Partner& partner = loaded.directory.all().at(0);
    CHECK_FALSE(partner.active);
    CHECK(partner.test);
    CHECK(partner.acknowledge == exchange::AcknowledgePolicy::on_error);
    CHECK(partner.implementation_acknowledgement);
    CHECK(partner.application_advice == exchange::AdvicePolicy::on_error);
    CHECK(partner.expects == std::vector<std::string>{"Order", "OrderChange"});
    CHECK(mayItSend(partner, "Order"));
    CHECK_FALSE(mayItSend(partner, "Invoice"));
    CHECK(mayItSend(partner, "Acknowledgement"));
    CHECK(mayItSend(exchange::Partner(), "Invoice"));
    CHECK(partner.answer_format->text() == "x12/004010/855");
    CHECK(partner.delivery == model::DeliveryPolicy::partial);
    CHECK(partner.identities.at(0).us.id == "US");
    CHECK(partner.identities.at(0).group_us == "USGROUP");
    CHECK(partner.severities.at("date-in-past") == exchange::Severity::ignored);
    CHECK(partner.severities.at("element-too-long") == exchange::Severity::warning);
}

TEST_CASE("partners are refused with file and line") {
    struct Row {
        std::string content;
        std::string told;
    };
    const auto row = GENERATE(
        Row{"<partner>\n<nam>x</nam></partner>",
            "partner.xml:2: unknown key nam; did you mean name?"},
        Row{"<partner/>", "partner.xml:1: name is missing"},
        Row{"<partner><name>x</name>\n<language>fr</language></partner>",
            "partner.xml:2: language: 'fr' is not one of en, zh-CN"},
        Row{"<partner><name>x</name><answer_format>855</answer_format></partner>",
            "partner.xml:1: answer_format: '855' is not syntax/version/type, like x12/004010/855"},
        Row{"<partner><name>x</name><deliver_to>folder</deliver_to></partner>",
            "partner.xml: deliver_to is folder, delivery_folder is missing"},
        Row{"<partner><name>x</name><identities><identity><syntax>edifact</syntax><id>1</id>"
            "</identity></identities></partner>",
            "partner.xml: the edifact identity has no our_id"},
        Row{"<partner><name>x</name><identities>\n<identity><id>1</id></identity></identities>"
            "</partner>",
            "partner.xml:2: identities/identity[1]/syntax is missing"},
        Row{"<partner><name>x</name><expects><document>\n<type>Ordr</type></document></expects>"
            "</partner>",
            "partner.xml:2: expects/document[1]/type: 'Ordr' is not one of Order, OrderResponse, "},
        Row{"<partner><name>x</name><severities><severity><finding>element-to-long</finding>"
            "<level>warn</level></severity></severities></partner>",
            "partner.xml: severities: there is no finding element-to-long; did you mean "
            "element-too-long?"},
        Row{"<partner><name>x</name><severities><severity><finding>xml-malformed</finding>"
            "<level>ignore</level></severity></severities></partner>",
            "partner.xml: severities: xml-malformed is fatal for everybody"},
        Row{"<partner><name>x</name><severities><severity><finding>item-unknown</finding>\n"
            "<level>fatal</level></severity></severities></partner>",
            "partner.xml:2: severities/severity[1]/level: 'fatal' is not one of ignore, warn, "
            "accept-with-errors, refuse"});
    const ScratchDirectory folder;
    folder.write("acme/partner.xml", row.content);

    const std::string told = textOf(loadFrom(folder.path()).problems);

    INFO(told);
    CHECK(told.find((folder.path() / "acme").string() + "/" + row.told) != std::string::npos);
}

TEST_CASE("two partners with one identity, a strange key and a folder without a file are told") {
    const ScratchDirectory folder;
    const std::string same =
        "<partner><name>x</name><identities><identity><syntax>x12</syntax>"
        "<id>SAME</id></identity></identities></partner>";
    folder.write("a/partner.xml", same);
    folder.write("b/partner.xml", same);
    folder.write("Big Name/partner.xml", "<partner><name>x</name></partner>");
    folder.write("empty/readme.txt", "");

    const std::string told = textOf(loadFrom(folder.path()).problems);

    CHECK(told.find("partners a and b have the same x12 identity SAME") != std::string::npos);
    CHECK(told.find("the folder's name is the partner's key") != std::string::npos);
    CHECK(told.find("empty/partner.xml: cannot be opened") != std::string::npos);
    CHECK(textOf(loadFrom("/nowhere").problems).find("/nowhere") == 0);
}
