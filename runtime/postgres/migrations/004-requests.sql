-- What external systems are still to be told, and what they were told.
CREATE TABLE {schema}.requests (
  number          bigint      GENERATED ALWAYS AS IDENTITY,
  id              uuid        NOT NULL,
  system          text        NOT NULL,
  type            text        NOT NULL,
  data            json        NOT NULL,
  metadata        json        NOT NULL,
  requested_at    timestamptz NOT NULL,
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL DEFAULT '-infinity',
  delivered_at    timestamptz,
  last_error      text,
  CONSTRAINT requests_pkey PRIMARY KEY (number),
  CONSTRAINT requests_id_key UNIQUE (id)
);

CREATE INDEX requests_due ON {schema}.requests (number) WHERE delivered_at IS NULL;
