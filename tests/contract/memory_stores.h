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
    test::MemoryDocumentStore& inbound() { return documents_; }
    test::MemoryDocumentStore& archive() { return documents_; }
    test::MemoryOrderStore& orders() { return orders_; }
    test::MemoryLedgerStore& ledger() { return ledger_; }
    test::MemoryAccessStore& access() { return access_; }

private:
    test::MemoryDocumentStore documents_;
    test::MemoryOrderStore orders_;
    test::MemoryLedgerStore ledger_;
    test::MemoryAccessStore access_;
};

}  // namespace entrepot::test
