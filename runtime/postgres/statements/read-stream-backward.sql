-- $1 stream, $2 lowest revision, $3 highest revision, $4 most rows
SELECT position, stream, revision, id, type, version, occurred_at, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data
FROM {schema}.events
WHERE stream = $1 AND revision BETWEEN $2 AND $3
ORDER BY revision DESC
LIMIT $4
