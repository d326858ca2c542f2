-- $1 policy, $2 now, $3 most rows
SELECT id, policy, event_type, stream, revision, position, due_at, stroke_row, state, attempts, last_error, reason
FROM {schema}.timers
WHERE policy = $1 AND due_at <= $2 AND state = 'pending' AND stroke_row IS NULL AND next_attempt_at <= clock_timestamp()
ORDER BY due_at, position, id
LIMIT $3
