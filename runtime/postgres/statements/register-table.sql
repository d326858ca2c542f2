-- $1 schema of the application, $2 read model, $3 generation, $4 table name, $5 fingerprint, $6 layout, $7 state
INSERT INTO {schema}.read_models (table_schema, name, generation, table_name, fingerprint, layout, state)
VALUES ($1, $2, $3, $4, $5, $6, $7)
