#include <catch2/catch.hpp>

#include "tests/contract/documents.h"

using namespace entrepot;
using namespace entrepot::test;
using enum exchange::DocumentState;

namespace {

using Ids = std::vector<std::int64_t>;

template <class Stores>
Ids found(Stores& stores, const exchange::DocumentQuery& query) {
    Ids ids;
    for (const auto& document : valueOf(stores.archive().search(query)))
        ids.push_back(document.id.value);
    return ids;
}

// 1 to 6 of two partners, arriving a minute apart; 2 and 4 identified, 6 refused; 101 goes out.
template <class Stores>
void fill(Stores& stores) {
    for (int i = 1; i <= 6; ++i) {
        auto each = arrival("content " + std::to_string(i), 60 * i);
        each.caller = PartnerKey(i % 2 == 0 ? "northwind" : "lakeside");
        each.file_name = "Bestellung-" + std::to_string(i) + "_100%.xml";
        valueOf(stores.inbound().accept(each, DocumentId{i}));
    }
    for (const int i : {2, 4}) {
        auto step = change(i, received, identified);
        step.facts = facts("00000001" + std::to_string(i));
        step.messages = {message(i * 10, i, "ORDER-" + std::to_string(i))};
        valueOf(stores.inbound().apply(step));
    }
    auto refuse = change(6, received, refused);
    refuse.outbound = {outbound(101, 6)};
    refuse.outbound[0].document.received_at = at(600);
    valueOf(stores.inbound().apply(refuse));
}

}  // namespace

TEMPLATE_TEST_CASE("a search takes every filter, newest first", "[contract][archive]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    fill(*stores);

    CHECK(found(*stores, {}) == Ids{101, 6, 5, 4, 3, 2, 1});
    CHECK(found(*stores, {.direction = exchange::Direction::outbound}) == Ids{101});
    CHECK(found(*stores, {.state = identified}) == Ids{4, 2});
    CHECK(found(*stores, {.partner = PartnerKey("lakeside")}) == Ids{5, 3, 1});
    CHECK(found(*stores, {.direction = exchange::Direction::inbound,
                          .state = refused,
                          .partner = PartnerKey("northwind")}) == Ids{6});
    CHECK(found(*stores, {.since = at(180), .until = at(300)}) == Ids{4, 3});
    CHECK(found(*stores, {.partner = PartnerKey("nobody")}).empty());
    CHECK(found(*stores, {.limit = 2}) == Ids{101, 6});
    CHECK(found(*stores, {.limit = 0}).empty());
}

TEMPLATE_TEST_CASE("pages follow each other without gap or overlap", "[contract][archive]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    fill(*stores);

    const auto query = GENERATE(
        exchange::DocumentQuery{.direction = exchange::Direction::inbound},
        exchange::DocumentQuery{.direction = exchange::Direction::inbound, .text = "Bestellung"},
        exchange::DocumentQuery{.direction = exchange::Direction::inbound, .text = "00"});
    Ids all;
    auto page = query;
    page.limit = 2;
    for (Ids ids = found(*stores, page); !ids.empty(); ids = found(*stores, page)) {
        all.insert(all.end(), ids.begin(), ids.end());
        page.before = DocumentId{ids.back()};
    }
    CHECK(all == Ids{6, 5, 4, 3, 2, 1});
    page.before = DocumentId{50};  // of no document: still a place in the order
    page.limit = 50;
    CHECK(found(*stores, page) == Ids{6, 5, 4, 3, 2, 1});
}

TEMPLATE_TEST_CASE("a key finds a document by its own numbers and those of its messages",
                   "[contract][archive]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    fill(*stores);

    CHECK(found(*stores, {.key = "000000012"}) == Ids{2});
    CHECK(found(*stores, {.key = "PO-000000014"}) == Ids{4});
    CHECK(found(*stores, {.key = "ORDER-2"}) == Ids{2});
    CHECK(found(*stores, {.key = "0001"}) == Ids{4, 2});
    CHECK(found(*stores, {.key = "0001", .before = DocumentId{4}}) == Ids{2});
    CHECK(found(*stores, {.key = "G101"}) == Ids{101});
    CHECK(found(*stores, {.key = "order-2"}).empty());
    CHECK(found(*stores, {.key = "ORDER"}).empty());

    auto corrected = change(2, identified, translated);
    corrected.facts = facts("000000099");
    valueOf(stores->inbound().apply(corrected));
    CHECK(found(*stores, {.key = "000000012"}).empty());
    CHECK(found(*stores, {.key = "000000099"}) == Ids{2});
    CHECK(found(*stores, {.key = "ORDER-2"}) == Ids{2});
}

