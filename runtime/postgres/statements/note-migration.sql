-- $1 number, $2 name
INSERT INTO {schema}.migrations (number, name) VALUES ($1, $2)
