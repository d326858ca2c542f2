-- $1 subscription, $2 where it has to be, $3 where it goes, $4 name of the lease or null, $5 its token, $6 keys that go, as
-- JSON, $7 rows that are put, as JSON, no two with one key. One row when it moved; nothing of it is done when it did not.
WITH moved AS (
  UPDATE {schema}.checkpoints
  SET position = $3, failed_position = NULL, failed_attempts = NULL, failed_error = NULL, next_attempt_at = NULL
  WHERE subscription = $1 AND position = $2
    AND ($4::text IS NULL OR EXISTS (SELECT FROM {schema}.leases WHERE name = $4 AND token = $5::bigint))
  RETURNING position
), begun AS (
  INSERT INTO {schema}.checkpoints (subscription, name, position)
  SELECT $1, $1, $3
  WHERE $2 = 0::bigint AND NOT EXISTS (SELECT FROM {schema}.checkpoints WHERE subscription = $1)
    AND ($4::text IS NULL OR EXISTS (SELECT FROM {schema}.leases WHERE name = $4 AND token = $5::bigint))
  ON CONFLICT (subscription) DO NOTHING
  RETURNING position
), there AS MATERIALIZED (
  SELECT position FROM moved UNION ALL SELECT position FROM begun
), removed AS (
  DELETE FROM {table} row USING json_populate_recordset(NULL::{table}, $6) gone WHERE {sameKey} AND EXISTS (SELECT FROM there)
), put AS (
  INSERT INTO {table} ({columns})
  SELECT {columns} FROM json_populate_recordset(NULL::{table}, $7) WHERE EXISTS (SELECT FROM there)
  ON CONFLICT ({key}) DO UPDATE SET {assignments}
)
SELECT position FROM there
