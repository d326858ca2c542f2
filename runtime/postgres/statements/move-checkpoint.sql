-- $1 subscription, $2 where it has to be, $3 where it goes, $4 name of the lease or null, $5 its token. One row when it
-- moved. The row stays locked until the transaction ends: a second worker waits here, and finds that it has moved.
WITH
{movedCheckpoint}
SELECT position FROM moved UNION ALL SELECT position FROM begun
