-- $1 id, $2 system, $3 type, $4 data, $5 metadata, $6 requested at
INSERT INTO {schema}.requests (id, system, type, data, metadata, requested_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO NOTHING
