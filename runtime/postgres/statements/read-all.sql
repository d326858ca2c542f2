-- $1 only behind this position, $2 only up to this one, $3 event types or null for all, $4 most rows
SELECT position, stream, revision, id, type, version, occurred_at, data, metadata
FROM {schema}.events
WHERE position > $1 AND position <= $2 AND ($3::text[] IS NULL OR type = ANY ($3))
ORDER BY position
LIMIT $4
