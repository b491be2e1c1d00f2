// The whole API over stores in memory, asked without sockets.
#pragma once
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <string>

#include "adapters/api/routes.h"
#include "adapters/digest/sha256.h"
#include "adapters/http/api_key.h"
#include "adapters/http/site.h"
#include "mapping/json/model_text.h"
#include "tests/core/promise/desk_fixture.h"
#include "tests/support/fake_exchange.h"
#include "tests/support/memory_access_store.h"
#include "tests/support/memory_document_store.h"
#include "tests/support/memory_order_store.h"
#include "tests/support/plain_words.h"

namespace entrepot::test {

inline const std::filesystem::path schemas_folder =
    std::filesystem::path(ENTREPOT_SOURCE_DIR) / "schemas";

struct ApiFixture {
    DeskFixture desk_parts;
    MemoryDocumentStore documents;
    MemoryOrderStore orders;
    MemoryAccessStore access;
    FakeExchange exchange{documents};
    promise::PromiseDesk desk{desk_parts.store, desk_parts.clock, desk_parts.ids};
    mapping::JsonModelText model_text;
    PlainWords words;
    exchange::PartnerDirectory partners = twoPartners();
    exchange::CurrentItems items;
    metrics::Registry metrics;
    Result<exchange::SupplyReading> supply_reading = exchange::SupplyReading{.items = 1};
    http::ProblemTexts problems = http::ProblemTexts::load(schemas_folder / "texts/problems.xml",
                                                           schemas_folder / "xsd/problems.xsd")
                                      .value();
    api::Context context{.exchange = exchange,
                         .archive = documents,
                         .orders = orders,
                         .promises = desk,
                         .read_supply = [this] { return supply_reading; },
                         .model_text = model_text,
                         .words = words,
                         .partners = partners,
                         .items = items,
                         .clock = desk_parts.clock,
                         .problems = problems,
                         .metrics = metrics};
    http::Gate gate{
        access,
        {.rate = {.per_second = 1e6, .burst = 1e6}, .failures = {.per_second = 1e6, .burst = 1e6}},
        [] { return http::SteadyTime(); }};
    http::Site site{{.router = http::Router(api::routes(context)),
                     .gate = gate,
                     .problems = problems,
                     .log = {},
                     .secure = false}};
    const std::string northwind = addKey("northwind", ports::Role::partner);
    const std::string huadong = addKey("huadong", ports::Role::partner);
    const std::string operator_ = addKey("operator", ports::Role::operator_);
    const std::string erp = addKey("erp", ports::Role::erp);

    static exchange::PartnerDirectory twoPartners() {
        exchange::Partner northwind_partner;
        northwind_partner.key = PartnerKey("northwind");
        northwind_partner.region = "US";
        exchange::Partner huadong_partner;
        huadong_partner.key = PartnerKey("huadong");
        return exchange::PartnerDirectory::make({northwind_partner, huadong_partner}).value();
    }

    std::string addKey(const std::string& name, ports::Role role) {
        std::string key = http::generateApiKey().value();
        static_cast<void>(
            access.add({.name = name,
                        .sha256 = digest::sha256Hex(key),
                        .role = role,
                        .partner = role == ports::Role::partner ? PartnerKey(name) : PartnerKey(),
                        .created_at = {},
                        .revoked_at = {}}));
        return key;
    }

    // One item, so many pieces of it, and a desk that works.
    void stock(const std::string& item, int pieces) {
        REQUIRE(desk.start());
        REQUIRE(desk.supply(onlyStock(item, pieces)));
        model::Item known;
        known.key = ItemKey(item);
        known.ids = {{"seller", item}};
        items.set(std::make_shared<exchange::ItemDirectory>(std::vector{known}));
    }

    struct Question {
        std::string key;
        std::string body;
        http::Headers headers;
        std::map<std::string, std::string, std::less<>> query;
    };
    http::Response ask(const std::string& method, const std::string& path,
                       const Question& question) {
        http::Request request;
        request.id = "r-1";
        request.method = method;
        request.path = path;
        request.query = question.query;
        request.headers = question.headers;
        if (!question.key.empty()) request.headers.emplace_back("X-API-Key", question.key);
        const http::Admission admission = site.admit(request);
        if (admission.refusal) return *admission.refusal;
        request.body = question.body;
        return site.handle(request);
    }

    // What the exchange would do: the document becomes this, with these answers.
    void finish(DocumentId id, exchange::DocumentState state,
                const std::vector<std::pair<std::string, std::string>>& answers = {},
                std::vector<exchange::Finding> findings = {}) {
        exchange::DocumentChange change;
        change.document = id;
        change.to = state;
        change.facts = documents.find(id).value().value();
        change.findings = std::move(findings);
        for (const auto& [format, bytes] : answers) {
            exchange::Outbound& outbound = change.outbound.emplace_back();
            outbound.document.id = DocumentId{id.value + 1 + next_answer_++};
            outbound.document.direction = exchange::Direction::outbound;
            outbound.document.partner = change.facts->partner;
            outbound.document.format = format;
            if (format.ends_with("/997"))
                outbound.document.kind = exchange::DocumentKind::acknowledgement;
            if (format.ends_with("/824")) outbound.document.kind = exchange::DocumentKind::advice;
            outbound.document.content_type = "application/test";
            outbound.document.answers = id;
            outbound.bytes = bytes;
        }
        REQUIRE(documents.apply(change));
    }

private:
    std::int64_t next_answer_ = 0;
};

inline std::string headerOf(const http::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (http::equalIgnoringCase(key, name)) return value;
    return {};
}

inline std::string textAt(const boost::json::value& value, std::string_view name) {
    const auto* found = value.as_object().if_contains(name);
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : "";
}

}  // namespace entrepot::test
