-- $1 subscription, $2 position, $3 attempts, $4 error, $5 milliseconds until the next attempt
INSERT INTO {schema}.checkpoints AS c (subscription, name, position, failed_position, failed_attempts, failed_error, next_attempt_at)
VALUES ($1, $1, 0, $2, $3, $4, clock_timestamp() + make_interval(secs => $5::double precision / 1000))
ON CONFLICT (subscription) DO UPDATE
SET failed_position = EXCLUDED.failed_position, failed_attempts = EXCLUDED.failed_attempts, failed_error = EXCLUDED.failed_error, next_attempt_at = EXCLUDED.next_attempt_at
WHERE c.position < EXCLUDED.failed_position
