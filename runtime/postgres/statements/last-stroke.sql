-- $1 policy
SELECT struck_at FROM {schema}.strokes WHERE policy = $1
