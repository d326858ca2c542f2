-- $1 most rows, then one $n for each value in the conditions
SELECT {columns} FROM {table} WHERE {conditions} ORDER BY {order} LIMIT $1
