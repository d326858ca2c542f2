-- All appends take one lock before they choose positions. Readers read behind what they saw.
CREATE TABLE {schema}.events (position bigint PRIMARY KEY, stream text NOT NULL, revision integer NOT NULL, data json NOT NULL, UNIQUE (stream, revision));

CREATE FUNCTION {schema}.append(streams text[], revisions integer[], data json[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('{schema}', 0));
  SELECT coalesce(max(position), 0) INTO last FROM {schema}.events;
  INSERT INTO {schema}.events SELECT last + e.number, e.stream, e.revision, e.data
  FROM unnest(streams, revisions, data) WITH ORDINALITY e (stream, revision, data, number);
END
$$;

CREATE FUNCTION {schema}.bound() RETURNS text LANGUAGE sql AS $$ SELECT '0' $$;

CREATE FUNCTION {schema}.read_behind(place text, bound text) RETURNS TABLE (place text, data json) LANGUAGE sql AS $$
  SELECT e.position::text, e.data FROM {schema}.events e WHERE e.position > $1::bigint ORDER BY e.position LIMIT 1000
$$;
