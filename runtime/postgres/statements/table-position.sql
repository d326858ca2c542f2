-- $1 schema of the application, $2 read model
SELECT position FROM {schema}.read_models WHERE table_schema = $1 AND name = $2
