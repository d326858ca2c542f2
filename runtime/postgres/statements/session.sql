-- What every connection of a store begins with; the proof in migrations/002-append.sql counts on the first line.
SET default_transaction_isolation TO 'read committed';
SET timezone TO 'UTC';
SET datestyle TO 'ISO, YMD';
SET intervalstyle TO 'iso_8601';
SET search_path TO pg_catalog;
