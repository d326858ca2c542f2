-- $1 subscription
DELETE FROM {schema}.parked WHERE subscription = $1
