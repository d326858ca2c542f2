-- $1 most rows, $2 milliseconds, $3 systems to leave out
UPDATE {schema}.requests r
SET attempts = r.attempts + 1, next_attempt_at = clock_timestamp() + make_interval(secs => $2::double precision / 1000)
WHERE r.number IN (
  SELECT number FROM {schema}.requests
  WHERE state = 'waiting' AND next_attempt_at <= clock_timestamp() AND system <> ALL ($3)
  ORDER BY number LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING r.number, id, system, type, data, metadata, requested_at, attempts, delivered_at, last_error, state, reason
