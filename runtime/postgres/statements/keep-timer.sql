-- $1 id, $2 policy, $3 event type, $4 stream, $5 revision, $6 position, $7 due at
INSERT INTO {schema}.timers (id, policy, event_type, stream, revision, position, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO NOTHING
