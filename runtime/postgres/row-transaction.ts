import { checkedKey, checkedRow, keyText } from '../store/checked-row.ts';
import type { Row, RowTransaction } from '../store/read-model-store.ts';
import type { Run } from './database.ts';
import { atKey, type ReadModelTable, rowFromCells, rowsAsJson } from './read-model-table.ts';
import type { SqlParts } from './sql-file.ts';
import { statements } from './statements.ts';

interface Held {
  readonly key: Row;
  /** Undefined when there is no such row. */
  readonly row: Row | undefined;
  readonly changed: boolean;
}

/** More are written before the end, so that a change of every row does not hold them all in memory. */
const MOST_HELD = 5000;

/** What a batch does to its rows is too much for one statement, or needs to see all of them. */
export class NeedsTransaction extends Error {
  override readonly name = 'NeedsTransaction';
}

export interface RowChanges {
  readonly rows: RowTransaction;
  /** The keys that go and the rows that are put, as JSON. */
  changes(): { readonly gone: string; readonly put: string };
}

/**
 * The same without a transaction: what is read is read at once, and what changed is to be written by one statement that
 * also moves the checkpoint. If that statement moves it, nobody has moved it meanwhile, and so nobody has changed what was
 * read. Throws `NeedsTransaction` where that does not do.
 */
export function collectRows(run: Run, table: ReadModelTable, parts: SqlParts): RowChanges {
  const held = new Map<string, Held>();
  const needed = (): never => {
    throw new NeedsTransaction();
  };
  const rows = rowsIn(held, run, table, parts, needed);
  return {
    rows: { ...rows, all: needed },
    changes: () => {
      const { gone, put } = sortedOut([...held.values()].filter(({ changed }) => changed));
      return { gone: rowsAsJson(table.key, gone), put: rowsAsJson(table.columns, put) };
    },
  };
}

/**
 * The rows a batch of events works on, read once and held until the end, when all that changed is written in two
 * statements: a batch that touches one row a hundred times writes it once. Nobody else can change them meanwhile,
 * because the transaction has the read model's checkpoint locked.
 */
export function createRowTransaction(run: Run, table: ReadModelTable, parts: SqlParts): { readonly rows: RowTransaction; readonly flush: () => Promise<void> } {
  const held = new Map<string, Held>();
  const flush = async (): Promise<void> => {
    await write(run, table, parts, [...held.values()].filter(({ changed }) => changed));
    held.clear();
  };
  const rows = rowsIn(held, run, table, parts, flush);
  return { rows: { ...rows, all: () => allRows(run, table, parts, flush) }, flush };
}

async function* allRows(run: Run, table: ReadModelTable, parts: SqlParts, flush: () => Promise<void>): AsyncIterable<Row> {
  await flush();
  await run(statements.openCursor, [], parts);
  for (;;) {
    const { rows: cells } = await run(statements.fetchRows, []);
    if (cells.length === 0) break;
    yield* cells.map((each) => rowFromCells(table, each));
  }
  await run(statements.closeCursor, []);
}

/** Reads into `held` and changes there; `full` is called when that gets too much. */
function rowsIn(held: Map<string, Held>, run: Run, table: ReadModelTable, parts: SqlParts, full: () => Promise<void>): Omit<RowTransaction, 'all'> {
  const hold = async (key: Row, row: Row | undefined, changed: boolean): Promise<void> => {
    held.set(keyText(table.definition, key), { key, row, changed });
    if (held.size > MOST_HELD) await full();
  };
  return {
    async get(wanted) {
      const key = checkedKey(table.definition, wanted);
      const known = held.get(keyText(table.definition, key));
      if (known !== undefined) return known.row;
      const row = await readRow(run, table, parts, key);
      await hold(key, row, false);
      return row;
    },
    async fetch(wanted) {
      const missing = new Map(wanted.map((each) => checkedKey(table.definition, each)).map((key) => [keyText(table.definition, key), key] as const).filter(([text]) => !held.has(text)));
      if (missing.size < 2 || table.key.length === 0) return;
      const found = await run(statements.fetchKeys, [rowsAsJson(table.key, [...missing.values()])], parts);
      const there = new Map(found.rows.map((cells) => rowFromCells(table, cells)).map((row) => [keyText(table.definition, row), row] as const));
      for (const [text, key] of missing) await hold(key, there.get(text), false);
    },
    put: async (row) => {
      const stored = checkedRow(table.definition, row);
      await hold(checkedKey(table.definition, stored), stored, true);
    },
    remove: async (key) => hold(checkedKey(table.definition, key), undefined, true),
  };
}

function sortedOut(changes: readonly Held[]): { readonly gone: readonly Row[]; readonly put: readonly Row[] } {
  return { gone: changes.flatMap(({ key, row }) => (row === undefined ? [key] : [])), put: changes.flatMap(({ row }) => (row === undefined ? [] : [row])) };
}

async function write(run: Run, table: ReadModelTable, parts: SqlParts, changes: readonly Held[]): Promise<void> {
  const { gone, put } = sortedOut(changes);
  if (gone.length > 0) await run(statements.removeRows, [rowsAsJson(table.key, gone)], parts);
  if (put.length > 0) await run(statements.putRows, [rowsAsJson(table.columns, put)], parts);
}

export async function readRow(run: Run, table: ReadModelTable, parts: SqlParts, key: Row): Promise<Row | undefined> {
  const { conditions, values } = atKey(table.key, key, 0);
  const { rows } = await run(statements.getRow, values, { ...parts, conditions });
  return rows[0] === undefined ? undefined : rowFromCells(table, rows[0]);
}
