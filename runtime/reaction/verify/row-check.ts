import type { Json } from '../../message/json.ts';
import { checkedRow } from '../../store/checked-row.ts';
import type { ReadModelStore, Row, TableDefinition } from '../../store/read-model-store.ts';
import type { ExpectedRows } from './expected-rows.ts';
import type { Notebook } from './finding.ts';

const ROWS_AT_ONCE = 1000;

/** Every row of a read model is what the log folds to, none is missing, and none too many. How many rows the store has. */
export async function rowCheck(expected: ExpectedRows, table: TableDefinition, store: ReadModelStore, notes: Pick<Notebook, 'note'>): Promise<number> {
  const wanted = new Map([...expected.rows().values()].map((row) => inForm(table, row)));
  let rows = 0;
  for await (const stored of allRows(table, store)) {
    rows += 1;
    const [key, row] = inForm(table, stored);
    const should = wanted.get(key);
    wanted.delete(key);
    if (should === undefined) notes.note('row', placeOf(table, key), `The row is there, and nothing in the log leads to it: ${row}.`);
    else if (should !== row) notes.note('row', placeOf(table, key), `The row is ${row}, and the log folds to ${should}.`);
  }
  for (const [key, row] of wanted) notes.note('row', placeOf(table, key), `There is no such row, and the log folds to ${row}.`);
  return rows;
}

async function* allRows({ name, key }: TableDefinition, store: ReadModelStore): AsyncIterable<Row> {
  let after: Row | undefined;
  for (;;) {
    const page: readonly Row[] = await store.list(name, { where: {}, limit: ROWS_AT_ONCE, ...(after === undefined ? {} : { after }) });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < ROWS_AT_ONCE) return;
    after = Object.fromEntries(key.map((field) => [field, last[field] ?? null]));
  }
}

/** Its key and the whole row as text, the same for the same values. */
function inForm(table: TableDefinition, row: Row): readonly [key: string, row: string] {
  const checked = checkedRow(table, row);
  return [JSON.stringify(table.key.map((field) => checked[field] ?? null)), JSON.stringify(ordered(checked))];
}

/** Members in one order: what a database keeps as JSON may come back in another. */
function ordered(json: Json): Json {
  if (typeof json !== 'object' || json === null) return json;
  if (isList(json)) return json.map(ordered);
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, ordered(value)]));
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

const placeOf = ({ name }: TableDefinition, key: string): string => (key === '[]' ? `read model ${name}` : `read model ${name}, ${key}`);
