-- one $n for each column of the key
SELECT {columns} FROM {table} WHERE {conditions}
