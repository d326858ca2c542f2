-- $1 most rows
SELECT subscription, key, position, stream, type, state, error, reason, waits_for, waits_for_key, parked_at
FROM {schema}.parked WHERE state = 'skipped' ORDER BY position DESC, subscription, key LIMIT $1
