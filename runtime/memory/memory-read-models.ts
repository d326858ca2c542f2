import { checkedKey, checkedQuery, checkedRow, checkedTable, compareKeys, keyText, matches, notPrepared, tableFingerprint } from '../store/checked-row.ts';
import type { ReadModelStore, Row, RowTransaction, TableDefinition } from '../store/read-model-store.ts';

type Rows = ReadonlyMap<string, Row>;

/** A table's rows are never changed: a transaction makes a new map and puts it in place at its end. */
interface Table {
  readonly definition: TableDefinition;
  rows: Rows;
  checkpoint: bigint;
}

export function createMemoryReadModels(): ReadModelStore {
  const tables = new Map<string, Table>();
  const tableOf = (name: string): Table => {
    const table = tables.get(name);
    if (table === undefined) throw notPrepared(name);
    return table;
  };
  return {
    async prepare(definition) {
      checkedTable(definition);
      const before = tables.get(definition.name);
      if (before !== undefined && tableFingerprint(before.definition) === tableFingerprint(definition)) return before.checkpoint;
      tables.set(definition.name, { definition, rows: new Map(), checkpoint: 0n });
      return 0n;
    },
    checkpoint: async (name) => tables.get(name)?.checkpoint ?? 0n,
    async advance(name, from, to, work) {
      const table = tableOf(name);
      if (table.checkpoint !== from) return false;
      const { rows, transaction } = begin(table);
      await work(transaction);
      // Another worker may have been faster while this one waited, or the table may have been made anew.
      if (table.checkpoint !== from || tables.get(name) !== table) return false;
      table.rows = rows;
      table.checkpoint = to;
      return true;
    },
    async find(name, key) {
      const { definition, rows } = tableOf(name);
      return rows.get(keyText(definition, checkedKey(definition, key)));
    },
    async list(name, query) {
      const { definition, rows } = tableOf(name);
      const { where, after, limit } = checkedQuery(definition, query);
      const wanted = [...rows.values()].filter((row) => matches(definition, row, where) && (after === undefined || compareKeys(definition, row, after) > 0));
      return wanted.toSorted((a, b) => compareKeys(definition, a, b)).slice(0, limit);
    },
  };
}

/** What `work` does to a copy of the rows. */
function begin({ definition, rows: before }: Table): { readonly rows: Rows; readonly transaction: RowTransaction } {
  const rows = new Map(before);
  const transaction: RowTransaction = {
    all: async function* () {
      yield* [...rows.values()].toSorted((a, b) => compareKeys(definition, a, b));
    },
    get: async (key) => rows.get(keyText(definition, checkedKey(definition, key))),
    put: async (row) => {
      const stored = checkedRow(definition, row);
      rows.set(keyText(definition, stored), stored);
    },
    remove: async (key) => {
      rows.delete(keyText(definition, checkedKey(definition, key)));
    },
  };
  return { rows, transaction };
}
