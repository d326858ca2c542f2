-- $1 subscription, $2 where it has to be, $3 where it goes. One row when it moved.
WITH moved AS (
  UPDATE {schema}.checkpoints SET position = $3 WHERE subscription = $1 AND position = $2 RETURNING position
), begun AS (
  INSERT INTO {schema}.checkpoints (subscription, position)
  SELECT $1, $3 WHERE $2 = 0::bigint AND NOT EXISTS (SELECT FROM moved)
  ON CONFLICT (subscription) DO NOTHING
  RETURNING position
)
SELECT position FROM moved UNION ALL SELECT position FROM begun
