-- $1 subscription that is no more: whatever waits for something in it is wanted again
UPDATE {schema}.parked SET state = 'wanted' WHERE state = 'parked' AND waits_for = $1
