-- $1 name
DELETE FROM {schema}.checkpoints WHERE name = $1
