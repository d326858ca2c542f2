-- $1 what is parked, as JSON
INSERT INTO {schema}.parked (subscription, key, position, stream, type, state, error, waits_for, waits_for_key)
SELECT p.subscription, p.key, p.position, p.stream, p.type, CASE WHEN p.error IS NULL THEN 'behind' ELSE 'parked' END, p.error, p."waitsFor", p."waitsForKey"
FROM json_to_recordset($1) AS p (subscription text, key text, position bigint, stream text, type text, error text, "waitsFor" text, "waitsForKey" text)
ON CONFLICT ON CONSTRAINT parked_once DO NOTHING
