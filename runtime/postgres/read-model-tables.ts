import type { KnownTable, TableOf, TableState } from '../store/read-model-store.ts';
import { tableId } from '../store/read-model-store.ts';
import type { Database, Run } from './database.ts';
import { quoted, snakeCase, uniqueName } from './names.ts';
import { indexExpressions, type ReadModelTable, tableParts } from './read-model-table.ts';
import { statements, type TableRow } from './statements.ts';

/** The tables that read models have: which there are, making them, and dropping what nobody uses any more. */
export interface RegisteredTable extends KnownTable {
  readonly tableName: string;
  readonly layout: string | null;
  /** Somebody may have dropped it. */
  readonly there: boolean;
}

export async function knownTables(run: Run, tableSchema: string, name: string | null): Promise<readonly RegisteredTable[]> {
  return (await run(statements.knownTables, [tableSchema, name])).rows.map(registeredFromRow);
}

/** Without what only the database has to know. */
export function knownTable({ name, generation, state, fingerprint }: RegisteredTable): KnownTable {
  return { name, generation, state, fingerprint };
}

/** The newest table that serves: of this very definition, or else one with the same columns. */
export function shownTable(known: readonly RegisteredTable[], { fingerprint, layout }: ReadModelTable): RegisteredTable | undefined {
  const serving = known.filter(({ state, there }) => state === 'serving' && there).toReversed();
  return serving.find((each) => each.fingerprint === fingerprint) ?? serving.find((each) => each.layout === layout);
}

export function sqlNameOf(tableSchema: string, tableName: string): string {
  return `${quoted(tableSchema)}.${quoted(tableName)}`;
}

/** Makes a table for a definition that has none. */
export async function makeTable(run: Run, tableSchema: string, table: ReadModelTable): Promise<void> {
  await run(statements.lockSchema, []);
  const { name } = table.definition;
  const known = await knownTables(run, tableSchema, name);
  const mine = known.filter(({ fingerprint, state }) => fingerprint === table.fingerprint && state !== 'retired');
  if (mine.some(({ there }) => there)) return;
  for (const { generation } of mine) await forget(run, tableSchema, { name, generation });
  const [head] = (await run(statements.head, [])).rows;
  const next = await register(run, tableSchema, name, known, table, head?.position === '0' ? 'serving' : 'building');
  const parts = tableParts(table, next);
  await run(statements.createTable, [], parts);
  for (const expression of indexExpressions(table)) await run(statements.createIndex, [], { ...parts, expression });
}

/** Makes another one like the newest that serves, unless one is being filled already. */
export async function rebuildTable(run: Run, tableSchema: string, name: string): Promise<TableOf | undefined> {
  await run(statements.lockSchema, []);
  const known = await knownTables(run, tableSchema, name);
  const serving = known.findLast(({ state, there }) => state === 'serving' && there);
  if (serving === undefined || known.some(({ state }) => state === 'building')) return undefined;
  const table = await register(run, tableSchema, name, known, serving, 'building');
  await run(statements.copyTable, [], { table, from: sqlNameOf(tableSchema, serving.tableName) });
  return { name, generation: generationBehind(known) };
}

/** Drops what was retired a while ago, and what an older definition has left behind. */
export async function dropUnused(database: Database, tableSchema: string, name: string): Promise<void> {
  const { rows } = await database.run(statements.unusedTables, [tableSchema, name]);
  for (const { generation, table_name: tableName } of rows) {
    await database.transaction(async (run) => {
      await run(statements.lockSchema, []);
      await run(statements.dropTable, [], { table: sqlNameOf(tableSchema, tableName) });
      await forget(run, tableSchema, { name, generation: Number(generation) });
    });
  }
}

/** Gives the new table's name in SQL. */
async function register(run: Run, tableSchema: string, name: string, known: readonly RegisteredTable[], { fingerprint, layout }: { readonly fingerprint: string; readonly layout: string | null }, state: TableState): Promise<string> {
  const generation = generationBehind(known);
  const tableName = await freeTableName(run, tableSchema, name, generation);
  await run(statements.createSchema, [], { schema: quoted(tableSchema) });
  await run(statements.dropTable, [], { table: sqlNameOf(tableSchema, tableName) });
  await run(statements.forgetShares, [tableId({ name, generation })]);
  await run(statements.registerTable, [tableSchema, name, generation, tableName, fingerprint, layout ?? '', state]);
  return sqlNameOf(tableSchema, tableName);
}

const generationBehind = (known: readonly RegisteredTable[]): number => 1 + Math.max(0, ...known.map(({ generation }) => generation));

async function forget(run: Run, tableSchema: string, table: TableOf): Promise<void> {
  await run(statements.forgetTable, [tableSchema, table.name, table.generation]);
  await run(statements.forgetShares, [tableId(table)]);
  await run(statements.forgetParked, [tableId(table)]);
  await run(statements.wantAllFollowers, [tableId(table)]);
}

/** The first table of a read model is called after it, and others carry their number. */
async function freeTableName(run: Run, tableSchema: string, name: string, generation: number): Promise<string> {
  const base = generation === 1 ? snakeCase(name) : `${snakeCase(name)}_${generation}`;
  const { rows } = await run(statements.tableNameTaken, [tableSchema, base]);
  return uniqueName(generation === 1 ? name : `${name} ${generation}`, base, rows.length > 0);
}

function registeredFromRow(row: TableRow): RegisteredTable {
  return {
    name: row.name,
    generation: Number(row.generation),
    state: row.state === 'building' || row.state === 'retired' ? row.state : 'serving',
    fingerprint: row.fingerprint,
    tableName: row.table_name,
    layout: row.layout,
    there: row.there === 't',
  };
}
