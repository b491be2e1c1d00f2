-- What partners said of documents we sent, and what their acknowledgements call those by.

ALTER TABLE document ADD COLUMN message_control TEXT NOT NULL DEFAULT '';

ALTER TABLE document ADD COLUMN number TEXT NOT NULL DEFAULT '';

ALTER TABLE document ADD COLUMN verdict TEXT NOT NULL DEFAULT '';

CREATE TABLE document_verdict (
-- sqlite:     id INTEGER PRIMARY KEY,
-- postgresql: id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by_document_id BIGINT NOT NULL REFERENCES document (id),
    message_id BIGINT NOT NULL,
    on_document_id BIGINT NOT NULL REFERENCES document (id),
    verdict TEXT NOT NULL,
    note TEXT NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX document_verdict_by ON document_verdict (by_document_id);

CREATE INDEX document_verdict_on ON document_verdict (on_document_id);
