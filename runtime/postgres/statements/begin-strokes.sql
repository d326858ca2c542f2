-- $1 policy, $2 the moment it begins
INSERT INTO {schema}.strokes (policy, struck_at) VALUES ($1, $2) ON CONFLICT (policy) DO NOTHING
