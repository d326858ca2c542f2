-- $1 subscription
SELECT subscription, position, failed_position, failed_attempts, failed_error, greatest(0, ceil(extract(epoch FROM next_attempt_at - clock_timestamp()) * 1000))::bigint AS retry_in
FROM {schema}.checkpoints WHERE subscription = $1
