-- $1 id, $2 error, $3 milliseconds until the next attempt, or null to park it
UPDATE {schema}.requests
SET last_error = $2, state = CASE WHEN $3::double precision IS NULL THEN 'parked' ELSE 'waiting' END,
    next_attempt_at = clock_timestamp() + make_interval(secs => coalesce($3::double precision, 0) / 1000)
WHERE id = $1 AND state IN ('waiting', 'parked')
