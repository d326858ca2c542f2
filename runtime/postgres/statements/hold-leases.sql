-- $1 owner, $2 names, $3 milliseconds
SELECT name, token FROM {schema}.hold_leases($1, $2, $3) ORDER BY name
