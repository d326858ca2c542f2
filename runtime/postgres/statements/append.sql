-- $1 to $20 the arrays of a batch, as the function says, $21 whether to look at its requests one by one, $22 where its events were traced
SELECT kind, stream, actual, first_position, revisions
FROM {schema}.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
