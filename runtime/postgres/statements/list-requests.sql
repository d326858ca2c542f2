-- $1 most rows
SELECT id, system, type, data, metadata, requested_at, attempts, delivered_at, last_error
FROM {schema}.requests
ORDER BY number DESC
LIMIT $1
