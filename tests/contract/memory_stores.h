// The fakes other tests use, side by side like odbc::Stores, so that the contract suites hold them
// to what the real stores do.
#pragma once
#include "tests/support/memory_access_store.h"
#include "tests/support/memory_document_store.h"
#include "tests/support/memory_ledger_store.h"
#include "tests/support/memory_order_store.h"

namespace entrepot::test {

class MemoryStores {
public:
    testing::MemoryDocumentStore& inbound() { return documents_; }
    testing::MemoryDocumentStore& archive() { return documents_; }
    testing::MemoryOrderStore& orders() { return orders_; }
    testing::MemoryLedgerStore& ledger() { return ledger_; }
    testing::MemoryAccessStore& access() { return access_; }

private:
    testing::MemoryDocumentStore documents_;
    testing::MemoryOrderStore orders_;
    testing::MemoryLedgerStore ledger_;
    testing::MemoryAccessStore access_;
};

}  // namespace entrepot::test
