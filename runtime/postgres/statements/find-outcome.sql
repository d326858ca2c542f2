-- $1 command id
SELECT e.position, e.stream, e.revision, e.id, e.type, e.version, e.occurred_at, e.correlation_id, e.causation_id, e.actor_name, e.actor_id, e.policy, e.traceparent, e.data,
  o.stream, o.fingerprint, o.refusal
FROM {schema}.outcomes o
LEFT JOIN {schema}.events e ON e.position BETWEEN o.first_position AND o.last_position
WHERE o.command_id = $1
ORDER BY e.position
