#include <catch2/catch.hpp>
#include <thread>

#include "core/base/id_source.h"
#include "tests/contract/documents.h"

using namespace entrepot;
using namespace entrepot::test;
using enum exchange::DocumentState;

TEMPLATE_TEST_CASE("an accepted document is kept with its bytes, receipt and trace",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    const std::string bytes = "ISA*00* ~" + std::string(1, '\0') + "\xFF end";

    const auto accepted = valueOf(stores->inbound().accept(arrival(bytes), DocumentId{7}));

    CHECK(accepted.id == DocumentId{7});
    CHECK_FALSE(accepted.duplicate);
    const auto document = valueOf(stores->archive().find(DocumentId{7}));
    REQUIRE(document.has_value());
    CHECK(document->state == received);
    CHECK(document->direction == exchange::Direction::inbound);
    CHECK(document->partner.value == "northwind");
    CHECK(document->channel == "http");
    CHECK(document->file_name == "order-ISA*00* .edi");
    CHECK(document->content_type == "application/edi-x12");
    CHECK(document->sha256 == arrival(bytes).sha256);
    CHECK(document->size == bytes.size());
    CHECK(document->received_at == at(0));
    CHECK(valueOf(stores->archive().bytes(DocumentId{7})) == bytes);
    const auto trace = valueOf(stores->archive().trace(DocumentId{7}));
    REQUIRE(trace.size() == 1);
    CHECK(trace[0].state == received);
    CHECK(trace[0].at == at(0));
}

TEMPLATE_TEST_CASE("the same content again is the earlier document", "[contract][inbound]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));

    const auto again = valueOf(stores->inbound().accept(arrival("one"), DocumentId{2}));
    auto by_another = arrival("one");
    by_another.caller = PartnerKey("lakeside");
    const auto elsewhere = valueOf(stores->inbound().accept(by_another, DocumentId{3}));
    auto by_nobody = arrival("one");
    by_nobody.caller.reset();
    const auto unnamed = valueOf(stores->inbound().accept(by_nobody, DocumentId{4}));
    const auto unnamed_again = valueOf(stores->inbound().accept(by_nobody, DocumentId{5}));

    CHECK(again.id == DocumentId{1});
    CHECK(again.duplicate);
    CHECK(elsewhere.id == DocumentId{3});
    CHECK_FALSE(elsewhere.duplicate);
    CHECK(unnamed.id == DocumentId{4});
    CHECK_FALSE(unnamed.duplicate);
    CHECK(unnamed_again.id == DocumentId{4});
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{2})).has_value());
}

TEMPLATE_TEST_CASE("an idempotency key stands for one content", "[contract][inbound]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    auto first = arrival("one");
    first.idempotency_key = "key-1";
    auto other_content = arrival("two");
    other_content.idempotency_key = "key-1";
    auto other_caller = other_content;
    other_caller.caller = PartnerKey("lakeside");
    valueOf(stores->inbound().accept(first, DocumentId{1}));

    const auto again = valueOf(stores->inbound().accept(first, DocumentId{2}));
    const auto clash = stores->inbound().accept(other_content, DocumentId{3});
    const auto elsewhere = valueOf(stores->inbound().accept(other_caller, DocumentId{4}));

    CHECK(again.duplicate);
    CHECK(again.id == DocumentId{1});
    REQUIRE(test::failureOf(clash) == FailureKind::conflict);
    CHECK(clash.error().where == formatId(1));  // which document has it
    CHECK_FALSE(elsewhere.duplicate);
}

TEMPLATE_TEST_CASE("a duplicate of a failure is new", "[contract][inbound]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    const auto end = GENERATE(refused, quarantined);
    auto first = arrival("one");
    first.idempotency_key = "key-1";
    valueOf(stores->inbound().accept(first, DocumentId{1}));
    valueOf(stores->inbound().apply(change(1, received, end)));

    auto other_content = arrival("two");
    other_content.idempotency_key = "key-1";
    const auto same_key = valueOf(stores->inbound().accept(other_content, DocumentId{2}));
    const auto same_content = valueOf(stores->inbound().accept(arrival("one"), DocumentId{3}));

    CHECK_FALSE(same_key.duplicate);
    CHECK_FALSE(same_content.duplicate);
    CHECK(same_content.id == DocumentId{3});
}

