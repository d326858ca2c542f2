-- $1 subscription, $2 where it has to be, $3 where it goes, $4 name of the lease or null, $5 its token, $6 keys that go, as
-- JSON, $7 rows that are put, as JSON, no two with one key. One row when it moved; nothing of it is done when it did not.
WITH
{movedCheckpoint}, there AS MATERIALIZED (
  SELECT position FROM moved UNION ALL SELECT position FROM begun
), removed AS (
  DELETE FROM {table} row USING json_populate_recordset(NULL::{table}, $6) gone WHERE {sameKey} AND EXISTS (SELECT FROM there)
), put AS (
  INSERT INTO {table} ({columns})
  SELECT {columns} FROM json_populate_recordset(NULL::{table}, $7) WHERE EXISTS (SELECT FROM there)
  ON CONFLICT ({key}) DO UPDATE SET {assignments}
)
SELECT position FROM there
