-- What waits first under each key, and how much waits there
SELECT DISTINCT ON (subscription, key) subscription, key, count(*) OVER (PARTITION BY subscription, key) AS events, state, error
FROM {schema}.parked
WHERE state <> 'skipped'
ORDER BY subscription, key, position
