-- $1 id
UPDATE {schema}.timers SET state = 'done', last_error = NULL WHERE id = $1 AND state = 'pending'
