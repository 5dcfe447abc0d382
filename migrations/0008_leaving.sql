-- What take-outs wrote, so that the server's start finds those that are not through
-- without reading each log.
CREATE INDEX events_leaving ON events (log, seq) WHERE type = 'workshop.words_leaving' AND payload IS NOT NULL;
CREATE INDEX events_restated ON events (log, seq) WHERE type = 'workshop.restated' AND payload IS NOT NULL;
