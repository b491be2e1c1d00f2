// A broker without its edge: real translator, real SQLite store, real promise desk; an ERP, a
// clock, a transport and an event log in the test's hands. Steps run when the test says so.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "adapters/odbc/stores.h"
#include "core/exchange/erp_desk.h"
#include "core/exchange/exchange_desk.h"
#include "mapping/json/model_text.h"
#include "mapping/text/words.h"
#include "mapping/translator.h"
#include "tests/support/manual_clock.h"
#include "tests/support/sample_orders.h"
#include "tests/support/scratch_directory.h"

namespace entrepot::test {

// Two items, one site, one lane to everybody: MT-1 has 100 on hand and 50 more in ten days, MT-2
// none.
class SmallErp : public ports::Erp {
public:
    explicit SmallErp(Day today);

    Result<ports::ErpSnapshot> read() override;
    Result<void> write(const ports::ErpOrder& order) override;
    Result<void> cancel(PromiseId promise) override;

    bool away = false;
    ports::ErpSnapshot snapshot;
    std::vector<ports::ErpOrder> written;
    std::vector<PromiseId> cancelled;
};

class RecordingTransport : public ports::Transport {
public:
    Result<std::string> deliver(const exchange::Document& document, std::string_view bytes,
                                const exchange::Partner& partner) override;

    bool away = false;
    std::vector<std::pair<DocumentId, std::string>> delivered;
};

class RecordingLog : public ports::EventLog {
public:
    void note(const ports::Event& event) override;
    std::size_t count(exchange::EventId id) const;

private:
    mutable std::mutex mutex_;
    std::vector<exchange::EventId> noted_;
};

// Partners: "acme" X12, "globus" EDIFACT, "nordlys" UBL, "haifeng" CSV (Chinese-speaking). All
// deliver through the transport.
class Hub {
public:
    Hub();
    ~Hub();

    // Accepts as that partner and runs until nothing moves. Empty partner: an operator delivers.
    DocumentId send(const std::string& partner, const std::string& bytes,
                    const std::string& idempotency_key = {});
    exchange::Receipt accept(const std::string& partner, const std::string& bytes,
                             const std::string& idempotency_key = {});
    // Changes what was agreed with that partner.
    void agree(const std::string& partner, const std::function<void(exchange::Partner&)>& change);
    void run();  // workers, deliveries and ERP hand-over until nothing is due
    void reportOverdue();
    void restart();  // everything but store file, ERP and clock is made anew

    exchange::Document document(DocumentId id);
    std::vector<exchange::Message> messages(DocumentId id);
    std::vector<std::string> findingIds(DocumentId id);  // of payload and messages
    std::vector<exchange::Outbound> answers(DocumentId id);
    // What was said of it, or what it says of others.
    std::vector<exchange::VerdictLink> verdicts(DocumentId id);
    model::OrderResponse response(const std::string& partner, const std::string& number);

    // An order of that partner for 1 December with one line for `quantity` pieces of `item`.
    SampleOrder order(const std::string& partner, const std::string& number,
                      const std::string& item = "MT-1", const std::string& quantity = "10") const;
    std::string form(const std::string& partner, const SampleOrder& order) const;
    // That document as the partner sends it to us.
    std::string written(const std::string& partner, const model::BusinessDocument& document,
                        const exchange::MessageFormat& format) const;

    ScratchDirectory directory;
    test::ManualClock clock;
    SmallErp erp;
    RecordingTransport transport;
    RecordingLog log;
    exchange::PartnerDirectory partners;

    struct Running;
    Running& running() { return *running_; }

    exchange::ExchangeDesk& desk();
    odbc::Stores& stores();
    promise::PromiseDesk& promises();
    exchange::ErpDesk& erpDesk();

private:
    std::unique_ptr<Running> running_;
};

}  // namespace entrepot::test
