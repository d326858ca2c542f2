-- $1 id
WITH of_stroke AS (
  DELETE FROM {schema}.timers WHERE id = $1 AND state = 'pending' AND stroke_row IS NOT NULL
)
UPDATE {schema}.timers SET state = 'done', last_error = NULL WHERE id = $1 AND state = 'pending' AND stroke_row IS NULL
