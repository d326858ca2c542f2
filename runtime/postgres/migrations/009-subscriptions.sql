-- Who works on what. A row is a lease: its owner has it until then, by the clock of the database; token goes up with
-- every change of owner.
CREATE TABLE {schema}.leases (
  name  text        COLLATE "C" NOT NULL,
  owner text        COLLATE "C",
  token bigint      NOT NULL DEFAULT 0,
  until timestamptz NOT NULL DEFAULT '-infinity',
  CONSTRAINT leases_pkey PRIMARY KEY (name)
);

-- The workers that live, each until then. Those that want the same share it.
CREATE TABLE {schema}.workers (
  owner text        COLLATE "C" NOT NULL,
  wants text        COLLATE "C" NOT NULL,
  until timestamptz NOT NULL,
  CONSTRAINT workers_pkey PRIMARY KEY (owner)
);

-- One heartbeat of a worker: see LeaseStore. Gives all that it holds afterwards. Rows that another worker is taking at the
-- same moment are passed over, so no two wait for each other.
CREATE FUNCTION {schema}.hold_leases(me text, names text[], milliseconds bigint)
RETURNS TABLE (name text, token bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  right_now timestamptz := clock_timestamp();
  lasts interval := make_interval(secs => milliseconds::double precision / 1000);
  wanted text := encode(sha256(convert_to(array_to_string(ARRAY(SELECT unnest(names) ORDER BY 1), E'\n'), 'UTF8')), 'hex');
  share bigint;
  mine bigint;
BEGIN
  INSERT INTO {schema}.workers AS w (owner, wants, until) VALUES (me, wanted, right_now + lasts)
  ON CONFLICT (owner) DO UPDATE SET wants = EXCLUDED.wants, until = EXCLUDED.until;
  DELETE FROM {schema}.workers w WHERE w.until < right_now - interval '1 hour';
  INSERT INTO {schema}.leases (name) SELECT n FROM unnest(names) n
  WHERE NOT EXISTS (SELECT FROM {schema}.leases l WHERE l.name = n) ORDER BY n ON CONFLICT DO NOTHING;

  UPDATE {schema}.leases l SET until = right_now + lasts WHERE l.owner = me AND l.name = ANY (names);
  GET DIAGNOSTICS mine = ROW_COUNT;
  SELECT ceil(cardinality(names)::numeric / greatest(count(*), 1)) INTO share FROM {schema}.workers w WHERE w.wants = wanted AND w.until > right_now;

  UPDATE {schema}.leases l SET owner = NULL, until = right_now
  WHERE l.name IN (SELECT o.name FROM {schema}.leases o WHERE o.owner = me AND o.name = ANY (names) ORDER BY o.name OFFSET share);

  UPDATE {schema}.leases l SET owner = me, token = l.token + 1, until = right_now + lasts
  WHERE l.name IN (
    SELECT o.name FROM {schema}.leases o
    WHERE o.name = ANY (names) AND o.owner IS DISTINCT FROM me AND o.until <= right_now
    ORDER BY o.name LIMIT greatest(share - mine, 0) FOR UPDATE SKIP LOCKED);
  UPDATE {schema}.leases l SET owner = me, token = l.token + 1, until = right_now + lasts
  WHERE l.name IN (
    SELECT o.name FROM {schema}.leases o
    WHERE o.name = ANY (names) AND o.owner IS DISTINCT FROM me AND o.token > 0 AND o.until + lasts < right_now
    ORDER BY o.name FOR UPDATE SKIP LOCKED);

  RETURN QUERY SELECT l.name, l.token FROM {schema}.leases l WHERE l.owner = me AND l.name = ANY (names);
END
$$;

-- Checkpoints of everybody who follows the log: policies, share by share, and the tables of read models. What they
-- failed at last, and when it is tried again.
ALTER TABLE {schema}.checkpoints
  ADD COLUMN name             text COLLATE "C",
  ADD COLUMN failed_position  bigint,
  ADD COLUMN failed_attempts  integer,
  ADD COLUMN failed_error     text,
  ADD COLUMN next_attempt_at  timestamptz;
UPDATE {schema}.checkpoints SET name = subscription;
ALTER TABLE {schema}.checkpoints ALTER COLUMN name SET NOT NULL;

-- Every table that a read model has had and still has. Its checkpoint is called "<name> #<generation>".
ALTER TABLE {schema}.read_models
  ADD COLUMN generation integer     NOT NULL DEFAULT 1,
  ADD COLUMN state      text        NOT NULL DEFAULT 'serving' CHECK (state IN ('building', 'serving', 'retired')),
  ADD COLUMN layout     text,
  ADD COLUMN retired_at timestamptz;
ALTER TABLE {schema}.read_models
  DROP CONSTRAINT read_models_pkey,
  ADD CONSTRAINT read_models_pkey PRIMARY KEY (table_schema, name, generation);
INSERT INTO {schema}.checkpoints (subscription, name, position)
SELECT r.name || ' #1', r.name || ' #1', r.position FROM {schema}.read_models r
ON CONFLICT (subscription) DO NOTHING;
ALTER TABLE {schema}.read_models DROP COLUMN position;

-- Events that somebody could not handle, and those of the same key behind them.
CREATE TABLE {schema}.parked (
  subscription   text        COLLATE "C" NOT NULL,
  key            text        COLLATE "C" NOT NULL,
  position       bigint      NOT NULL,
  stream         text        COLLATE "C" NOT NULL,
  type           text        COLLATE "C" NOT NULL,
  state          text        NOT NULL CHECK (state IN ('parked', 'behind', 'wanted', 'skipped')),
  error          text,
  reason         text,
  waits_for      text        COLLATE "C",
  waits_for_key  text        COLLATE "C",
  parked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT parked_once UNIQUE (subscription, position, key)
);

CREATE INDEX parked_waiting ON {schema}.parked (subscription, position) WHERE state <> 'skipped';

-- What policies saw before they sent.
CREATE TABLE {schema}.sights (
  id   uuid NOT NULL,
  seen json NOT NULL,
  CONSTRAINT sights_pkey PRIMARY KEY (id)
);

-- Requests and timers that failed too often wait until somebody says what to do.
ALTER TABLE {schema}.requests
  ADD COLUMN state  text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'parked', 'skipped')),
  ADD COLUMN reason text;
UPDATE {schema}.requests SET state = 'delivered' WHERE delivered_at IS NOT NULL;
DROP INDEX {schema}.requests_due;
CREATE INDEX requests_due ON {schema}.requests (number) WHERE state = 'waiting';
CREATE INDEX requests_parked ON {schema}.requests (number) WHERE state = 'parked';

ALTER TABLE {schema}.timers
  DROP CONSTRAINT timers_state_check,
  ADD CONSTRAINT timers_state_check CHECK (state IN ('pending', 'done', 'called off', 'parked', 'skipped')),
  ADD COLUMN reason text;
CREATE INDEX timers_parked ON {schema}.timers (due_at, position) WHERE state = 'parked';
