-- $1 ids
DELETE FROM {schema}.sights WHERE id = ANY ($1::uuid[])
