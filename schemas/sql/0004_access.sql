-- Who may call: API keys by their hash.

CREATE TABLE access_key (
    name TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    partner TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
