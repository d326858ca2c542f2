-- $1 policy
SELECT due_at FROM {schema}.timers WHERE policy = $1 AND state = 'pending' AND stroke_row IS NULL ORDER BY due_at LIMIT 1
