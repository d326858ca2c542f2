-- $1 owner
DELETE FROM {schema}.workers WHERE owner = $1
