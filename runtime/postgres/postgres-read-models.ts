import pg from 'pg';
import type { CheckpointMove } from '../store/checkpoint-store.ts';
import { checkedKey, checkedQuery, notPrepared } from '../store/checked-row.ts';
import { NotFilledYet, type ReadModelStore, type Row, type RowQuery, type RowTransaction, type TableDefinition, tableId } from '../store/read-model-store.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import type { Database, Run } from './database.ts';
import { moves } from './postgres-checkpoints.ts';
import { equalTo, readModelTable, type ReadModelTable, rowFromCells, tableParts } from './read-model-table.ts';
import { dropUnused, knownTable, knownTables, makeTable, rebuildTable, type RegisteredTable, shownTable, sqlNameOf } from './read-model-tables.ts';
import { behindRow, orderOf } from './row-order.ts';
import { collectRows, createRowTransaction, readRow } from './row-transaction.ts';
import type { SqlParts } from './sql-file.ts';
import { statements } from './statements.ts';

/** A definition, and the table it is read from, once there is one that may be shown. */
interface Prepared {
  readonly table: ReadModelTable;
  readonly shown: SqlParts | undefined;
  /** Those of the definition's own fingerprint, by generation. */
  readonly own: ReadonlyMap<number, SqlParts>;
}

interface Readable {
  readonly table: ReadModelTable;
  readonly parts: SqlParts;
}

/**
 * Read models as tables in the schema `tableSchema`; their checkpoints stand in the store's own. Who `onlyLooks` makes no
 * table, drops none, and fills none: where the definition has none of its own, `tables` gives the one that may be read for it.
 */
export function createPostgresReadModels(database: Database, tableSchema: string, onlyLooks = false): ReadModelStore {
  const prepared = new Map<string, Prepared>();
  const preparedAs = (name: string): Prepared => {
    const known = prepared.get(name);
    if (known === undefined) throw notPrepared(name);
    return known;
  };
  const look = async (definition: TableDefinition): Promise<readonly RegisteredTable[]> => {
    const table = readModelTable(definition);
    const known = await knownTables(database.run, tableSchema, definition.name);
    const shown = shownTable(known, table);
    const mine = known.filter(({ fingerprint, state, there }) => fingerprint === table.fingerprint && state !== 'retired' && there);
    const own = onlyLooks && mine.length === 0 && shown !== undefined ? [shown] : mine;
    const partsOf = ({ tableName }: RegisteredTable): SqlParts => tableParts(table, sqlNameOf(tableSchema, tableName));
    prepared.set(definition.name, { table, shown: shown && partsOf(shown), own: new Map(own.map((each) => [each.generation, partsOf(each)])) });
    return own;
  };
  /** What is read may have been dropped for another table a moment ago, and what could not be shown may have been filled. */
  const reading = async <T>(name: string, read: (from: Readable) => Promise<T>): Promise<T> => {
    const { table, shown } = preparedAs(name);
    if (shown !== undefined) {
      try {
        return await read({ table, parts: shown });
      } catch (error) {
        if (!(error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE)) throw error;
      }
    }
    await look(table.definition);
    const parts = preparedAs(name).shown;
    if (parts === undefined) throw new NotFilledYet(name);
    return read({ table, parts });
  };
  return {
    async prepare(definition) {
      if (!onlyLooks) await database.transaction((run) => makeTable(run, tableSchema, readModelTable(definition)));
      await look(definition);
    },
    async tables(name) {
      const { table } = preparedAs(name);
      if (!onlyLooks) await dropUnused(database, tableSchema, name);
      return (await look(table.definition)).map(knownTable);
    },
    async advance(of, move, work) {
      const { table, own } = preparedAs(of.name);
      const parts = own.get(of.generation);
      const serve = (run: Run): Promise<unknown> => run(statements.serveTable, [tableSchema, of.name, of.generation]);
      const whole = { ...move, subscription: tableId(of) };
      const moved = parts !== undefined && (move.serve === true ? await advance(database, whole, { table, parts }, work, serve) : await advanceAtOnce(database, whole, { table, parts }, work));
      if (moved && move.serve === true) await look(table.definition);
      return moved;
    },
    rebuild: (name) => database.transaction((run) => rebuildTable(run, tableSchema, name)),
    find: (name, key) => reading(name, ({ table, parts }) => readRow(database.run, table, parts, checkedKey(table.definition, key))),
    list: (name, query) => reading(name, (from) => listRows(database, from, query)),
    listTables: async () => (await knownTables(database.run, tableSchema, null)).map(knownTable),
  };
}

const UNDEFINED_TABLE = '42P01';

/** Checkpoint and rows in one statement, where that does: it saves a round trip for each that a transaction takes. */
async function advanceAtOnce(database: Database, move: CheckpointMove, readable: Readable, work: (rows: RowTransaction) => Promise<void>): Promise<boolean> {
  const { subscription, from, to, lease, park = [], settle = [] } = move;
  const { table, parts } = readable;
  if (park.length > 0 || settle.length > 0) return advance(database, move, readable, work);
  const collected = collectRows(database.run, table, parts);
  try {
    await work(collected.rows);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    // Too much for one statement; or it failed, which only counts where the checkpoint would have moved.
    return advance(database, move, readable, work);
  }
  const { gone, put } = collected.changes();
  const { rows } = await database.run(statements.advanceTable, [subscription, from, to, lease?.name ?? null, lease?.token ?? null, gone, put], parts);
  return rows.length > 0;
}

/** Checkpoint, rows and, when it has caught up, the change of tables, all or nothing. */
async function advance(database: Database, move: CheckpointMove, { table, parts }: Readable, work: (rows: RowTransaction) => Promise<void>, serve?: (run: Run) => Promise<unknown>): Promise<boolean> {
  return database.transaction(async (run, rollBack) => {
    if (!(await moves(run, move))) {
      rollBack();
      return false;
    }
    const { rows, flush } = createRowTransaction(run, table, parts);
    await work(rows);
    await flush();
    await serve?.(run);
    return true;
  });
}

async function listRows(database: Database, { table, parts }: Readable, query: RowQuery): Promise<readonly Row[]> {
  const { where, sort, after, limit } = checkedQuery(table.definition, query);
  const wanted = equalTo(table.columns, where, 1);
  const order = orderOf(table, sort);
  const found: Row[] = [];
  for (const behind of behindRow(table, sort, after, 1 + wanted.values.length)) {
    const conditions = `${wanted.conditions} AND ${behind.conditions}`;
    const { rows } = await database.run(statements.listRows, [limit - found.length, ...wanted.values, ...behind.values], { ...parts, conditions, order });
    found.push(...rows.map((row) => rowFromCells(table, row)));
    if (found.length === limit) break;
  }
  return found;
}
