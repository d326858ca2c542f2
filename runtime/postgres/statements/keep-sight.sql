-- $1 id, $2 what was seen
WITH kept AS (
  INSERT INTO {schema}.sights (id, seen) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING RETURNING seen
)
SELECT seen FROM kept UNION ALL SELECT seen FROM {schema}.sights WHERE id = $1
