-- Business documents and acknowledgements. Before, an acknowledgement of ours had no format.

ALTER TABLE document ADD COLUMN kind TEXT NOT NULL DEFAULT 'business';

UPDATE document SET kind = 'acknowledgement' WHERE direction = 'outbound' AND format = '';
