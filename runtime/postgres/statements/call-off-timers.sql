-- $1 policy, $2 stream, $3 types of the events that set them, $4 only those set before this revision
UPDATE {schema}.timers
SET state = 'called off'
WHERE policy = $1 AND stream = $2 AND event_type = ANY ($3) AND revision < $4 AND state = 'pending'
