import { checkedKey, checkedQuery, notPrepared } from '../store/checked-row.ts';
import type { ReadModelStore, TableDefinition } from '../store/read-model-store.ts';
import type { Database, Run } from './database.ts';
import { quoted, snakeCase, uniqueName } from './names.ts';
import { behindKey, equalTo, indexExpressions, readModelTable, type ReadModelTable, rowFromCells, tableParts } from './read-model-table.ts';
import { createRowTransaction, readRow } from './row-transaction.ts';
import type { SqlParts } from './sql-file.ts';
import { statements } from './statements.ts';

interface Prepared {
  readonly table: ReadModelTable;
  readonly parts: SqlParts;
}

/** Read models as tables in the schema `tableSchema`; their checkpoints stand in the store's own. */
export function createPostgresReadModels(database: Database, tableSchema: string): ReadModelStore {
  const tables = new Map<string, Prepared>();
  const prepared = (name: string): Prepared => {
    const table = tables.get(name);
    if (table === undefined) throw notPrepared(name);
    return table;
  };
  return {
    async prepare(definition) {
      const { checkpoint, ...table } = await database.transaction((run) => prepare(run, tableSchema, definition));
      tables.set(definition.name, table);
      return checkpoint;
    },
    async checkpoint(name) {
      const { rows } = await database.run(statements.tablePosition, [tableSchema, name]);
      return BigInt(rows[0]?.position ?? 0);
    },
    async advance(name, from, to, work) {
      const { table, parts } = prepared(name);
      return database.transaction(async (run, rollBack) => {
        const { count } = await run(statements.moveTable, [tableSchema, name, table.fingerprint, from, to]);
        if (count === 0) {
          rollBack();
          return false;
        }
        const { rows, flush } = createRowTransaction(run, table, parts);
        await work(rows);
        await flush();
        return true;
      });
    },
    async find(name, key) {
      const { table, parts } = prepared(name);
      return readRow(database.run, table, parts, checkedKey(table.definition, key));
    },
    async list(name, query) {
      const { table, parts } = prepared(name);
      const { where, after, limit } = checkedQuery(table.definition, query);
      const wanted = equalTo(table.columns, where, 1);
      const behind = behindKey(table.key, after, 1 + wanted.values.length);
      const conditions = `${wanted.conditions} AND ${behind.conditions}`;
      const { rows } = await database.run(statements.listRows, [limit, ...wanted.values, ...behind.values], { ...parts, conditions });
      return rows.map((row) => rowFromCells(table, row));
    },
  };
}

/** The table as it has to be: left as it is, or made anew and empty together with its checkpoint. */
async function prepare(run: Run, tableSchema: string, definition: TableDefinition): Promise<Prepared & { readonly checkpoint: bigint }> {
  await run(statements.lockSchema, []);
  const table = readModelTable(definition);
  const [known] = (await run(statements.findTable, [tableSchema, definition.name])).rows;
  const tableName = known?.table_name ?? (await freeTableName(run, tableSchema, definition.name));
  const parts = tableParts(table, `${quoted(tableSchema)}.${quoted(tableName)}`);
  if (known?.fingerprint === table.fingerprint && known.there === 't') return { table, parts, checkpoint: BigInt(known.position) };
  await run(statements.createSchema, [], { schema: quoted(tableSchema) });
  await run(statements.dropTable, [], parts);
  await run(statements.createTable, [], parts);
  for (const expression of indexExpressions(table)) await run(statements.createIndex, [], { ...parts, expression });
  await run(statements.registerTable, [tableSchema, definition.name, tableName, table.fingerprint]);
  return { table, parts, checkpoint: 0n };
}

async function freeTableName(run: Run, tableSchema: string, name: string): Promise<string> {
  const base = snakeCase(name);
  const { rows } = await run(statements.tableNameTaken, [tableSchema, base]);
  return uniqueName(name, base, rows.length > 0);
}
