-- $1 subscription, $2 key: what waits for it is wanted again, when nothing waits there any more
UPDATE {schema}.parked SET state = 'wanted'
WHERE state = 'parked' AND waits_for = $1 AND waits_for_key = $2
  AND NOT EXISTS (SELECT FROM {schema}.parked p WHERE p.subscription = $1 AND p.key = $2 AND p.state <> 'skipped')
