-- Folded states, so that a long log need not be replayed: a cache, so the old
-- ones need not be kept. A snapshot is written in parts, each in a transaction of
-- its own, so that nobody's key waits for all of it; "whole" says that the last
-- one is there. "redacted" counts the events up to seq that had been redacted
-- when they were folded.

DROP TABLE snapshots;

CREATE TABLE snapshots (
  id       INTEGER PRIMARY KEY,
  log      INTEGER NOT NULL REFERENCES logs (id) ON DELETE CASCADE,
  seq      INTEGER NOT NULL,
  fold     TEXT NOT NULL,
  hash     BLOB NOT NULL,
  redacted INTEGER NOT NULL,
  digest   BLOB NOT NULL,
  whole    INTEGER NOT NULL,
  UNIQUE (log, seq, id)
) STRICT;

CREATE TABLE snapshot_parts (
  snapshot INTEGER NOT NULL REFERENCES snapshots (id) ON DELETE CASCADE,
  n        INTEGER NOT NULL,
  data     BLOB NOT NULL,
  UNIQUE (snapshot, n)
) STRICT;

CREATE INDEX events_redacted ON events (log, seq) WHERE payload IS NULL;
