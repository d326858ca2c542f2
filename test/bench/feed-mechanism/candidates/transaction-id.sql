-- Each event keeps the id of its transaction. A reader sees those of transactions older than every one that is still open, in the order of
-- transaction and position.
CREATE TABLE {schema}.events (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stream text NOT NULL, revision integer NOT NULL, data json NOT NULL,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), UNIQUE (stream, revision)
);
CREATE INDEX ON {schema}.events (transaction, position);

CREATE FUNCTION {schema}.append(streams text[], revisions integer[], data json[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO {schema}.events (stream, revision, data) SELECT e.stream, e.revision, e.data
  FROM unnest(streams, revisions, data) e (stream, revision, data);
END
$$;

CREATE FUNCTION {schema}.bound() RETURNS text LANGUAGE sql AS $$ SELECT '0' $$;

CREATE FUNCTION {schema}.read_behind(place text, bound text) RETURNS TABLE (place text, data json) LANGUAGE sql AS $$
  SELECT e.transaction || ',' || e.position, e.data FROM {schema}.events e
  WHERE (e.transaction, e.position) > (split_part($1 || ',0', ',', 1)::xid8, split_part($1 || ',0', ',', 2)::bigint)
    AND e.transaction < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY e.transaction, e.position LIMIT 1000
$$;
