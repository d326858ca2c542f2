-- $1 state, $2 most rows
SELECT id, policy, event_type, stream, revision, position, due_at, state, attempts, last_error, reason
FROM {schema}.timers WHERE state = $1 ORDER BY due_at, position LIMIT $2
