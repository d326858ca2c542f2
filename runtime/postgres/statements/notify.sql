-- $1 channel, $2 who says so. A transaction that notifies is written to the log of the server, and to wait until that is on disk would slow
-- the appends beside it: this may be lost.
SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)
