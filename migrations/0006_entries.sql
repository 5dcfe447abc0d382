-- By which way in a key or words open a seat: '' is the person's own, others are
-- those of one-time words that a host made. Who comes in by one of those does not
-- see what was put before. "maker" is the seat of the host who made the words.

ALTER TABLE seat_keys ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE return_words ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE return_words ADD COLUMN maker TEXT NOT NULL DEFAULT '';
