-- $1 subscription, $2 key, $3 position, $4 error
UPDATE {schema}.parked SET state = 'parked', error = $4 WHERE subscription = $1 AND key = $2 AND position = $3 AND state <> 'skipped'
