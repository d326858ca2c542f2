-- $1 id, $2 state, $3 reason or null
UPDATE {schema}.timers
SET state = $2, reason = $3, attempts = CASE WHEN $2 = 'pending' THEN 0 ELSE attempts END, next_attempt_at = '-infinity'
WHERE id = $1 AND state = 'parked'
