-- Part of a file name, a number or a partner's name finds a document, however many there are.

-- sqlite: CREATE VIRTUAL TABLE document_text USING fts5 (
-- sqlite:     file_name, business_key, control, partner,
-- sqlite:     content = 'document', content_rowid = 'id', tokenize = 'trigram');

-- sqlite: CREATE TRIGGER document_text_insert AFTER INSERT ON document BEGIN
-- sqlite:     INSERT INTO document_text (rowid, file_name, business_key, control, partner)
-- sqlite:     VALUES (new.id, new.file_name, new.business_key, new.control, new.partner);
-- sqlite: END;

-- sqlite: CREATE TRIGGER document_text_update
-- sqlite: AFTER UPDATE OF business_key, control, partner ON document
-- sqlite: WHEN old.business_key <> new.business_key OR old.control <> new.control
-- sqlite:     OR old.partner <> new.partner
-- sqlite: BEGIN
-- sqlite:     INSERT INTO document_text
-- sqlite:         (document_text, rowid, file_name, business_key, control, partner)
-- sqlite:     VALUES ('delete', old.id, old.file_name, old.business_key, old.control, old.partner);
-- sqlite:     INSERT INTO document_text (rowid, file_name, business_key, control, partner)
-- sqlite:     VALUES (new.id, new.file_name, new.business_key, new.control, new.partner);
-- sqlite: END;

-- postgresql: CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- postgresql: CREATE INDEX document_text ON document USING gin (
-- postgresql:     (file_name || chr(10) || business_key || chr(10) || control || chr(10) || partner)
-- postgresql:     gin_trgm_ops);
