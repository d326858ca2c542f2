-- $1 id
UPDATE {schema}.requests
SET attempts = attempts + 1, delivered_at = clock_timestamp(), last_error = NULL
WHERE id = $1 AND delivered_at IS NULL
