-- $1 policy, $2 where its clock has to stand, $3 the time of the stroke, $4 the timers: a list of objects with id, place and row
-- The lock keeps the clock where it stands until the timers are kept.
WITH clock AS MATERIALIZED (
  SELECT policy FROM {schema}.strokes WHERE policy = $1 AND struck_at = $2 FOR SHARE
), kept AS (
  INSERT INTO {schema}.timers (id, policy, position, due_at, stroke_row)
  SELECT each.id, clock.policy, each.place, $3, each.row
  FROM clock, json_to_recordset($4::json) AS each (id uuid, place bigint, row json)
  ON CONFLICT (id) DO NOTHING
)
SELECT policy FROM clock
