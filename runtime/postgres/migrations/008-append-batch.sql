-- The one place where positions are chosen. From here until the transaction ends nobody else appends to this schema.
--
-- Why readers of "position > p" never miss an event. Positions become visible at commit, and commits of different
-- transactions may come in any order; were a position chosen by one transaction and shown after a later one of another,
-- a reader that has passed the later one would never see it. Therefore all appends of this schema go through the one
-- lock below, and it is taken before a position is chosen. It belongs to the transaction, and PostgreSQL gives the locks
-- of a transaction free only after the transaction has become visible to others (CommitTransaction ends it in the array
-- of running transactions first and releases locks then). So when a transaction holds the lock, every transaction that
-- held it before is visible or rolled back: the highest position it sees is the highest there will ever be below its own,
-- and its own are above all that anybody can have seen. Any snapshot that shows position p was taken after the holder
-- that stored p had become visible, hence after all holders before it: it shows everything up to p that was ever stored.
-- An append that is rolled back leaves no trace, not even a gap: its positions are chosen again. Transactions that do not
-- append hold nothing we wait for, and a reader waits for nobody. And nothing in here outlives the cluster (no sequence,
-- no transaction id), so a dump restored elsewhere goes on where it stopped. What is given up: appends run one at a time.
-- They are one short statement each, with no client between lock and commit, and a process gathers its own, so that many
-- of them pay for one commit. What other mechanisms cost stands in docs/performance.md.
--
-- The transaction has to be READ COMMITTED (every session of the store is), and this has to be a statement of its own: the
-- statements behind it must see what was committed while it waited for the lock, and a statement sees what was there when
-- it began. In any other isolation the unique keys make an append fail instead of writing something wrong.
CREATE FUNCTION {schema}.last_position() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended({schemaText}, 0));
  RETURN (SELECT coalesce(max(e.position), 0) FROM {schema}.events e);
END
$$;

