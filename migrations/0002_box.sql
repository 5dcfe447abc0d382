-- The sealed box. No row has a time or an order, none names a person, and what
-- opens them is in files beside the database, never in it. "box" is a random
-- name: the key's file has the same.

CREATE TABLE polls (
  workshop TEXT NOT NULL,
  poll     TEXT NOT NULL,
  box      TEXT NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  PRIMARY KEY (workshop, poll)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballots (
  box   TEXT NOT NULL REFERENCES polls (box) ON DELETE CASCADE,
  tag   BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (box, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_boxes (
  workshop TEXT NOT NULL PRIMARY KEY,
  box      TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  box   TEXT NOT NULL REFERENCES draft_boxes (box) ON DELETE CASCADE,
  seat  BLOB NOT NULL,
  tag   BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (box, seat, tag)
) STRICT, WITHOUT ROWID;
