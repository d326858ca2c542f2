-- $1 stream, $2 fold, $3 most events. First the snapshot, if one can be used, as an event at position 0; then the events behind it.
WITH usable AS (
  SELECT s.revision, s.last_event, s.occurred_at, s.state
  FROM {schema}.snapshots s
  JOIN {schema}.events e ON e.stream = s.stream AND e.revision = s.revision AND e.id = s.last_event
  WHERE s.stream = $1 AND s.fold = $2
)
SELECT 0::bigint AS position, u.revision, u.last_event AS id, ''::text AS type, 1 AS version, u.occurred_at, u.state AS data
FROM usable u
UNION ALL
(
  SELECT position, revision, id, type, version, occurred_at, data
  FROM {schema}.events
  WHERE stream = $1 AND revision > coalesce((SELECT u.revision FROM usable u), 0)
  ORDER BY revision
  LIMIT $3
)
ORDER BY revision