-- Appends the requests of a batch, each whole or not at all, as if one came after the other. Look-ups in large tables are written as
-- sub-selects that cannot become joins: a plan made while a table was small must not read all of it later.
--
-- Requests: command_ids, fingerprints, and which is the last of each one's streams (stream_ends) and events (event_ends), from 1.
-- Their streams, one request's after the other's: streams, with the revisions expected between lowest and highest, and how many
-- events come to the same stream with requests before (earlier).
-- Their events, one stream's after the other's: owners is the number of its stream in that list and places its number among
-- the events there, both from 1; the other arrays are columns.
--
-- An event id that is stored already, or a command id that comes twice or is used meanwhile by somebody who does not append, is a
-- unique violation: nothing is stored then, and the batch is to be sent again with one_by_one. (To catch it in here would cost every
-- batch a subtransaction.) Without a violation the answer is either one row of kind 'all': every request is stored,
-- the first event of the batch at first_position and the others behind it, and revisions is what each of the streams was at before.
-- Or it is a row for each request:
--   'appended'  first_position is that of its first event, revisions what each of its streams was at before
--   'conflict'  the stream of that number, counted in the batch, is at actual, which was not expected
--   'repeated'  its command id was used before
--   'there'     its events are in the store already just so, the first at first_position
--   'taken'     some of its event ids are in the store already
CREATE FUNCTION {schema}.append(
  command_ids text[], fingerprints text[], stream_ends integer[], event_ends integer[],
  streams text[], lowest bigint[], highest bigint[], earlier bigint[],
  owners integer[], places integer[], ids uuid[], types text[], versions integer[], times timestamptz[],
  correlations text[], causations text[], actors text[], actor_ids text[], policies text[], data json[],
  one_by_one boolean
)
RETURNS TABLE (kind text, stream integer, actual bigint, first_position bigint, revisions bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  last bigint := {schema}.last_position();
  before bigint[];
  holds boolean;
  first_stream integer;
  last_stream integer := 0;
  first_event integer;
  last_event integer := 0;
BEGIN
  -- All at once, which is how it almost always is.
  IF NOT one_by_one THEN
    SELECT array_agg(a.at ORDER BY a.number), bool_and(a.at BETWEEN a.low AND a.high)
      AND NOT EXISTS (SELECT FROM unnest(command_ids) c (used_id) WHERE (SELECT true FROM {schema}.outcomes o WHERE o.command_id = c.used_id))
    INTO before, holds
    FROM (
      SELECT s.number, s.low, s.high, s.brought + coalesce((SELECT e.revision FROM {schema}.events e WHERE e.stream = s.name ORDER BY e.revision DESC LIMIT 1), 0) AS at
      FROM unnest(streams, lowest, highest, earlier) WITH ORDINALITY s (name, low, high, brought, number)
    ) a;
  END IF;
  IF holds THEN
    INSERT INTO {schema}.events (position, revision, occurred_at, id, version, stream, type, correlation_id, causation_id, actor_name, actor_id, policy, data)
    SELECT last + e.number, before[e.owner] + e.place, e.time, e.id, e.version, streams[e.owner], e.type, e.correlation, e.causation, e.actor, e.actor_id, e.policy, e.data
    FROM unnest(owners, places, ids, types, versions, times, correlations, causations, actors, actor_ids, policies, data)
      WITH ORDINALITY e (owner, place, id, type, version, time, correlation, causation, actor, actor_id, policy, data, number);
    IF cardinality(array_remove(command_ids, NULL)) > 0 THEN
      INSERT INTO {schema}.outcomes (command_id, stream, fingerprint, first_position, last_position)
      SELECT command_ids[r], streams[coalesce(stream_ends[r - 1], 0) + 1], fingerprints[r], last + coalesce(event_ends[r - 1], 0) + 1, last + event_ends[r]
      FROM generate_series(1, cardinality(command_ids)) r
      WHERE command_ids[r] IS NOT NULL;
    END IF;
    kind := 'all';
    first_position := last + 1;
    revisions := before;
    RETURN NEXT;
    RETURN;
  END IF;

  FOR request IN 1 .. cardinality(command_ids) LOOP
    first_stream := last_stream + 1;
    last_stream := stream_ends[request];
    first_event := last_event + 1;
    last_event := event_ends[request];
    SELECT o.kind, o.stream, o.actual, o.first_position, o.revisions INTO kind, stream, actual, first_position, revisions
    FROM {schema}.weigh(command_ids[request], ids[first_event:last_event], streams[first_stream:last_stream], owners[first_event:last_event], lowest[first_stream:last_stream], highest[first_stream:last_stream], first_stream) o;
    IF kind = 'appended' AND command_ids[request] IS NOT NULL THEN
      -- The outcome goes first: one kept under this id by somebody who does not append holds no lock of ours, and where theirs came
      -- first, nothing may have been stored.
      INSERT INTO {schema}.outcomes (command_id, stream, fingerprint, first_position, last_position)
      VALUES (command_ids[request], streams[first_stream], fingerprints[request], last + 1, last + 1 + last_event - first_event)
      ON CONFLICT (command_id) DO NOTHING;
      IF NOT FOUND THEN
        kind := 'repeated';
      END IF;
    END IF;
    IF kind = 'appended' THEN
      INSERT INTO {schema}.events (position, revision, occurred_at, id, version, stream, type, correlation_id, causation_id, actor_name, actor_id, policy, data)
      SELECT last + 1 + n - first_event, revisions[owners[n] + 1 - first_stream] + places[n], times[n], ids[n], versions[n], streams[owners[n]], types[n], correlations[n], causations[n], actors[n], actor_ids[n], policies[n], data[n]
      FROM generate_series(first_event, last_event) n;
      first_position := last + 1;
      last := last + 1 + last_event - first_event;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;

-- What becomes of one request, as the log is now. Stores nothing.
CREATE FUNCTION {schema}.weigh(
  used_id text, ids uuid[], streams text[], owners integer[], lowest bigint[], highest bigint[], first_stream integer,
  OUT kind text, OUT stream integer, OUT actual bigint, OUT first_position bigint, OUT revisions bigint[]
) LANGUAGE plpgsql AS $$
DECLARE
  stored integer;
  as_asked boolean;
BEGIN
  IF used_id IS NOT NULL AND EXISTS (SELECT FROM {schema}.outcomes o WHERE o.command_id = used_id) THEN
    kind := 'repeated';
    RETURN;
  END IF;

  -- Just so: each in the stream it was meant for, in this order, and nothing in between, as one append stores them.
  SELECT count(*), coalesce(bool_and(e.stream = streams[a.owner + 1 - first_stream] AND e.position = f.position + a.number - 1), false), min(f.position)
  INTO stored, as_asked, first_position
  FROM unnest(ids, owners) WITH ORDINALITY a (id, owner, number)
  CROSS JOIN LATERAL (SELECT g.stream, g.position FROM {schema}.events g WHERE g.id = a.id LIMIT 1) e
  LEFT JOIN LATERAL (SELECT g.position FROM {schema}.events g WHERE g.id = ids[1] LIMIT 1) f ON true;
  IF stored > 0 AND stored = cardinality(ids) AND as_asked THEN
    kind := 'there';
    RETURN;
  END IF;

  revisions := '{}';
  FOR each IN 1 .. cardinality(streams) LOOP
    SELECT coalesce(max(e.revision), 0) INTO actual FROM {schema}.events e WHERE e.stream = streams[each];
    IF actual < lowest[each] OR actual > highest[each] THEN
      kind := 'conflict';
      stream := first_stream + each - 1;
      RETURN;
    END IF;
    revisions := revisions || actual;
  END LOOP;
  kind := CASE WHEN stored > 0 THEN 'taken' ELSE 'appended' END;
END
$$;
