-- Workshops and what lets people into them. Codes, keys and words are digests
-- under a secret that is not in the database; passphrases are argon2id hashes.
-- No name of a person is here: names are in the log.

CREATE TABLE workshops (
  id          TEXT NOT NULL PRIMARY KEY,
  code_tag    BLOB NOT NULL UNIQUE,
  code_sealed BLOB NOT NULL,
  title       TEXT NOT NULL,
  status      TEXT NOT NULL CHECK (status IN ('prepared', 'open', 'ended', 'closed')),
  created     INTEGER NOT NULL,
  host        TEXT NOT NULL, -- hash, '' where none is set
  coordinator TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seats (
  workshop TEXT NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
  seat     TEXT NOT NULL,
  language TEXT NOT NULL,
  face     TEXT NOT NULL,
  PRIMARY KEY (workshop, seat)
) STRICT, WITHOUT ROWID;

-- A key may hold several seats, and a seat several keys.
CREATE TABLE seat_keys (
  workshop TEXT NOT NULL,
  tag      BLOB NOT NULL,
  seat     TEXT NOT NULL,
  PRIMARY KEY (workshop, tag, seat),
  FOREIGN KEY (workshop, seat) REFERENCES seats (workshop, seat) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_keys_of_seat ON seat_keys (workshop, seat);

CREATE TABLE return_words (
  workshop TEXT NOT NULL,
  tag      BLOB NOT NULL,
  seat     TEXT NOT NULL,
  once     INTEGER NOT NULL,
  PRIMARY KEY (workshop, tag),
  FOREIGN KEY (workshop, seat) REFERENCES seats (workshop, seat) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX return_words_of_seat ON return_words (workshop, seat);

CREATE TABLE delegate_words (
  workshop TEXT NOT NULL REFERENCES workshops (id) ON DELETE CASCADE,
  tag      BLOB NOT NULL,
  nation   TEXT NOT NULL,
  PRIMARY KEY (workshop, tag)
) STRICT, WITHOUT ROWID;
