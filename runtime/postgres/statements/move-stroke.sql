-- $1 policy, $2 where it has to be, $3 where it goes
UPDATE {schema}.strokes SET struck_at = $3 WHERE policy = $1 AND struck_at = $2
