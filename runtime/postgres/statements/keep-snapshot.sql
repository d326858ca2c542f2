-- $1 stream, $2 fold, $3 revision, $4 last event, $5 when that happened, $6 state
INSERT INTO {schema}.snapshots (stream, fold, revision, last_event, occurred_at, state)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (stream) DO UPDATE
SET fold = excluded.fold, revision = excluded.revision, last_event = excluded.last_event, occurred_at = excluded.occurred_at, state = excluded.state
