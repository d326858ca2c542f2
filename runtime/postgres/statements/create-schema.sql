-- Asked first: whoever may not make schemas is refused also where there is nothing to make.
DO $make$ BEGIN
  IF to_regnamespace($name${schema}$name$) IS NULL THEN CREATE SCHEMA IF NOT EXISTS {schema}; END IF;
END $make$
