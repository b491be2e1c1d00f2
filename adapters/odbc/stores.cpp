#include "adapters/odbc/stores.h"

#include "adapters/odbc/access_store.h"
#include "adapters/odbc/control_numbers.h"
#include "adapters/odbc/document_archive.h"
#include "adapters/odbc/erp_outbox.h"
#include "adapters/odbc/inbound_store.h"
#include "adapters/odbc/ledger_store.h"
#include "adapters/odbc/maintenance.h"
#include "adapters/odbc/order_store.h"
#include "adapters/odbc/outbound_store.h"

namespace entrepot::odbc {

struct Stores::Parts {
    explicit Parts(const StoreSettings& settings)
        : writer(targetOf(settings), {.waiting_max = settings.waiting_writes_max}),
          readers(targetOf(settings), settings.readers_max) {}

    Writer writer;
    ReaderPool readers;
    OdbcInboundStore inbound{writer, readers};
    OdbcDocumentArchive archive{readers};
    OdbcOutboundStore outbound{writer, readers};
    OdbcControlNumbers control_numbers{writer};
    OdbcOrderStore orders{writer, readers};
    OdbcLedgerStore ledger{writer, readers};
    OdbcErpOutbox erp_outbox{writer, readers};
    OdbcAccessStore access{writer, readers};
};

Result<std::unique_ptr<Stores>> Stores::open(const StoreSettings& settings,
                                             const std::filesystem::path& schemas) {
    if (const auto migrated = migrate(settings, schemas); !migrated) return fail(migrated.error());
    return std::unique_ptr<Stores>(new Stores(std::make_unique<Parts>(settings)));
}

Stores::Stores(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Stores::~Stores() = default;

ports::InboundStore& Stores::inbound() {
    return parts_->inbound;
}
ports::DocumentArchive& Stores::archive() {
    return parts_->archive;
}
ports::OutboundStore& Stores::outbound() {
    return parts_->outbound;
}
ports::ControlNumbers& Stores::controlNumbers() {
    return parts_->control_numbers;
}
ports::OrderStore& Stores::orders() {
    return parts_->orders;
}
ports::LedgerStore& Stores::ledger() {
    return parts_->ledger;
}
ports::ErpOutbox& Stores::erpOutbox() {
    return parts_->erp_outbox;
}
ports::AccessStore& Stores::access() {
    return parts_->access;
}

Result<void> Stores::ping() {
    return parts_->writer.run([](Connection& connection) -> Result<void> {
        const auto answer = connection.selectOne("SELECT count(*) FROM schema_version", {},
                                                 [](Row& row) { return row.integer(); });
        if (!answer) return fail(answer.error());
        return {};
    });
}

bool Stores::awaitConnection(std::chrono::milliseconds at_most) {
    return parts_->writer.awaitConnection(at_most);
}

void Stores::stop() {
    parts_->writer.stop();
}

}  // namespace entrepot::odbc
