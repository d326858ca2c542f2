-- $1 owner, $2 names or null for all
UPDATE {schema}.leases SET owner = NULL, until = clock_timestamp()
WHERE owner = $1 AND ($2::text[] IS NULL OR name = ANY ($2))
