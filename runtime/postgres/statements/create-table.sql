CREATE TABLE {table} ({definitions}, PRIMARY KEY ({key}))
