-- Shortcuts into long histories: what an instance of an aggregate was after one of its events, one for each stream. Nothing here is needed to know
-- what happened: it may be deleted at any time. A snapshot whose last event is not in the log just so is not used.
CREATE TABLE {schema}.snapshots (
  stream      text        COLLATE "C" PRIMARY KEY,
  -- What folded the events. Another fold reads none of this.
  fold        text        NOT NULL,
  revision    bigint      NOT NULL CHECK (revision > 0),
  last_event  uuid        NOT NULL,
  occurred_at timestamptz NOT NULL,
  state       json        NOT NULL
);
