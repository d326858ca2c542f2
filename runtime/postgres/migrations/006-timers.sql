-- Reactions that were put off, each until its time has come. What is done or was called off stays: a policy that meets
-- the event again must not set the timer again.
CREATE TABLE {schema}.timers (
  id              uuid        NOT NULL,
  policy          text        COLLATE "C" NOT NULL,
  event_type      text        COLLATE "C" NOT NULL,
  stream          text        COLLATE "C" NOT NULL,
  revision        bigint      NOT NULL,
  position        bigint      NOT NULL,
  due_at          timestamptz NOT NULL,
  state           text        NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'called off')),
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
  last_error      text,
  CONSTRAINT timers_pkey PRIMARY KEY (id)
);

CREATE INDEX timers_due ON {schema}.timers (policy, due_at, position) WHERE state = 'pending';
CREATE INDEX timers_of_stream ON {schema}.timers (policy, stream) WHERE state = 'pending';

-- When the clock last struck for each policy that acts at fixed times.
CREATE TABLE {schema}.strokes (
  policy    text        COLLATE "C" NOT NULL,
  struck_at timestamptz NOT NULL,
  CONSTRAINT strokes_pkey PRIMARY KEY (policy)
);
