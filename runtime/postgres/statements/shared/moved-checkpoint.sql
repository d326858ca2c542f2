-- Moves a checkpoint or begins one: $1 subscription, $2 where it has to be, $3 where it goes, $4 name of the lease or null, $5
-- its token. An older token than the newest of that name moves nothing. For the WITH of a statement.
moved AS (
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
)
