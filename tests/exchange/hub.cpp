#include "tests/exchange/hub.h"

#include <algorithm>

#include "core/base/check.h"

namespace entrepot::test {
namespace {

const Day saturday = *parseDay("2026-11-21");

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
    return std::move(*result);
}

void must(Result<void> result) {
    if (!result) throw std::runtime_error(describe(result.error()));
}

exchange::Partner partner(const char* key, const char* syntax, const char* id, const char* us) {
    exchange::Partner made;
    made.key = PartnerKey(key);
    made.name = key;
    made.region = "eu";
    made.delivery_kind = exchange::DeliveryKind::folder;
    const std::string qualifier = std::string(syntax) == "x12"       ? "ZZ"
                                  : std::string(syntax) == "edifact" ? "14"
                                                                     : "0088";
    made.identities = {{syntax, {qualifier, id, ""}, {qualifier, us, ""}, "", ""}};
    return made;
}

std::vector<exchange::Partner> fourPartners() {
    std::vector<exchange::Partner> made = {
        partner("acme", "x12", "ACME", "HUB"),
        partner("globus", "edifact", "4012345000009", "5790001398644"),
        partner("nordlys", "ubl", "7300010000001", "5790001398644"),
        partner("haifeng", "csv", "HAIFENG", "HUB")};
    made.back().identities[0].partner.qualifier.clear();
    made.back().language = Language::chinese;
    return made;
}

model::Item item(const char* key) {
    model::Item made;
    made.key = ItemKey(key);
    made.description = std::string("Item ") + key;
    made.units = {{"CS", 12, 1}};
    return made;
}

odbc::StoreSettings settingsFor(const ScratchDirectory& directory) {
    odbc::StoreSettings settings;
    settings.file = directory / "entrepot.db";
    return settings;
}

const std::filesystem::path schemas = ENTREPOT_SOURCE_DIR "/schemas";

}  // namespace

SmallErp::SmallErp(Day today) {
    snapshot.read_at = Instant(today);
    snapshot.items = {item("MT-1"), item("MT-2")};
    snapshot.sites = {{SiteKey("dc-1"), "Depot", model::SiteKind::distribution_centre, "DE", ""}};
    snapshot.lanes = {{SiteKey("dc-1"), "*", 2, "", 0}};
    snapshot.stock = {{ItemKey("MT-1"), SiteKey("dc-1"), Quantity::whole(100)}};
    snapshot.receipts = {
        {ItemKey("MT-1"), SiteKey("dc-1"), today + Days(10), Quantity::whole(50), "WO-7"}};
}

Result<ports::ErpSnapshot> SmallErp::read() {
    if (away) return fail(FailureKind::unavailable, "the ERP does not answer", "erp");
    return snapshot;
}

Result<void> SmallErp::write(const ports::ErpOrder& order) {
    if (away) return fail(FailureKind::unavailable, "the ERP does not answer", "erp");
    const auto same = [&](const ports::ErpOrder& one) { return one.promise == order.promise; };
    if (std::ranges::none_of(written, same)) written.push_back(order);
    return {};
}

Result<void> SmallErp::cancel(PromiseId promise) {
    if (away) return fail(FailureKind::unavailable, "the ERP does not answer", "erp");
    cancelled.push_back(promise);
    return {};
}

Result<std::string> RecordingTransport::deliver(const exchange::Document& document,
                                                std::string_view bytes, const exchange::Partner&) {
    if (away) return fail(FailureKind::unavailable, "the partner does not answer");
    delivered.emplace_back(document.id, bytes);
    return "delivered as " + document.file_name;
}

void RecordingLog::note(const ports::Event& event) {
    const std::lock_guard lock(mutex_);
    noted_.push_back(event.id);
}

std::size_t RecordingLog::count(exchange::EventId id) const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count(noted_, id));
}

// What a process holds; made anew by restart().
struct Hub::Running {
    explicit Running(Hub& hub)
        : translator(schemas, schemas / "none"),
          words(must(mapping::CatalogueWords::load(schemas))),
          stores(must(odbc::Stores::open(settingsFor(hub.directory), schemas))),
          promises(stores->ledger(), hub.clock, ids),
          ports{hub.clock,
                translator,
                model_text,
                words,
                stores->inbound(),
                stores->archive(),
                stores->outbound(),
                stores->controlNumbers(),
                stores->orders(),
                hub.transport,
                hub.log,
                promises,
                items,
                hub.partners,
                ids,
                Limits{}},
          desk(ports, policy),
          outbound(ports, policy),
          erp_desk({hub.clock, hub.erp, stores->erpOutbox(), hub.log, promises, items}, policy) {
        ids.seen(must(stores->archive().highestId()));
        must(promises.start());
        (void)erp_desk.readSupply();
        (void)must(desk.resume());
    }

