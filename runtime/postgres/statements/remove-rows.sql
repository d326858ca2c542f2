-- $1 keys as JSON
DELETE FROM {table} row USING json_populate_recordset(NULL::{table}, $1) gone WHERE {sameKey}
