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

/**
 * The rows a batch of events works on, read once and held until the end, when all that changed is written in two
 * statements: a batch that touches one row a hundred times writes it once. Nobody else can change them meanwhile,
 * because the transaction has the read model's checkpoint locked.
 */
export function createRowTransaction(run: Run, table: ReadModelTable, parts: SqlParts): { readonly rows: RowTransaction; readonly flush: () => Promise<void> } {
  const held = new Map<string, Held>();
  const hold = (key: Row, row: Row | undefined, changed: boolean): void => void held.set(keyText(table.definition, key), { key, row, changed });
  const rows: RowTransaction = {
    async get(wanted) {
      const key = checkedKey(table.definition, wanted);
      const known = held.get(keyText(table.definition, key));
      if (known !== undefined) return known.row;
      const row = await readRow(run, table, parts, key);
      hold(key, row, false);
      return row;
    },
    put: async (row) => {
      const stored = checkedRow(table.definition, row);
      hold(checkedKey(table.definition, stored), stored, true);
    },
    remove: async (key) => hold(checkedKey(table.definition, key), undefined, true),
  };
  const flush = async (): Promise<void> => {
    const changes = [...held.values()].filter(({ changed }) => changed);
    const gone = changes.flatMap(({ key, row }) => (row === undefined ? [key] : []));
    const put = changes.flatMap(({ row }) => (row === undefined ? [] : [row]));
    if (gone.length > 0) await run(statements.removeRows, [rowsAsJson(table.key, gone)], parts);
    if (put.length > 0) await run(statements.putRows, [rowsAsJson(table.columns, put)], parts);
  };
  return { rows, flush };
}

export async function readRow(run: Run, table: ReadModelTable, parts: SqlParts, key: Row): Promise<Row | undefined> {
  const { conditions, values } = atKey(table.key, key, 0);
  const { rows } = await run(statements.getRow, values, { ...parts, conditions });
  return rows[0] === undefined ? undefined : rowFromCells(table, rows[0]);
}
