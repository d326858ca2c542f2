-- How far policies have followed the log.
CREATE TABLE {schema}.checkpoints (
  subscription text   COLLATE "C" NOT NULL,
  position     bigint NOT NULL,
  CONSTRAINT checkpoints_pkey PRIMARY KEY (subscription)
);

-- The tables of read models, each in the schema of its application: what decides their contents, and how far they
-- have followed the log.
CREATE TABLE {schema}.read_models (
  table_schema text   COLLATE "C" NOT NULL,
  name         text   COLLATE "C" NOT NULL,
  table_name   text   COLLATE "C" NOT NULL,
  fingerprint  text   NOT NULL,
  position     bigint NOT NULL,
  CONSTRAINT read_models_pkey PRIMARY KEY (table_schema, name),
  CONSTRAINT read_models_table_key UNIQUE (table_schema, table_name)
);
