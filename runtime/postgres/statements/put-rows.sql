-- $1 rows as JSON, no two with one key
INSERT INTO {table} ({columns})
SELECT {columns} FROM json_populate_recordset(NULL::{table}, $1)
ON CONFLICT ({key}) DO UPDATE SET {assignments}
