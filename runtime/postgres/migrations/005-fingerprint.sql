-- Tells whether a command id comes again with the same command, or with another one that must not get its outcome.
ALTER TABLE {schema}.outcomes ADD COLUMN fingerprint text;

-- As in 002-append.sql, and a request may bring a fingerprint: { commandId, fingerprint, streams }.
CREATE OR REPLACE FUNCTION {schema}.append_one(
  request json,
  OUT kind text, OUT stream text, OUT actual bigint, OUT first_position bigint, OUT revisions bigint[]
) LANGUAGE plpgsql AS $$
DECLARE
  used_id text := request ->> 'commandId';
  last bigint;
  total bigint := 0;
  each record;
BEGIN
  IF used_id IS NOT NULL AND EXISTS (SELECT FROM {schema}.outcomes o WHERE o.command_id = used_id) THEN
    kind := 'repeated';
    RETURN;
  END IF;

  revisions := '{}';
  FOR each IN
    SELECT s ->> 'stream' AS name, (s ->> 'lowest')::bigint AS lowest, (s ->> 'highest')::bigint AS highest, json_array_length(s -> 'events') AS events
    FROM json_array_elements(request -> 'streams') s
  LOOP
    SELECT coalesce(max(e.revision), 0) INTO actual FROM {schema}.events e WHERE e.stream = each.name;
    IF actual < each.lowest OR actual > each.highest THEN
      kind := 'conflict';
      stream := each.name;
      RETURN;
    END IF;
    revisions := revisions || actual;
    total := total + each.events;
  END LOOP;

  SELECT coalesce(max(e.position), 0) INTO last FROM {schema}.events e;
  first_position := last + 1;

  -- The outcome goes first: an outcome kept under this id by somebody who does not append holds no lock of ours, and
  -- where theirs came first, nothing may have been stored.
  IF used_id IS NOT NULL THEN
    INSERT INTO {schema}.outcomes (command_id, stream, fingerprint, first_position, last_position)
    VALUES (used_id, request #>> '{streams,0,stream}', request ->> 'fingerprint', last + 1, last + total)
    ON CONFLICT (command_id) DO NOTHING;
    IF NOT FOUND THEN
      kind := 'repeated';
      RETURN;
    END IF;
  END IF;

  FOR each IN
    SELECT s.item ->> 'stream' AS name, s.item -> 'events' AS events, revisions[s.number] AS revision
    FROM json_array_elements(request -> 'streams') WITH ORDINALITY s (item, number)
  LOOP
    -- A JSON null is a value like any other, which json_to_recordset takes for none.
    INSERT INTO {schema}.events (position, stream, revision, id, type, version, occurred_at, data, metadata)
    SELECT last + e.number, each.name, each.revision + e.number, e.id, e.type, e.version, e.occurred_at, coalesce(e.data, 'null'), e.metadata
    FROM ROWS FROM (json_to_recordset(each.events) AS (id uuid, type text, version integer, "occurredAt" timestamptz, data json, metadata json))
      WITH ORDINALITY AS e (id, type, version, occurred_at, data, metadata, number);
    GET DIAGNOSTICS total = ROW_COUNT;
    last := last + total;
  END LOOP;

  kind := 'appended';
END
$$;
