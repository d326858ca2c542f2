-- Positions come from a sequence. Before an append draws any it locks, together with others, the number that was drawn last: whatever it
-- draws is above. A reader looks at the sequence first, then at the locks, and in a statement of its own at events up to the lowest of both.
CREATE TABLE {schema}.events (position bigint PRIMARY KEY, stream text NOT NULL, revision integer NOT NULL, data json NOT NULL, UNIQUE (stream, revision));
CREATE SEQUENCE {schema}.positions;
-- The first number of a lock says whose it is, the second is the position modulo 2^31: these runs are shorter than that.
CREATE FUNCTION {schema}.append(streams text[], revisions integer[], data json[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  drawn bigint;
BEGIN
  SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END INTO drawn FROM {schema}.positions;
  PERFORM pg_advisory_xact_lock_shared(hashtext('{schema}'), drawn::integer);
  INSERT INTO {schema}.events SELECT nextval('{schema}.positions'), e.stream, e.revision, e.data
  FROM unnest(streams, revisions, data) e (stream, revision, data);
END
$$;

CREATE FUNCTION {schema}.bound() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  drawn bigint;
BEGIN
  SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END INTO drawn FROM {schema}.positions;
  RETURN (SELECT least(drawn, min(objid::bigint)) FROM pg_locks
    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = (hashtext('{schema}')::bigint & 4294967295)::oid AND objsubid = 2)::text;
END
$$;

CREATE FUNCTION {schema}.read_behind(place text, bound text) RETURNS TABLE (place text, data json) LANGUAGE sql AS $$
  SELECT e.position::text, e.data FROM {schema}.events e WHERE e.position > $1::bigint AND e.position <= $2::bigint ORDER BY e.position LIMIT 1000
$$;
