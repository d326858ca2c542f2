-- $1 schema of the application, $2 read model or null for all. to_regclass is null when somebody has dropped the table.
SELECT name, generation, table_name, state, fingerprint, layout, to_regclass(format('%I.%I', table_schema, table_name)) IS NOT NULL AS there
FROM {schema}.read_models
WHERE table_schema = $1 AND ($2::text IS NULL OR name = $2)
ORDER BY name, generation
