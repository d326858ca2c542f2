-- Each state has an index of its own
SELECT
  (SELECT count(*) FROM {schema}.requests WHERE state = 'waiting') AS waiting,
  (SELECT count(*) FROM {schema}.requests WHERE state = 'parked') AS parked
