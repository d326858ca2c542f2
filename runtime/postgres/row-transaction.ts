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
  const hold = async (key: Row, row: Row | undefined, changed: boolean): Promise<void> => {
    held.set(keyText(table.definition, key), { key, row, changed });
    if (held.size > MOST_HELD) await flush();
  };
  const rows: RowTransaction = {
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
      const rows = new Map(found.rows.map((cells) => rowFromCells(table, cells)).map((row) => [keyText(table.definition, row), row] as const));
      for (const [text, key] of missing) await hold(key, rows.get(text), false);
    },
    all: async function* () {
      await flush();
      await run(statements.openCursor, [], parts);
      for (;;) {
        const { rows: cells } = await run(statements.fetchRows, []);
        if (cells.length === 0) break;
        yield* cells.map((each) => rowFromCells(table, each));
      }
      await run(statements.closeCursor, []);
    },
    put: async (row) => {
      const stored = checkedRow(table.definition, row);
      await hold(checkedKey(table.definition, stored), stored, true);
    },
    remove: async (key) => hold(checkedKey(table.definition, key), undefined, true),
  };
  return { rows, flush };
}

async function write(run: Run, table: ReadModelTable, parts: SqlParts, changes: readonly Held[]): Promise<void> {
  const gone = changes.flatMap(({ key, row }) => (row === undefined ? [key] : []));
  const put = changes.flatMap(({ row }) => (row === undefined ? [] : [row]));
  if (gone.length > 0) await run(statements.removeRows, [rowsAsJson(table.key, gone)], parts);
  if (put.length > 0) await run(statements.putRows, [rowsAsJson(table.columns, put)], parts);
}

export async function readRow(run: Run, table: ReadModelTable, parts: SqlParts, key: Row): Promise<Row | undefined> {
  const { conditions, values } = atKey(table.key, key, 0);
  const { rows } = await run(statements.getRow, values, { ...parts, conditions });
  return rows[0] === undefined ? undefined : rowFromCells(table, rows[0]);
}
