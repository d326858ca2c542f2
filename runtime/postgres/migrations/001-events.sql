-- The log. A row is one event; nothing is ever changed or taken away.
-- "C" collations: names are compared by their bytes, whatever the locale of the database.

CREATE TABLE {schema}.events (
  position    bigint      NOT NULL,
  stream      text        COLLATE "C" NOT NULL,
  revision    bigint      NOT NULL CHECK (revision > 0),
  id          uuid        NOT NULL,
  type        text        COLLATE "C" NOT NULL,
  version     integer     NOT NULL,
  occurred_at timestamptz NOT NULL,
  -- json, not jsonb: it keeps the text, with the order of members and every digit.
  data        json        NOT NULL,
  metadata    json        NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (position),
  CONSTRAINT events_stream_key UNIQUE (stream, revision),
  CONSTRAINT events_id_key UNIQUE (id)
);

CREATE FUNCTION {schema}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Events never change: % on %.% is refused.', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME;
END
$$;

CREATE TRIGGER events_never_change
  BEFORE UPDATE OR DELETE OR TRUNCATE ON {schema}.events
  FOR EACH STATEMENT EXECUTE FUNCTION {schema}.refuse_change();
