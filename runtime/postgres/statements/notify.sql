-- $1 channel, $2 who says so
SELECT pg_notify($1, $2)
