import { createHash } from 'node:crypto';
import type { ColumnType } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import { checkedTable, layoutOf, tableFingerprint } from '../store/checked-row.ts';
import type { Row, TableDefinition } from '../store/read-model-store.ts';
import { columnNames, quoted } from './names.ts';
import { cellText, fromCell, toJsonCell } from './row-cell.ts';
import type { SqlParts } from './sql-file.ts';
import type { CellRow } from './statements.ts';

/** A column, and what it is called in the database. */
interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly optional: boolean;
  readonly sqlName: string;
}

/** A read model as a table: the same definition in the words of SQL. */
export interface ReadModelTable {
  readonly definition: TableDefinition;
  readonly columns: readonly Column[];
  readonly key: readonly Column[];
  /** Decides whether a table of its own is needed. */
  readonly fingerprint: string;
  /** The same for tables whose rows can be read in the same way. */
  readonly layout: string;
}

/** Goes up when tables of the same definition are laid out in another way. */
const LAYOUT = 1;

/** Stands for the key where there is a single row. No column of a model is called so: theirs begin with a letter or a digit. */
export const ONLY_ROW = '"_only_row"';

/** Of a text column only the beginning is indexed: an entry of an index has less room than a text. */
const INDEXED_CHARACTERS = 200;

export function readModelTable(definition: TableDefinition): ReadModelTable {
  checkedTable(definition);
  const sqlNames = columnNames(definition.columns.map(({ name }) => name));
  const columns = definition.columns.map((column) => ({ ...column, sqlName: quoted(sqlNames.get(column.name) ?? column.name) }));
  const hash = (text: string): string => createHash('sha256').update(JSON.stringify([LAYOUT, text])).digest('hex');
  const key = definition.key.flatMap((name) => columns.filter((column) => column.name === name));
  return { definition, columns, key, fingerprint: hash(tableFingerprint(definition)), layout: hash(layoutOf(definition)) };
}

const SQL_TYPES: { readonly [type in ColumnType]: string } = {
  text: 'text COLLATE "C"',
  boolean: 'boolean',
  bigint: 'bigint',
  numeric: 'numeric',
  date: 'date',
  timestamptz: 'timestamptz',
  interval: 'interval',
  uuid: 'uuid',
  json: 'json',
};

/** What the statements about a table have in their braces. */
export function tableParts({ columns, key }: ReadModelTable, table: string): SqlParts {
  const names = (of: readonly Column[]): string => of.map(({ sqlName }) => sqlName).join(', ');
  const single = key.length === 0;
  const definitions = columns.map((column) => `${column.sqlName} ${SQL_TYPES[column.type]}${column.optional ? '' : ' NOT NULL'}`);
  return {
    table,
    columns: names(columns),
    rowColumns: columns.map(({ sqlName }) => `row.${sqlName}`).join(', '),
    key: single ? ONLY_ROW : names(key),
    definitions: [...definitions, ...(single ? [`${ONLY_ROW} boolean NOT NULL DEFAULT true CHECK (${ONLY_ROW})`] : [])].join(', '),
    assignments: columns.map(({ sqlName }) => `${sqlName} = EXCLUDED.${sqlName}`).join(', '),
    sameKey: single ? 'true' : key.map(({ sqlName }) => `row.${sqlName} = gone.${sqlName}`).join(' AND '),
  };
}

/** What to index so that people find rows by these columns. Lists and records have no equality there. */
export function indexExpressions({ columns, definition }: ReadModelTable): readonly string[] {
  const wanted = columns.filter(({ name, type }) => definition.findBy.includes(name) && type !== 'json');
  return wanted.map(({ sqlName, type }) => (type === 'text' ? indexedText(sqlName) : sqlName));
}

/** Of a text what its index knows. */
export const indexedText = (text: string): string => `(left(${text}, ${INDEXED_CHARACTERS}))`;

/** Conditions, and the values of their `$n`, counted on from `offset`. */
export interface Conditions {
  readonly conditions: string;
  readonly values: readonly string[];
}

/** That columns have these values. All of it is checked; `true` when there are none. */
export function equalTo(columns: readonly Column[], wanted: { readonly [column: string]: Json }, offset: number): Conditions {
  const values: string[] = [];
  const conditions = columns.filter(({ name }) => Object.hasOwn(wanted, name)).map(({ name, type, sqlName }) => {
    const value = wanted[name] ?? null;
    if (value === null) return `${sqlName} IS NULL`;
    const parameter = `$${offset + values.push(cellText(type, value))}`;
    if (type === 'json') return `${sqlName}::text = ${parameter}`;
    // The first half is what the index knows.
    return type === 'text' ? `(${indexedText(sqlName)} = ${indexedText(parameter)} AND ${sqlName} = ${parameter})` : `${sqlName} = ${parameter}`;
  });
  return { conditions: ['true', ...conditions].join(' AND '), values };
}

/** That a row has exactly this key. */
export function atKey(key: readonly Column[], wanted: Row, offset: number): Conditions {
  const values = key.map(({ name, type }) => cellText(type, wanted[name] ?? null));
  return { conditions: ['true', ...key.map(({ sqlName }, index) => `${sqlName} = $${offset + index + 1}`)].join(' AND '), values };
}

export function rowFromCells({ columns }: ReadModelTable, cells: CellRow): Row {
  return Object.fromEntries(columns.map(({ name, type, sqlName }) => [name, fromCell(type, cells[unquoted(sqlName)] ?? null)]));
}

/** Rows, or keys, as JSON with the names of the database; what is not in `of` is left out. */
export function rowsAsJson(of: readonly Column[], rows: readonly Row[]): string {
  return `[${rows.map((row) => `{${of.map(({ name, type, sqlName }) => `${JSON.stringify(unquoted(sqlName))}:${toJsonCell(type, row[name] ?? null)}`).join(',')}}`).join(',')}]`;
}

/** Names of columns have no quotes in them. */
const unquoted = (sqlName: string): string => sqlName.slice(1, -1);
