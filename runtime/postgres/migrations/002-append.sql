-- How each command ended that was sent under an id: accepted (its events are those from first_position to
-- last_position, if any) or refused.

CREATE TABLE {schema}.outcomes (
  command_id     text        COLLATE "C" NOT NULL,
  stream         text        COLLATE "C" NOT NULL,
  command        text,
  refusal        text,
  unanswered     boolean     NOT NULL DEFAULT false,
  first_position bigint,
  last_position  bigint,
  metadata       json,
  occurred_at    timestamptz,
  CONSTRAINT outcomes_pkey PRIMARY KEY (command_id)
);

-- Appends the requests of a batch one after the other, each whole or not at all, and answers one row for each:
--   kind 'appended':  first_position is that of its first event, revisions what each of its streams was at before
--   kind 'conflict':  stream is at actual, which was not expected
--   kind 'repeated':  its command id was used before
-- A request: { commandId, streams: [{ stream, lowest, highest, events: [{ id, type, version, occurredAt, data, metadata }] }] }.
--
-- Why readers of "position > p" never miss an event. Positions become visible at commit, and commits of different
-- transactions may come in any order; were a position drawn by one transaction and shown after a later one of another,
-- a reader that has passed the later one would never see it. Therefore all appends of this schema go through the one
-- lock below, and it is taken before a position is chosen. It belongs to the transaction, and PostgreSQL gives the locks
-- of a transaction free only after the transaction has become visible to others (CommitTransaction ends it in the array
-- of running transactions first and releases locks then). So when a transaction holds the lock, every transaction that
-- held it before is visible or rolled back: the highest position it sees is the highest there will ever be below its own,
-- and its own are above all that anybody can have seen. Any snapshot that shows position p was taken after the holder
-- that stored p had become visible, hence after all holders before it: it shows everything up to p that was ever stored.
-- An append that is rolled back leaves no trace, not even a gap: its positions are chosen again. Transactions that do not
-- append hold nothing we wait for. And nothing in here outlives the cluster (no sequence, no transaction id), so a dump
-- restored elsewhere goes on where it stopped. What is given up: appends run one at a time. They are one short statement
-- each, with no client between lock and commit, and a process gathers its own, so that many of them pay for one commit.
--
-- The transaction has to be READ COMMITTED (every session of the store is): its statements must see what was committed
-- while it waited for the lock. In any other the unique keys make it fail instead of writing something wrong.
CREATE FUNCTION {schema}.append(requests json)
RETURNS TABLE (kind text, stream text, actual bigint, first_position bigint, revisions bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  request json;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended({schemaText}, 0));
  FOR request IN SELECT value FROM json_array_elements(requests) LOOP
    RETURN QUERY SELECT * FROM {schema}.append_one(request);
  END LOOP;
END
$$;

-- One request, under the lock that append has taken.
CREATE FUNCTION {schema}.append_one(
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
    INSERT INTO {schema}.outcomes (command_id, stream, first_position, last_position)
    VALUES (used_id, request #>> '{streams,0,stream}', last + 1, last + total)
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