TEMPLATE_TEST_CASE("eight threads bring the same content at once: one document, seven duplicates",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    std::vector<std::optional<ports::Accepted>> accepted(8);

    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < accepted.size(); ++i)
        threads.emplace_back([&, i] {
            const DocumentId id{static_cast<std::int64_t>(i) + 1};
            const auto result = stores->inbound().accept(arrival("same"), id);
            if (result) accepted[i] = *result;
        });
    threads.clear();

    int duplicates = 0;
    for (const auto& each : accepted) {
        REQUIRE(each.has_value());
        CHECK(each->id == accepted[0]->id);
        duplicates += each->duplicate ? 1 : 0;
    }
    CHECK(duplicates == 7);
    CHECK(valueOf(stores->archive().search({})).size() == 1);
}

TEMPLATE_TEST_CASE("two brokers on one database take a document once", "[contract][inbound]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto here = backend.open();
    const auto there = backend.open();
    constexpr int documents = 40;
    std::vector<ports::Accepted> taken[2] = {};

    const auto take = [&](odbc::Stores& stores, int broker) {
        for (int i = 0; i < documents; ++i) {
            const DocumentId id{1000 * (broker + 1) + i};
            const auto result = stores.inbound().accept(arrival(std::to_string(i)), id);
            if (result) taken[broker].push_back(*result);
        }
    };
    std::jthread first([&] { take(*here, 0); });
    take(*there, 1);
    first.join();

    REQUIRE(taken[0].size() == documents);
    REQUIRE(taken[1].size() == documents);
    for (int i = 0; i < documents; ++i) {
        CHECK(taken[0][i].id == taken[1][i].id);
        CHECK(taken[0][i].duplicate != taken[1][i].duplicate);
    }
}

TEMPLATE_TEST_CASE("a step changes state, facts, messages and findings together",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    auto step = change(1, received, translated);
    step.facts = facts("000000017");
    step.messages = {message(11, 1, "PO-1"), message(12, 1, "PO-2")};
    step.messages[1].ordinal = 2;
    step.messages[1].findings.clear();
    step.findings = {finding(), finding()};

    valueOf(stores->inbound().apply(step));

    const auto document = valueOf(stores->archive().find(DocumentId{1}));
    REQUIRE(document.has_value());
    CHECK(document->state == translated);
    CHECK(document->partner.value == "northwind");
    CHECK(document->syntax == "x12");
    CHECK(document->sender == "ZZ:NORTHWIND");
    CHECK(document->receiver == "ZZ:MERIDIAN");
    CHECK(document->control == "000000017");
    CHECK(document->format == "x12/004010/850");
    CHECK(document->business_key == "PO-000000017");
    CHECK(document->kind == exchange::DocumentKind::acknowledgement);
    CHECK(document->note == "translated");
    CHECK(document->changed_at == at(60));
    CHECK(document->file_name == "order-one.edi");
    CHECK(valueOf(stores->archive().findings(DocumentId{1})) == step.findings);
    const auto messages = valueOf(stores->archive().messages(DocumentId{1}));
    REQUIRE(messages.size() == 2);
    CHECK(messages[0].id == MessageId{11});
    CHECK(messages[0].format == exchange::MessageFormat{"x12", "004010", "850"});
    CHECK(messages[0].content == "{\"number\":\"PO-1\"}");
    CHECK(messages[0].verdict == exchange::Verdict::accepted_with_errors);
    CHECK(messages[0].findings == std::vector{finding()});
    CHECK(messages[1].findings.empty());
    CHECK(valueOf(stores->archive().trace(DocumentId{1})).size() == 2);
}

TEMPLATE_TEST_CASE("a message given again replaces the one of its id; payload findings stay",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));
    auto step = change(1, received, translated);
    step.messages = {message(11, 1, "PO-1")};
    step.findings = {finding()};
    valueOf(stores->inbound().apply(step));

    auto next = change(1, translated, processed);
    next.messages = {message(11, 1, "PO-1b")};
    next.messages[0].state = exchange::MessageState::processed;
    next.messages[0].promise = PromiseId{77};
    next.messages[0].answer = DocumentId{88};
    next.messages[0].findings.clear();
    valueOf(stores->inbound().apply(next));

    CHECK(valueOf(stores->archive().findings(DocumentId{1})) == std::vector{finding()});
    const auto messages = valueOf(stores->archive().messages(DocumentId{1}));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].business_key == "PO-1b");
    CHECK(messages[0].state == exchange::MessageState::processed);
    CHECK(messages[0].promise == PromiseId{77});
    CHECK(messages[0].answer == DocumentId{88});
    CHECK(messages[0].findings.empty());
}

