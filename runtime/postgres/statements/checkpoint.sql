-- $1 subscription
SELECT position FROM {schema}.checkpoints WHERE subscription = $1
