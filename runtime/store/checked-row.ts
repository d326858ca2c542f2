import type { Json } from '../message/json.ts';
import type { Row, RowOrder, RowQuery, TableDefinition } from './read-model-store.ts';
import { comparable, compareValues, rowValue } from './row-value.ts';

/**
 * Rows and keys of a read model on their way into a store: every store takes and refuses the same ones. What is
 * refused is a bug of whoever projects, never of a user, and throws a sentence.
 */

type Column = TableDefinition['columns'][number];

/** A key entry of PostgreSQL's indexes has at most 2,704 bytes. */
const LONGEST_KEY_IN_BYTES = 2500;

/** Throws a sentence when no store could make such a table. */
export function checkedTable(table: TableDefinition): TableDefinition {
  for (const name of [...table.key, ...table.findBy]) column(table, name);
  for (const name of table.key) {
    if (column(table, name).type === 'json') throw new TypeError(`${label(table)}: "${name}" is a list or a record and cannot be part of the key.`);
  }
  return table;
}

/** The whole row, every column in its place: null where nothing is. */
export function checkedRow(table: TableDefinition, row: Row): Row {
  for (const name of Object.keys(row)) column(table, name);
  const stored = Object.fromEntries(table.columns.map((each) => [each.name, cell(table, each, Object.hasOwn(row, each.name) ? row[each.name] : undefined)]));
  checkedKey(table, stored);
  return stored;
}

/** The key's columns alone. Those of a whole row may stand beside them. */
export function checkedKey(table: TableDefinition, key: Row): Row {
  for (const name of Object.keys(key)) column(table, name);
  const values = table.key.map((name) => [name, cell(table, { ...column(table, name), optional: false }, Object.hasOwn(key, name) ? key[name] : undefined)] as const);
  const bytes = values.reduce((sum, [, value]) => sum + Buffer.byteLength(String(value)), 0);
  if (bytes > LONGEST_KEY_IN_BYTES) throw new RangeError(`${label(table)}: a key of ${bytes} bytes is too long; at most ${LONGEST_KEY_IN_BYTES} can be kept.`);
  return Object.fromEntries(values);
}

/** A query whose values have the form they have in rows. */
export function checkedQuery(table: TableDefinition, query: RowQuery): RowQuery {
  if (!Number.isSafeInteger(query.limit) || query.limit < 0) throw new RangeError(`${label(table)}: ${query.limit} rows cannot be listed.`);
  const where = Object.entries(query.where).map(([name, value]) => [name, cell(table, { ...column(table, name), optional: true }, value)] as const);
  const sort = query.sort === undefined ? undefined : checkedOrder(table, query.sort);
  const after = query.after === undefined ? undefined : { ...checkedKey(table, query.after), ...checkedPlace(table, sort, query.after) };
  return { where: Object.fromEntries(where), limit: query.limit, ...(sort === undefined ? {} : { sort }), ...(after === undefined ? {} : { after }) };
}

function checkedOrder(table: TableDefinition, order: RowOrder): RowOrder {
  if (column(table, order.column).type === 'json') throw new TypeError(`${label(table)}: "${order.column}" is a list or a record, and rows cannot be sorted by it.`);
  return order;
}

/** The value of the column that is sorted by. */
function checkedPlace(table: TableDefinition, sort: RowOrder | undefined, after: Row): Row {
  if (sort === undefined) return {};
  if (!Object.hasOwn(after, sort.column)) throw new TypeError(`${label(table)}: rows behind another one are wanted, sorted by "${sort.column}", and it does not say which "${sort.column}" that one has.`);
  return { [sort.column]: cell(table, { ...column(table, sort.column), optional: true }, after[sort.column]) };
}

/** Rows in the order of their keys. Both have been checked. */
export function compareKeys(table: TableDefinition, a: Row, b: Row): number {
  for (const name of table.key) {
    const order = compareValues(column(table, name).type, a[name] ?? null, b[name] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Rows in the order asked for. All of it has been checked. */
export function compareRows(table: TableDefinition, sort: RowOrder | undefined, a: Row, b: Row): number {
  if (sort === undefined) return compareKeys(table, a, b);
  const order = compareCells(column(table, sort.column).type, a[sort.column] ?? null, b[sort.column] ?? null) || compareKeys(table, a, b);
  return sort.descending ? -order : order;
}

/** Nothing comes behind everything else. */
function compareCells(type: Column['type'], a: Json, b: Json): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareValues(type, a, b);
}

/** The same text for equal keys: `1.50` and `1.5` are one key. The key has been checked. */
export function keyText(table: TableDefinition, key: Row): string {
  return JSON.stringify(table.key.map((name) => comparable(column(table, name).type, key[name] ?? null)));
}

/** Whether a row has all the values of `where`. Both have been checked. */
export function matches(table: TableDefinition, row: Row, where: RowQuery['where']): boolean {
  return Object.entries(where).every(([name, wanted]) => {
    const value = row[name] ?? null;
    if (value === null || wanted === null) return value === wanted;
    return compareValues(column(table, name).type, value, wanted) === 0;
  });
}

/** Changes with everything that decides what a table holds and how. */
export function tableFingerprint({ name, columns, key, findBy, fingerprint }: TableDefinition): string {
  return JSON.stringify([fingerprint, name, columns.map((each) => [each.name, each.type, each.optional]), key, findBy]);
}

/** Whether rows of the one can be read as rows of the other. */
export function sameColumns(one: TableDefinition, other: TableDefinition): boolean {
  return layoutOf(one) === layoutOf(other);
}

export const layoutOf = ({ columns, key }: TableDefinition): string => JSON.stringify([columns.map(({ name, type, optional }) => [name, type, optional]), key]);

export function notPrepared(table: string): Error {
  return new Error(`Read model "${table}" has no table yet: prepare it first.`);
}

const label = (table: TableDefinition): string => `Read model "${table.name}"`;

function column(table: TableDefinition, name: string): Column {
  const found = table.columns.find((each) => each.name === name);
  if (found === undefined) throw new TypeError(`${label(table)} has no column ${JSON.stringify(name)}; it has ${table.columns.map((each) => each.name).join(', ')}.`);
  return found;
}

function cell(table: TableDefinition, { name, type, optional }: Column, value: Json | undefined): Json {
  if (value !== undefined && value !== null) return rowValue(type, `${label(table)}: "${name}"`, value);
  if (!optional) throw new TypeError(`${label(table)}: "${name}" has no value, and it must have one.`);
  return null;
}
