-- $1 most rows, then one $n for each value in the conditions
SELECT {columns} FROM {table} WHERE {conditions} ORDER BY {key} LIMIT $1
