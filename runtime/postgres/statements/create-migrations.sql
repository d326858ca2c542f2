CREATE TABLE IF NOT EXISTS {schema}.migrations (
  number     integer     NOT NULL,
  name       text        NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT migrations_pkey PRIMARY KEY (number)
)
