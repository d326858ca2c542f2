-- All rows in the order of their key, as they are now: what the transaction changes later, the cursor does not see.
DECLARE rows_of_read_model NO SCROLL CURSOR FOR SELECT {columns} FROM {table} ORDER BY {key}
