-- What every connection of a store begins with; the proof in migrations/008-append-batch.sql counts on the first line.
SET default_transaction_isolation TO 'read committed';
SET timezone TO 'UTC';
SET datestyle TO 'ISO, YMD';
SET intervalstyle TO 'iso_8601';
SET search_path TO pg_catalog;
-- All statements of a store are served by an index. A plan that was kept from when a table was small must not read it from end to end
-- later, and the penalty for doing so must not make the server compile a plan.
SET enable_seqscan TO off;
SET jit TO off;
-- Whatever their values are, statements have one good plan; to plan an append anew costs more than to run it.
SET plan_cache_mode TO force_generic_plan;
