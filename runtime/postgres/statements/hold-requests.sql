-- $1 ids, $2 milliseconds
UPDATE {schema}.requests SET next_attempt_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
WHERE id = ANY ($1::uuid[]) AND state = 'waiting'
