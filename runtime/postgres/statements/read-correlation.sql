-- $1 correlation id, $2 only behind this position, $3 most rows
SELECT position, stream, revision, id, type, version, occurred_at, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data
FROM {schema}.events
WHERE correlation_id = $1 AND position > $2
ORDER BY position
LIMIT $3
