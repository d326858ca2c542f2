-- $1 the requests of a batch, as JSON
SELECT kind, stream, actual, first_position, revisions FROM {schema}.append($1)
