-- $1 id, $2 state, $3 reason or null
UPDATE {schema}.requests
SET state = $2, reason = $3, attempts = CASE WHEN $2 = 'waiting' THEN 0 ELSE attempts END, next_attempt_at = '-infinity'
WHERE id = $1 AND state = 'parked'
