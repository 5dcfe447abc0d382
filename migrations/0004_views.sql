-- Views for reading with sqlite3 -readonly beside the server (design §4). They
-- read events and nothing else, so they can show nothing before its reveal.
-- Times are UTC, as text.

-- Results of votes and checks: one row for each closed question.
CREATE VIEW votes AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       substr(e.type, 1, instr(e.type, '.') - 1) AS exercise,
       coalesce(json_extract(e.payload, '$.event.round'), json_extract(e.payload, '$.event.check'),
                json_extract(e.payload, '$.event.poll'), json_extract(e.payload, '$.event.marks')) AS question,
       r.key AS part,
       json_extract(r.value, '$.on_list') AS on_list,
       json_extract(r.value, '$.answered') AS answered,
       json_extract(r.value, '$.passed') AS passed,
       json_extract(r.value, '$.not_cast') AS not_cast,
       json_extract(r.value, '$.unsure') AS unsure,
       json_extract(r.value, '$.counts') AS counts
  FROM events e JOIN logs l ON l.id = e.log,
       json_each(coalesce(json_extract(e.payload, '$.event.outcome'), json_extract(e.payload, '$.event'))) r
 WHERE e.payload IS NOT NULL
   AND e.type IN ('spectrum.vote_closed', 'spectrum.check_closed', 'values.marks_closed', 'values.check_closed', 'terms.check_closed')
   AND r.type = 'object' AND json_extract(r.value, '$.on_list') IS NOT NULL;

-- Cards on the wall, with the cluster's name events beside them.
CREATE VIEW "values" AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(c.value, '$.id') AS card,
       json_extract(c.value, '$.word') AS word,
       json_extract(c.value, '$.sentence') AS sentence,
       json_extract(c.value, '$.lang') AS language,
       EXISTS (SELECT 1 FROM events w WHERE w.log = e.log AND w.type = 'values.card_withdrawn'
                  AND json_extract(w.payload, '$.event.card') = json_extract(c.value, '$.id')) AS withdrawn
  FROM events e JOIN logs l ON l.id = e.log, json_each(e.payload, '$.event.cards') c
 WHERE e.type = 'values.wall_shown' AND e.payload IS NOT NULL;

-- The whole of each shared text, as its checkpoints wrote it.
CREATE VIEW sections AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(e.payload, '$.event.text') AS text,
       (SELECT group_concat(p.words, char(10)) FROM (
          SELECT (SELECT group_concat(coalesce(json_extract(t.value, '$.t'), ''), '')
                    FROM json_each(para.value, '$.t') t) AS words
            FROM json_each(e.payload, '$.event.change.paras') para) p) AS words
  FROM events e JOIN logs l ON l.id = e.log
 WHERE e.type = 'text.changed' AND e.payload IS NOT NULL AND json_extract(e.payload, '$.event.what') = 'checkpoint';

-- Places of the sign-off block, the newest word of each.
CREATE VIEW sign_offs AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(e.payload, '$.event.signer.name') AS name,
       json_extract(e.payload, '$.event.signer.title') AS title,
       coalesce(json_extract(e.payload, '$.event.signer.nation'), json_extract(e.payload, '$.event.signer.organisation')) AS stands_for,
       json_extract(e.payload, '$.event.signer.status') AS status,
       json_extract(e.payload, '$.event.signer.note') AS note
  FROM events e JOIN logs l ON l.id = e.log
 WHERE e.type = 'terms.signer_set' AND e.payload IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM events n WHERE n.log = e.log AND n.seq > e.seq
                      AND n.type IN ('terms.signer_set', 'terms.signer_dropped')
                      AND coalesce(json_extract(n.payload, '$.event.signer.id'), json_extract(n.payload, '$.event.id'))
                        = json_extract(e.payload, '$.event.signer.id'));

-- Where the room went, and when.
CREATE VIEW agenda AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(e.payload, '$.event.to.item') AS item,
       json_extract(e.payload, '$.event.to.step') AS step,
       json_extract(e.payload, '$.event.to.topic') AS topic
  FROM events e JOIN logs l ON l.id = e.log
 WHERE e.type = 'agenda.moved' AND e.payload IS NOT NULL;
