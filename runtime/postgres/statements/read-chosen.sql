-- $1 only behind this position, $2 only up to this one, $3 most rows; each of these may be null: $4 event types, $5 streams,
-- $6 what the stream's name begins with, $7 partition of $8 (as in store/partition.ts)
SELECT position, stream, revision, id, type, version, occurred_at, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data
FROM {schema}.events
WHERE position > $1 AND position <= $2
  AND ($4::text[] IS NULL OR type = ANY ($4))
  AND ($5::text[] IS NULL OR stream = ANY ($5))
  AND ($6::text IS NULL OR starts_with(stream, $6))
  AND ($7::integer IS NULL OR get_byte(sha256(convert_to(stream, 'UTF8')), 0) % $8::integer = $7)
ORDER BY position
LIMIT $3
