-- $1 id, $2 error, $3 milliseconds until the next attempt
UPDATE {schema}.timers
SET last_error = $2, next_attempt_at = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
WHERE id = $1 AND state = 'pending'
