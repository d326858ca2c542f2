-- $1 most rows, $2 state or null for all
SELECT number, id, system, type, data, metadata, requested_at, attempts, delivered_at, last_error, state, reason
FROM {schema}.requests
WHERE $2::text IS NULL OR state = $2
ORDER BY number DESC
LIMIT $1
