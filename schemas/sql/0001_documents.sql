-- Documents that came in or go out, what became of them, and how they are found.

CREATE TABLE document (
-- sqlite:     id INTEGER PRIMARY KEY,
-- postgresql: id BIGINT PRIMARY KEY,
    direction TEXT NOT NULL,
    state TEXT NOT NULL,
    partner TEXT NOT NULL,
    scope TEXT NOT NULL,
    channel TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    syntax TEXT NOT NULL,
    sender TEXT NOT NULL,
    receiver TEXT NOT NULL,
    control TEXT NOT NULL,
    group_control TEXT NOT NULL,
    format TEXT NOT NULL,
    business_key TEXT NOT NULL,
    answers BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due_at BIGINT,
    note TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    findings TEXT NOT NULL
);

-- One live document for the same content, the same idempotency key, the same control number.
-- A refused or quarantined one may come again.
CREATE UNIQUE INDEX document_same_content ON document (scope, sha256)
    WHERE direction = 'inbound' AND state NOT IN ('refused', 'quarantined');

CREATE UNIQUE INDEX document_same_idempotency_key ON document (scope, idempotency_key)
    WHERE direction = 'inbound' AND state NOT IN ('refused', 'quarantined')
      AND idempotency_key <> '';

CREATE UNIQUE INDEX document_same_control ON document (partner, syntax, sender, control)
    WHERE direction = 'inbound' AND state NOT IN ('refused', 'quarantined')
      AND partner <> '' AND control <> '';

-- Work to do.
CREATE INDEX document_unfinished ON document (id)
    WHERE state IN ('received', 'identified', 'translated', 'processed');

CREATE INDEX document_queued ON document (due_at) WHERE state = 'queued';

CREATE INDEX document_awaiting ON document (due_at) WHERE state = 'sent';

CREATE INDEX document_answers ON document (answers) WHERE answers <> 0;

-- Newest first, by every filter of a search.
CREATE INDEX document_by_arrival ON document (received_at, id);

CREATE INDEX document_by_direction ON document (direction, received_at, id);

CREATE INDEX document_by_state ON document (state, received_at, id);

CREATE INDEX document_by_partner ON document (partner, received_at, id);

CREATE INDEX document_by_partner_state ON document (partner, state, received_at, id);

-- The payload as it came or left.
CREATE TABLE document_bytes (
-- sqlite:     document_id INTEGER PRIMARY KEY REFERENCES document (id),
-- sqlite:     bytes BLOB NOT NULL
-- postgresql: document_id BIGINT PRIMARY KEY REFERENCES document (id),
-- postgresql: bytes BYTEA NOT NULL
);

-- Every number a document is asked for by: its own and those of its messages.
CREATE TABLE document_key (
    business_key TEXT NOT NULL,
    document_id BIGINT NOT NULL REFERENCES document (id),
    PRIMARY KEY (business_key, document_id)
-- sqlite: ) WITHOUT ROWID;
-- postgresql: );

CREATE INDEX document_key_document ON document_key (document_id);

CREATE TABLE document_trace (
-- sqlite:     id INTEGER PRIMARY KEY,
-- postgresql: id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES document (id),
    at BIGINT NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX document_trace_document ON document_trace (document_id);

CREATE TABLE message (
-- sqlite:     id INTEGER PRIMARY KEY,
-- postgresql: id BIGINT PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES document (id),
    ordinal BIGINT NOT NULL,
    state TEXT NOT NULL,
    syntax TEXT NOT NULL,
    version TEXT NOT NULL,
    type TEXT NOT NULL,
    group_control TEXT NOT NULL,
    control TEXT NOT NULL,
    business_key TEXT NOT NULL,
    content_type_name TEXT NOT NULL,
    content TEXT NOT NULL,
    verdict TEXT NOT NULL,
    findings TEXT NOT NULL,
    promise_id BIGINT NOT NULL,
    answer_id BIGINT NOT NULL
);

CREATE INDEX message_document ON message (document_id, ordinal);

-- The last control number given, by partner and series.
CREATE TABLE control_number (
    partner TEXT NOT NULL,
    series TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (partner, series)
);
