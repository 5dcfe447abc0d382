-- The ordered log of each workshop. Payloads are JSON as text, so that
-- json_extract reads them; a payload that is no text is kept as a blob.
-- Redacting an event takes payload and salt out and leaves the digest, so that
-- the chain stays checkable.

CREATE TABLE logs (
  id       INTEGER PRIMARY KEY,
  workshop TEXT NOT NULL UNIQUE,
  seq      INTEGER NOT NULL,
  hash     BLOB NOT NULL,
  epoch    INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  log     INTEGER NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
  seq     INTEGER NOT NULL,
  at      INTEGER NOT NULL, -- milliseconds since 1970, UTC
  type    TEXT NOT NULL,
  version INTEGER NOT NULL,
  batch   TEXT NOT NULL,
  epoch   INTEGER NOT NULL,
  hash    BLOB NOT NULL,
  salt    BLOB,
  payload ANY,
  digest  BLOB,
  PRIMARY KEY (log, seq),
  CHECK ((payload IS NULL) = (salt IS NULL)),
  CHECK ((payload IS NULL) = (digest IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Which batches were written: a batch appended twice is written once.
CREATE TABLE batches (
  log INTEGER NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
  id  TEXT NOT NULL,
  seq INTEGER NOT NULL, -- its last event
  PRIMARY KEY (log, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  id   INTEGER PRIMARY KEY,
  log  INTEGER NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
  seq  INTEGER NOT NULL,
  fold TEXT NOT NULL,
  hash BLOB NOT NULL,
  data BLOB NOT NULL,
  UNIQUE (log, fold, seq)
) STRICT;
