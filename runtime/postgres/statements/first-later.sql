-- $1 stream, $2 a moment. The first event of the stream that occurred later
SELECT revision
FROM {schema}.events
WHERE stream = $1 AND occurred_at > $2
ORDER BY revision
LIMIT 1
