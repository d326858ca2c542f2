-- $1 name, $2 what its shares are called, $3 where they begin
INSERT INTO {schema}.checkpoints (subscription, name, position) SELECT share, $1, $3 FROM unnest($2::text[]) share
