-- $1 schema of the application, $2 read model, $3 generation: it serves, and older ones like it do so no longer
UPDATE {schema}.read_models r
SET state = CASE WHEN r.generation = $3 THEN 'serving' ELSE 'retired' END,
    retired_at = CASE WHEN r.generation = $3 THEN NULL ELSE coalesce(r.retired_at, clock_timestamp()) END
FROM {schema}.read_models served
WHERE served.table_schema = $1 AND served.name = $2 AND served.generation = $3
  AND r.table_schema = $1 AND r.name = $2 AND r.generation <= $3 AND r.fingerprint = served.fingerprint
