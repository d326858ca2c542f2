-- $1 subscription or null for all
SELECT subscription, key, position, stream, type, state, error, reason, waits_for, waits_for_key, parked_at
FROM {schema}.parked WHERE state <> 'skipped' AND ($1::text IS NULL OR subscription = $1)
ORDER BY position, subscription, key
