-- $1 state, $2 most rows
SELECT id, policy, event_type, stream, revision, position, due_at, stroke_row, state, attempts, last_error, reason
FROM {schema}.timers WHERE state = $1 ORDER BY due_at, position, id LIMIT $2
