-- $1 policy, $2 most rows
SELECT id, policy, event_type, stream, revision, position, due_at, stroke_row, state, attempts, last_error, reason
FROM {schema}.timers
WHERE policy = $1 AND due_at <= (SELECT struck_at FROM {schema}.strokes WHERE policy = $1)
  AND state = 'pending' AND stroke_row IS NOT NULL AND next_attempt_at <= clock_timestamp()
ORDER BY due_at, position, id
LIMIT $2
