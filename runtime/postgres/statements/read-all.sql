-- $1 only behind this position, $2 only up to this one, $3 most rows
SELECT position, stream, revision, id, type, version, occurred_at, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data
FROM {schema}.events
WHERE position > $1 AND position <= $2
ORDER BY position
LIMIT $3