TEMPLATE_TEST_CASE("a step from a state the document is not in is a conflict and changes nothing",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("one"), DocumentId{1}));

    auto step = change(1, identified, translated);
    step.outbound = {outbound(101, 1)};
    const auto applied = stores->inbound().apply(step);
    const auto unknown = stores->inbound().apply(change(99, received, identified));

    CHECK(test::failureOf(applied) == FailureKind::conflict);
    CHECK(test::failureOf(unknown) == FailureKind::not_found);
    CHECK(stateOf(*stores, 1) == received);
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{101})).has_value());
}

TEMPLATE_TEST_CASE("one live document for a control number of a sender", "[contract][inbound]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    for (int i = 1; i <= 5; ++i)
        valueOf(stores->inbound().accept(arrival(std::to_string(i)), DocumentId{i}));
    const auto identify = [&](std::int64_t id, const exchange::Document& of) {
        auto step = change(id, received, identified);
        step.facts = of;
        return stores->inbound().apply(step);
    };
    valueOf(identify(1, facts("17")));

    const auto second = identify(2, facts("17"));
    auto other_sender = facts("17");
    other_sender.sender = "ZZ:ELSE";
    const auto third = identify(3, other_sender);
    const auto without = identify(4, facts(""));
    const auto without_too = identify(5, facts(""));

    CHECK(test::failureOf(second) == FailureKind::conflict);
    CHECK(second.error().where == formatId(1));
    CHECK(stateOf(*stores, 2) == received);
    CHECK(third.has_value());
    CHECK(without.has_value());
    CHECK(without_too.has_value());

    auto refuse = change(2, received, refused);
    refuse.facts = facts("17");
    CHECK(stores->inbound().apply(refuse).has_value());  // a refused one is not live
    CHECK(stores->inbound().apply(change(1, identified, refused)).has_value());
    valueOf(stores->inbound().accept(arrival("6"), DocumentId{6}));
    CHECK(identify(6, facts("17")).has_value());
}

TEMPLATE_TEST_CASE("an answer that cannot be stored takes its whole step back",
                   "[contract][inbound]", ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 1);

    auto step = change(1, translated, processed);
    step.messages = {message(11, 1, "PO-1")};
    step.outbound = {outbound(102, 1), outbound(101, 1)};  // 101 is there
    const auto applied = stores->inbound().apply(step);

    CHECK(test::failureOf(applied) == FailureKind::conflict);
    CHECK(stateOf(*stores, 1) == translated);
    CHECK(valueOf(stores->archive().messages(DocumentId{1})).empty());
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{102})).has_value());
}

TEMPLATE_TEST_CASE("unfinished documents come oldest first", "[contract][inbound]",
                   ENTREPOT_BACKENDS_AND_MEMORY) {
    const TestType backend;
    const auto stores = backend.open();
    for (const int i : {3, 1, 2, 4, 5, 6})
        valueOf(stores->inbound().accept(arrival(std::to_string(i)), DocumentId{i}));
    valueOf(stores->inbound().apply(change(2, received, identified)));
    valueOf(stores->inbound().apply(change(3, received, answered)));
    valueOf(stores->inbound().apply(change(4, received, refused)));
    valueOf(stores->inbound().apply(change(5, received, quarantined)));
    valueOf(stores->inbound().apply(change(6, received, processed)));

    CHECK(valueOf(stores->inbound().unfinished()) ==
          std::vector{DocumentId{1}, DocumentId{2}, DocumentId{6}});
}

