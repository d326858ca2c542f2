-- Where an event was traced, so that whoever reacts to it goes on with the same trace: `traceparent` of W3C Trace Context. Null where nobody traced.
ALTER TABLE {schema}.events ADD COLUMN traceparent text;

-- Otherwise word for word as in migration 8, which says how positions are chosen and what comes in and out. A list that is too short counts as
-- filled up with nulls.
DROP FUNCTION {schema}.append(
  text[], text[], integer[], integer[], text[], bigint[], bigint[], bigint[],
  integer[], integer[], uuid[], text[], integer[], timestamptz[], text[], text[], text[], text[], text[], json[], boolean
);

CREATE FUNCTION {schema}.append(
  command_ids text[], fingerprints text[], stream_ends integer[], event_ends integer[],
  streams text[], lowest bigint[], highest bigint[], earlier bigint[],
  owners integer[], places integer[], ids uuid[], types text[], versions integer[], times timestamptz[],
  correlations text[], causations text[], actors text[], actor_ids text[], policies text[], data json[],
  one_by_one boolean,
  -- Where each event was traced, or nothing where none was. What an older process does not say is left out.
  traceparents text[] DEFAULT '{}'
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
    INSERT INTO {schema}.events (position, revision, occurred_at, id, version, stream, type, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data)
    SELECT last + e.number, before[e.owner] + e.place, e.time, e.id, e.version, streams[e.owner], e.type, e.correlation, e.causation, e.actor, e.actor_id, e.policy, e.traceparent, e.data
    FROM unnest(owners, places, ids, types, versions, times, correlations, causations, actors, actor_ids, policies, data, traceparents)
      WITH ORDINALITY e (owner, place, id, type, version, time, correlation, causation, actor, actor_id, policy, data, traceparent, number);
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
      INSERT INTO {schema}.events (position, revision, occurred_at, id, version, stream, type, correlation_id, causation_id, actor_name, actor_id, policy, traceparent, data)
      SELECT last + 1 + n - first_event, revisions[owners[n] + 1 - first_stream] + places[n], times[n], ids[n], versions[n], streams[owners[n]], types[n], correlations[n], causations[n], actors[n], actor_ids[n], policies[n], traceparents[n], data[n]
      FROM generate_series(first_event, last_event) n;
      first_position := last + 1;
      last := last + 1 + last_event - first_event;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
