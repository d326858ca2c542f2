-- $1 schema of the application, $2 read model, $3 generation
DELETE FROM {schema}.read_models WHERE table_schema = $1 AND name = $2 AND generation = $3
