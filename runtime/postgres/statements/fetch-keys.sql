-- $1 keys as JSON
SELECT {rowColumns} FROM {table} row JOIN json_populate_recordset(NULL::{table}, $1) gone ON {sameKey}
