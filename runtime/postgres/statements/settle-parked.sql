-- $1 subscription, $2 key, $3 position
DELETE FROM {schema}.parked WHERE subscription = $1 AND key = $2 AND position = $3 AND state <> 'skipped'
