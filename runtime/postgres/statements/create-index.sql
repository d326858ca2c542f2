CREATE INDEX ON {table} ({expression})
