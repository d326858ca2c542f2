-- $1 subscription, $2 key, $3 state, $4 reason or null: the first that waits there
UPDATE {schema}.parked SET state = $3, reason = coalesce($4, reason)
WHERE subscription = $1 AND key = $2 AND state <> 'skipped'
  AND position = (SELECT min(p.position) FROM {schema}.parked p WHERE p.subscription = $1 AND p.key = $2 AND p.state <> 'skipped')
