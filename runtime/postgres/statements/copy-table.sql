-- The same columns, keys and indexes, and no rows
CREATE TABLE {table} (LIKE {from} INCLUDING ALL)
