-- $1 schema of the application, $2 read model. What was retired a minute ago, and what another definition has left behind:
-- one that is newer serves, and nobody has filled the older one for an hour.
SELECT r.generation, r.table_name
FROM {schema}.read_models r
WHERE r.table_schema = $1 AND r.name = $2 AND (
  r.retired_at < clock_timestamp() - interval '1 minute'
  OR EXISTS (SELECT FROM {schema}.read_models n WHERE n.table_schema = $1 AND n.name = $2 AND n.generation > r.generation AND n.state = 'serving')
    AND EXISTS (SELECT FROM {schema}.leases l WHERE l.name = r.name || ' #' || r.generation AND l.until < clock_timestamp() - interval '1 hour'))
