-- $1 id
UPDATE {schema}.requests
SET state = 'delivered', delivered_at = clock_timestamp(), last_error = NULL
WHERE id = $1 AND state IN ('waiting', 'parked')
