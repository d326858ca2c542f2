import type { Row, RowOrder } from '../store/read-model-store.ts';
import { type Conditions, indexedText, ONLY_ROW, type ReadModelTable } from './read-model-table.ts';
import { cellText } from './row-cell.ts';

type Column = ReadModelTable['columns'][number];

/** What rows are put in order by, as SQL. */
export function orderOf(table: ReadModelTable, sort: RowOrder | undefined): string {
  const way = sort?.descending === true ? ' DESC' : '';
  const columns = [...sortedBy(table, sort), ...table.key].map(({ sqlName }) => sqlName);
  const expressions = columns.length === 0 ? [ONLY_ROW] : [...prefixOf(table, sort), ...columns];
  return expressions.map((expression) => `${expression}${way}`).join(', ');
}

/**
 * That rows come behind this one, in that order: those of the first condition, then those of the second, if there is one. PostgreSQL puts null
 * behind everything too, and has it first where it goes down; but no range of an index holds both what is greater and null.
 */
export function behindRow(table: ReadModelTable, sort: RowOrder | undefined, after: Row | undefined, offset: number): readonly Conditions[] {
  if (after === undefined) return [{ conditions: 'true', values: [] }];
  // Behind the only row there is nothing.
  if (table.key.length === 0) return [];
  const [column] = sortedBy(table, sort);
  const [way, down] = sort?.descending === true ? ['<', true] : ['>', false];
  if (column === undefined) return [compared(table.key, way, after, offset)];
  const [nothing, something] = [`${column.sqlName} IS NULL`, `${column.sqlName} IS NOT NULL`];
  if (after[column.name] === null) {
    const { conditions, values } = compared(table.key, way, after, offset);
    return [{ conditions: `${nothing} AND ${conditions}`, values }, ...(down ? [{ conditions: something, values: [] }] : [])];
  }
  const { conditions, values } = compared([column, ...table.key], way, after, offset);
  // What the index of a text knows is its beginning.
  const bound = prefixOf(table, sort).map((expression) => ` AND ${expression} ${way}= ${indexedText(`$${offset + 1}`)}`).join('');
  return [{ conditions: `${conditions}${bound}`, values }, ...(column.optional && !down ? [{ conditions: nothing, values: [] }] : [])];
}

function compared(columns: readonly Column[], way: string, after: Row, offset: number): Conditions {
  const values = columns.map(({ name, type }) => cellText(type, after[name] ?? null));
  return { conditions: `(${columns.map(({ sqlName }) => sqlName).join(', ')}) ${way} (${values.map((_, index) => `$${offset + index + 1}`).join(', ')})`, values };
}

function sortedBy({ columns }: ReadModelTable, sort: RowOrder | undefined): readonly Column[] {
  return columns.filter(({ name }) => name === sort?.column);
}

/**
 * A text that people search on has its beginning in an index, see `indexExpressions`. In order by their beginnings, and then by themselves,
 * texts are in the same order, and PostgreSQL sorts only those whose beginnings are the same.
 */
function prefixOf(table: ReadModelTable, sort: RowOrder | undefined): readonly string[] {
  const [first] = table.key;
  return sortedBy(table, sort)
    .filter(({ name, type }) => type === 'text' && table.definition.findBy.includes(name) && name !== first?.name)
    .map(({ sqlName }) => indexedText(sqlName));
}
