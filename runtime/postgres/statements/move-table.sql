-- $1 schema of the application, $2 read model, $3 fingerprint, $4 where it has to be, $5 where it goes.
-- The row stays locked until the transaction ends: a second worker waits here, and finds that it has moved.
UPDATE {schema}.read_models SET position = $5
WHERE table_schema = $1 AND name = $2 AND fingerprint = $3 AND position = $4
