-- $1 policy
SELECT due_at FROM {schema}.timers WHERE policy = $1 AND state = 'pending' ORDER BY due_at LIMIT 1
