-- $1 name
SELECT subscription, position FROM {schema}.checkpoints WHERE name = $1
