-- A stroke of the clock sets a timer for each row of its policy. It has no event: it keeps the row as it was when the clock struck, and its
-- place among the rows in the column that has an event's position in the log.
ALTER TABLE {schema}.timers
  ALTER COLUMN event_type DROP NOT NULL,
  ALTER COLUMN stream DROP NOT NULL,
  ALTER COLUMN revision DROP NOT NULL,
  ADD COLUMN stroke_row json,
  ADD CONSTRAINT timers_cause_check CHECK (CASE WHEN stroke_row IS NULL THEN num_nulls(event_type, stream, revision) = 0 ELSE num_nulls(event_type, stream, revision) = 3 END);