TEMPLATE_TEST_CASE("an acknowledgement settles what was sent", "[contract][inbound][outbound]",
                   ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    queueAnswers(*stores, 3);
    for (const int id : {101, 102})
        valueOf(stores->outbound().sent(DocumentId{id}, "", at(61), at(3600)));

    auto step = change(1, translated, processed);
    const auto said = [](const char* group, exchange::Verdict verdict, const char* note) {
        exchange::OutboundVerdict made;
        made.partner = PartnerKey("northwind");
        made.by = MessageId{900};
        made.syntax = "x12";
        made.group_control = group;
        made.verdict = verdict;
        made.note = note;
        return made;
    };
    step.verdicts = {said("G101", exchange::Verdict::accepted_with_errors, "997 E"),
                     said("G102", exchange::Verdict::refused, "997 R"),
                     said("G103", exchange::Verdict::accepted, ""),
                     said("nothing", exchange::Verdict::accepted, "")};
    step.verdicts[2].partner = PartnerKey("lakeside");
    valueOf(stores->inbound().apply(step));

    CHECK(stateOf(*stores, 101) == acknowledged);
    CHECK(stateOf(*stores, 102) == failed);
    CHECK(stateOf(*stores, 103) == queued);
    const auto settled = valueOf(stores->archive().find(DocumentId{101}));
    CHECK(settled->note == "997 E");
    CHECK(settled->verdict == exchange::Verdict::accepted_with_errors);
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{103}))->verdict.has_value());
    const auto of_ours = valueOf(stores->archive().verdicts(DocumentId{102}));
    const auto of_theirs = valueOf(stores->archive().verdicts(DocumentId{1}));
    REQUIRE(of_ours.size() == 1);
    CHECK(of_ours[0].by == DocumentId{1});
    CHECK(of_ours[0].message == MessageId{900});
    CHECK(of_ours[0].on == DocumentId{102});
    CHECK(of_ours[0].verdict == exchange::Verdict::refused);
    CHECK(of_ours[0].note == "997 R");
    CHECK(of_ours[0].at == step.at);
    CHECK(of_theirs.size() == 2);
    CHECK(valueOf(stores->archive().trace(DocumentId{102})).back().note == "997 R");
    CHECK(valueOf(stores->outbound().markOverdue(at(7200))).empty());
}

TEMPLATE_TEST_CASE("what was sent is found by the numbers an acknowledgement has of it",
                   "[contract][inbound][outbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    const auto stores = backend.open();
    valueOf(stores->inbound().accept(arrival("in"), DocumentId{1}));
    auto step = change(1, received, translated);
    for (const int i : {1, 2, 3}) {
        auto one = outbound(100 + i, 1);
        one.document.control = "I" + std::to_string(i);
        one.document.group_control = "G" + std::to_string(i);
        one.document.message_control = "M" + std::to_string(i);
        one.document.number = "N" + std::to_string(i);
        one.document.kind = exchange::DocumentKind::business;
        step.outbound.push_back(one);
    }
    step.outbound[2].document.kind = exchange::DocumentKind::acknowledgement;
    step.outbound[2].document.message_control.clear();  // as before these were kept
    valueOf(stores->inbound().apply(step));
    const exchange::OutboundVerdict nothing{
        .partner = PartnerKey("northwind"), .syntax = "x12", .verdict = exchange::Verdict::refused};
    std::vector<exchange::OutboundVerdict> said(8, nothing);
    said[0].interchange_control = "I1";
    said[1].message_control = "M1";
    said[2].group_control = "G1";
    said[2].message_control = "M2";  // of another
    said[3].number = "N2";
    said[4].number = "PO-1";  // the newest that is business
    said[5].number = "N3";    // an acknowledgement
    said[6].group_control = "G3";
    said[6].message_control = "M9";
    said[7].message_control = "unknown";
    said[7].number = "N1";
    auto heard = change(1, translated, processed);
    heard.verdicts = said;
    valueOf(stores->inbound().apply(heard));

    const auto times = [&](int id) {
        return valueOf(stores->archive().verdicts(DocumentId{id})).size();
    };
    CHECK(times(101) == 3);
    CHECK(times(102) == 2);
    CHECK(times(103) == 1);
    const auto kept = valueOf(stores->archive().find(DocumentId{101}));
    CHECK(kept->message_control == "M1");
    CHECK(kept->number == "N1");
    CHECK(kept->verdict == exchange::Verdict::refused);

    valueOf(stores->outbound().queueAgain(DocumentId{101}, at(90)));
    CHECK_FALSE(valueOf(stores->archive().find(DocumentId{101}))->verdict.has_value());
    CHECK(times(101) == 3);
}

TEMPLATE_TEST_CASE("everything is there after the store was closed and opened",
                   "[contract][inbound]", ENTREPOT_BACKENDS) {
    const TestType backend;
    {
        const auto stores = backend.open();
        queueAnswers(*stores, 1);
    }
    const auto stores = backend.open();

    CHECK(stateOf(*stores, 1) == translated);
    CHECK(stateOf(*stores, 101) == queued);
    CHECK(valueOf(stores->inbound().accept(arrival("in"), DocumentId{2})).duplicate);
}
