-- Orders of the shared model, the promise ledger, and what the ERP has not been told yet.

CREATE TABLE purchase_order (
-- sqlite:     message_id INTEGER PRIMARY KEY,
-- postgresql: message_id BIGINT PRIMARY KEY,
    customer TEXT NOT NULL,
    number TEXT NOT NULL,
    document_id BIGINT NOT NULL,
    promise_id BIGINT NOT NULL,
    is_current BIGINT NOT NULL,
    status TEXT NOT NULL,
    order_text TEXT NOT NULL,
    response_text TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE INDEX purchase_order_by_customer ON purchase_order (customer, message_id);

CREATE INDEX purchase_order_by_number ON purchase_order (number, customer, message_id);

-- `content` holds the request and the answer with its reservations.
CREATE TABLE promise (
-- sqlite:     id INTEGER PRIMARY KEY,
-- postgresql: id BIGINT PRIMARY KEY,
    state TEXT NOT NULL,
    reference TEXT NOT NULL,
    customer TEXT NOT NULL,
    order_number TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    taken_over BIGINT NOT NULL DEFAULT 0,
    content TEXT NOT NULL
);

CREATE UNIQUE INDEX promise_reference ON promise (reference) WHERE reference <> '';

-- At most one row for a promise: bring the ERP to where the promise is now. A number is never
-- given twice, so that being done with an old row does not take a newer one away.
CREATE TABLE erp_outbox (
-- sqlite:     id INTEGER PRIMARY KEY AUTOINCREMENT,
-- postgresql: id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    promise_id BIGINT NOT NULL UNIQUE REFERENCES promise (id),
    attempts BIGINT NOT NULL DEFAULT 0,
    next_at BIGINT NOT NULL DEFAULT 0,
    note TEXT NOT NULL DEFAULT ''
);
