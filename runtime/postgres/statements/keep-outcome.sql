-- $1 command id, $2 command, $3 stream, $4 refusal or null, $5 unanswered, $6 metadata, $7 occurred at, $8 fingerprint
INSERT INTO {schema}.outcomes (command_id, command, stream, refusal, unanswered, metadata, occurred_at, fingerprint)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (command_id) DO NOTHING
