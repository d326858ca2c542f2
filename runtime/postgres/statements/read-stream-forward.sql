-- $1 stream, $2 first revision, $3 last revision, $4 most rows
SELECT position, stream, revision, id, type, version, occurred_at, data, metadata
FROM {schema}.events
WHERE stream = $1 AND revision BETWEEN $2 AND $3
ORDER BY revision
LIMIT $4
