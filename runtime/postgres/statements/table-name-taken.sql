-- $1 schema of the application, $2 table name
SELECT name FROM {schema}.read_models WHERE table_schema = $1 AND table_name = $2
