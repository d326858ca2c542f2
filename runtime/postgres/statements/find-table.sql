-- $1 schema of the application, $2 read model. to_regclass is null when somebody has dropped the table.
SELECT table_name, fingerprint, position, to_regclass(format('%I.%I', table_schema, table_name)) IS NOT NULL AS there
FROM {schema}.read_models
WHERE table_schema = $1 AND name = $2
