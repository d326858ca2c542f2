-- $1 id, $2 the attempts that whoever claims it has seen
UPDATE {schema}.timers
SET attempts = attempts + 1, next_attempt_at = '-infinity'
WHERE id = $1 AND attempts = $2 AND state = 'pending'
