-- $1 first position, $2 last position
SELECT position, stream, revision, id, type, version, occurred_at, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data
FROM {schema}.events
WHERE position BETWEEN $1 AND $2
ORDER BY position
