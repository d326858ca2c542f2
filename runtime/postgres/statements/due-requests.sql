-- $1 most rows
SELECT id, system, type, data, metadata, requested_at, attempts, delivered_at, last_error
FROM {schema}.requests
WHERE delivered_at IS NULL AND next_attempt_at <= clock_timestamp()
ORDER BY number
LIMIT $1