TEMPLATE_TEST_CASE("a text finds part of file name, key or partner, in any case",
                   "[contract][archive]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    fill(*stores);

    CHECK(found(*stores, {.text = "llung-3"}) == Ids{3});
    CHECK(found(*stores, {.text = "BESTELLUNG-3"}) == Ids{3});
    CHECK(found(*stores, {.text = "0000012"}) == Ids{2});
    CHECK(found(*stores, {.text = "lakes"}) == Ids{5, 3, 1});
    CHECK(found(*stores, {.text = "ak"}) == Ids{5, 3, 1});
    CHECK(found(*stores, {.state = identified, .text = "100%"}) == Ids{4, 2});
    CHECK(found(*stores, {.text = "0%"}).size() == 6);
    CHECK(found(*stores, {.text = "%"}).size() == 6);
    CHECK(found(*stores, {.text = "_1"}).size() == 6);
    CHECK(found(*stores, {.text = "1_"}) == Ids{1});
    CHECK(found(*stores, {.text = "no \"such' text*"}).empty());
    CHECK(found(*stores, {.key = "0001", .text = "lung-4"}) == Ids{4});
}

TEMPLATE_TEST_CASE("what is not there is not found", "[contract][archive]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto& archive = stores->archive();

    CHECK(valueOf(archive.highestId()) == 0);
    CHECK_FALSE(valueOf(archive.find(DocumentId{1})).has_value());
    CHECK(test::failureOf(archive.bytes(DocumentId{1})) == FailureKind::not_found);
    CHECK(test::failureOf(archive.findings(DocumentId{1})) == FailureKind::not_found);
    CHECK(valueOf(archive.messages(DocumentId{1})).empty());
    CHECK(valueOf(archive.trace(DocumentId{1})).empty());
}

TEMPLATE_TEST_CASE("the highest id counts documents, messages and promises", "[contract][archive]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    fill(*stores);
    CHECK(valueOf(stores->archive().highestId()) == 101);

    auto step = change(4, identified, translated);
    step.messages = {message(500, 4, "X")};
    valueOf(stores->inbound().apply(step));
    CHECK(valueOf(stores->archive().highestId()) == 500);

    ports::LedgerEntry entry;
    entry.id = PromiseId{INT64_MAX};
    valueOf(stores->ledger().commit({.added = {entry}, .at = at(0)}));
    CHECK(valueOf(stores->archive().highestId()) == INT64_MAX);
}

TEMPLATE_TEST_CASE("payloads of any size and any bytes come back as they were",
                   "[contract][archive]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    const std::size_t size = GENERATE(0, 1, 480, 481, 70'000, 20 << 20);
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 7 >> (i % 3));

    valueOf(stores->inbound().accept(arrival(bytes), DocumentId{1}));

    CHECK((valueOf(stores->archive().bytes(DocumentId{1})) == bytes));
    CHECK(valueOf(stores->archive().find(DocumentId{1}))->size == size);
}

TEMPLATE_TEST_CASE("long texts and every character come back as they were", "[contract][archive]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    auto step = change(1, received, translated);
    step.messages = {message(11, 1, "\xE8\xAE\xA2\xE5\x8D\x95-\xF0\x9F\x93\xA6")};
    step.messages[0].content.assign(300'000, 'x');
    step.messages[0].content += "e\xCC\x81\xF0\x9F\x98\x80'\"\\;?--\r\n\t";
    step.note = "";
    valueOf(stores->inbound().apply(step));

    const auto messages = valueOf(stores->archive().messages(DocumentId{1}));
    CHECK(messages.at(0).business_key == step.messages[0].business_key);
    CHECK((messages.at(0).content == step.messages[0].content));
    CHECK(valueOf(stores->archive().find(DocumentId{1}))->note.empty());
}

TEMPLATE_TEST_CASE("bytes that are no text are kept as replacement characters",
                   "[contract][archive]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    auto odd = arrival("one");
    odd.file_name = std::string("caf\xE9") + '\0' + "x\xED\xA0\x80.edi";

    valueOf(stores->inbound().accept(odd, DocumentId{1}));

    CHECK(valueOf(stores->archive().find(DocumentId{1}))->file_name ==
          "caf\xEF\xBF\xBD\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD.edi");
}