    exchange::RetryPolicy policy;
    IdSource ids;
    mapping::SchemaTranslator translator;
    mapping::JsonModelText model_text;
    mapping::CatalogueWords words;
    std::unique_ptr<odbc::Stores> stores;
    promise::PromiseDesk promises;
    exchange::CurrentItems items;
    exchange::ExchangePorts ports;
    exchange::ExchangeDesk desk;
    exchange::OutboundDesk outbound;
    exchange::ErpDesk erp_desk;
};

Hub::Hub()
    : clock(Instant(saturday) + std::chrono::hours(8)),
      erp(saturday),
      partners(must(exchange::PartnerDirectory::make(fourPartners()))),
      running_(std::make_unique<Running>(*this)) {}

Hub::~Hub() = default;

void Hub::restart() {
    running_.reset();
    running_ = std::make_unique<Running>(*this);
}

exchange::ExchangeDesk& Hub::desk() {
    return running_->desk;
}

odbc::Stores& Hub::stores() {
    return *running_->stores;
}

promise::PromiseDesk& Hub::promises() {
    return running_->promises;
}

exchange::ErpDesk& Hub::erpDesk() {
    return running_->erp_desk;
}

exchange::Receipt Hub::accept(const std::string& key, const std::string& bytes,
                              const std::string& idempotency_key) {
    exchange::Arrival arrival;
    arrival.channel = "test";
    if (!key.empty()) arrival.caller = PartnerKey(key);
    arrival.idempotency_key = idempotency_key;
    arrival.bytes = bytes;
    arrival.sha256 = std::to_string(std::hash<std::string>{}(bytes));
    return must(desk().accept(std::move(arrival)));
}

DocumentId Hub::send(const std::string& key, const std::string& bytes,
                     const std::string& idempotency_key) {
    const DocumentId id = accept(key, bytes, idempotency_key).id;
    run();
    return id;
}

void Hub::agree(const std::string& key, const std::function<void(exchange::Partner&)>& change) {
    auto all = partners.all();
    for (exchange::Partner& one : all)
        if (one.key.value == key) change(one);
    partners = must(exchange::PartnerDirectory::make(std::move(all)));
}

void Hub::run() {
    desk().retryDue();
    while (desk().workOne()) {
    }
    while (must(running_->outbound.deliverDue(100)) > 0 && !transport.away) {
    }
    (void)running_->erp_desk.handOver(1000);
}

void Hub::reportOverdue() {
    (void)must(running_->outbound.reportOverdue());
}

exchange::Document Hub::document(DocumentId id) {
    return must(stores().archive().find(id)).value();
}

std::vector<exchange::Message> Hub::messages(DocumentId id) {
    return must(stores().archive().messages(id));
}

std::vector<std::string> Hub::findingIds(DocumentId id) {
    std::vector<std::string> ids;
    for (const auto& finding : must(stores().archive().findings(id))) ids.push_back(finding.id);
    for (const auto& message : messages(id))
        for (const auto& finding : message.findings) ids.push_back(finding.id);
    return ids;
}

std::vector<exchange::Outbound> Hub::answers(DocumentId id) {
    std::vector<exchange::Outbound> found;
    for (const auto& each : must(stores().archive().answersTo(id)))
        found.push_back({each, must(stores().archive().bytes(each.id))});
    return found;
}

std::vector<exchange::VerdictLink> Hub::verdicts(DocumentId id) {
    return must(stores().archive().verdicts(id));
}

model::OrderResponse Hub::response(const std::string& key, const std::string& number) {
    const auto record = must(stores().orders().find(PartnerKey(key), number));
    check(record.has_value(), "the order is kept");
    return std::get<model::OrderResponse>(
        must(running_->model_text.read("OrderResponse", record->response)));
}

SampleOrder Hub::order(const std::string& key, const std::string& number, const std::string& item,
                       const std::string& quantity) const {
    static int control = 100;
    const auto& identity = partners.find(PartnerKey(key))->identities.at(0);
    SampleOrder made;
    made.number = number;
    made.control = std::to_string(++control);
    made.sender = identity.partner.id;
    made.receiver = identity.us.id;
    made.issued = saturday;
    made.lines = {{item, quantity, key == "globus" ? "PCE" : "EA"}};
    return made;
}

std::string Hub::form(const std::string& key, const SampleOrder& order) const {
    if (key == "acme") return x12Order(order);
    if (key == "globus") return edifactOrder(order);
    return key == "nordlys" ? ublOrder(order) : csvOrder(order);
}

std::string Hub::written(const std::string& key, const model::BusinessDocument& document,
                         const exchange::MessageFormat& format) const {
    static std::int64_t control = 7000;
    const auto& identity = partners.find(PartnerKey(key))->identities.at(0);
    ports::WriteSettings settings;
    settings.format = format;
    settings.sender = identity.partner;
    settings.receiver = identity.us;
    settings.interchange_control = ++control;
    settings.group_control = control;
    settings.at = clock.now();
    return must(running_->translator.write(document, settings)).bytes;
}

}  // namespace entrepot::test
