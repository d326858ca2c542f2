-- $1 policy, $2 now, $3 most rows
SELECT id, policy, event_type, stream, revision, position, due_at, state, attempts, last_error, reason
FROM {schema}.timers
WHERE policy = $1 AND due_at <= $2 AND state = 'pending' AND next_attempt_at <= clock_timestamp()
ORDER BY due_at, position
LIMIT $3
