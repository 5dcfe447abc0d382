-- Events as they read now: where words were taken out of one, its own payload is
-- gone, and the newest "workshop.restated" about it says the rest.
CREATE VIEW told AS
SELECT e.log, e.seq, e.at, e.type,
       CASE WHEN e.payload IS NOT NULL THEN e.payload
            ELSE (SELECT json_extract(r.payload, '$.event.payload') FROM events r
                   WHERE r.log = e.log AND r.seq > e.seq AND r.type = 'workshop.restated' AND r.payload IS NOT NULL
                     AND json_extract(r.payload, '$.event.of') = e.seq
                   ORDER BY r.seq DESC LIMIT 1) END AS payload
  FROM events e;

DROP VIEW "values";
CREATE VIEW "values" AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(c.value, '$.id') AS card,
       json_extract(c.value, '$.word') AS word,
       json_extract(c.value, '$.sentence') AS sentence,
       json_extract(c.value, '$.lang') AS language,
       EXISTS (SELECT 1 FROM events w WHERE w.log = e.log AND w.type = 'values.card_withdrawn'
                  AND json_extract(w.payload, '$.event.card') = json_extract(c.value, '$.id')) AS withdrawn
  FROM told e JOIN logs l ON l.id = e.log, json_each(e.payload, '$.event.cards') c
 WHERE e.type = 'values.wall_shown' AND e.payload IS NOT NULL;

DROP VIEW sign_offs;
CREATE VIEW sign_offs AS
SELECT l.workshop, e.seq,
       strftime('%Y-%m-%d %H:%M:%S', e.at / 1000, 'unixepoch') AS at,
       json_extract(e.payload, '$.event.signer.name') AS name,
       json_extract(e.payload, '$.event.signer.title') AS title,
       coalesce(json_extract(e.payload, '$.event.signer.nation'), json_extract(e.payload, '$.event.signer.organisation')) AS stands_for,
       json_extract(e.payload, '$.event.signer.status') AS status,
       json_extract(e.payload, '$.event.signer.note') AS note
  FROM told e JOIN logs l ON l.id = e.log
 WHERE e.type = 'terms.signer_set' AND e.payload IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM told n WHERE n.log = e.log AND n.seq > e.seq
                      AND n.type IN ('terms.signer_set', 'terms.signer_dropped')
                      AND coalesce(json_extract(n.payload, '$.event.signer.id'), json_extract(n.payload, '$.event.id'))
                        = json_extract(e.payload, '$.event.signer.id'));
