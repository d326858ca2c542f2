-- One at a time makes or changes tables of this schema. Held until the transaction ends. Not the lock of appends.
SELECT pg_advisory_xact_lock(hashtextextended({schemaText}, 1))
