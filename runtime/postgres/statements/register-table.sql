-- $1 schema of the application, $2 read model, $3 table name, $4 fingerprint
INSERT INTO {schema}.read_models (table_schema, name, table_name, fingerprint, position)
VALUES ($1, $2, $3, $4, 0)
ON CONFLICT (table_schema, name) DO UPDATE SET table_name = EXCLUDED.table_name, fingerprint = EXCLUDED.fingerprint, position = 0
