import type { Codec } from '../message/codec.ts';
import type { Json } from '../message/json.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import type { Row, RowOrder, RowQuery } from '../store/read-model-store.ts';
import { readCursor } from './cursor.ts';
import { bad, type InputError, read, type Reading } from './input-error.ts';
import { didYouMean } from './nearest.ts';
import { readText } from './read-text.ts';

export const USUAL_LIMIT = 100;
export const HIGHEST_LIMIT = 1000;

/** The parameter that every answer about rows takes. Field names have no hyphen, so no filter is called that. */
export const WAIT_FOR = 'wait-for';
/** What asks for a part of a list, or for another order. */
export const PAGING: readonly string[] = ['sort', 'limit', 'after'];

/** A parameter that looks for a value in one field. */
export interface Filter {
  readonly parameter: string;
  readonly field: string;
  readonly codec: Codec<unknown>;
}

/** Lists and records have no form in a URL, so nobody can search for one there. */
export function filtersOf({ findBy, row }: ReadModelDefinition): readonly Filter[] {
  return findBy.flatMap((field) => {
    const codec = row.fields[field];
    if (codec === undefined || codec.column === 'json') return [];
    return [{ parameter: PAGING.includes(field) ? `${field}-is` : field, field, codec }];
  });
}

/** What a list may be sorted by: what people know its rows by and search them by, as far as it has an order. */
export function sortFieldsOf({ key, findBy, row }: ReadModelDefinition): readonly string[] {
  return [...new Set([...key, ...findBy])].filter((field) => (row.fields[field]?.column ?? 'json') !== 'json');
}

/** The query behind a list's URL: filters, in which order, how many rows, and where to go on. */
export function readListQuery(model: ReadModelDefinition, query: ReadonlyMap<string, string>): Reading<RowQuery> {
  const errors: InputError[] = [];
  const take = <T>(reading: Reading<T>, otherwise: T): T => {
    if (reading.kind === 'read') return reading.value;
    errors.push(...reading.errors);
    return otherwise;
  };
  const filters = filtersOf(model);
  errors.push(...unknownParameters(query, [...filters.map(({ parameter }) => parameter), ...PAGING, WAIT_FOR]));
  const where: [string, Json][] = [];
  for (const { parameter, field, codec } of filters) {
    const text = query.get(parameter);
    if (text !== undefined) where.push([field, take<Json>(readText(codec, text, parameter, model.row.wordsOf(field)), null)]);
  }
  const limit = take(readLimit(query.get('limit')), USUAL_LIMIT);
  const sort = take(readSort(model, query.get('sort')), undefined);
  const cursor = query.get('after');
  const after = cursor === undefined ? undefined : take<Row>(readCursor(model, sort, cursor), {});
  return errors.length > 0 ? bad(...errors) : read({ where: Object.fromEntries(where), limit, ...(sort === undefined ? {} : { sort }), ...(after === undefined ? {} : { after }) });
}

/** `balance` goes up, `-balance` goes down. */
function readSort(model: ReadModelDefinition, text: string | undefined): Reading<RowOrder | undefined> {
  if (text === undefined) return read(undefined);
  const descending = text.startsWith('-');
  const [column, fields] = [descending ? text.slice(1) : text, sortFieldsOf(model)];
  if (fields.includes(column)) return read({ column, descending });
  return bad({ detail: `${model.name} can not be sorted by ${JSON.stringify(text.slice(0, 60))}; ${didYouMean(column, fields)}${fields.length === 0 ? '' : ' A "-" before it turns the order around.'}`, parameter: 'sort' });
}

export function unknownParameters(query: ReadonlyMap<string, string>, known: readonly string[]): readonly InputError[] {
  return [...query.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => ({ detail: `There is no parameter ${JSON.stringify(name)}; ${didYouMean(name, known)}`, parameter: name }));
}

/** How many are wanted in one answer. */
export function readLimit(text: string | undefined): Reading<number> {
  if (text === undefined) return read(USUAL_LIMIT);
  const limit = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= HIGHEST_LIMIT) return read(limit);
  return bad({ detail: `"limit" must be a whole number from 1 to ${HIGHEST_LIMIT}; ${JSON.stringify(text.slice(0, 60))} was given.`, parameter: 'limit' });
}

/** A position to be passed before rows are shown, as an answer to a command names it. */
export function readWaitFor(query: ReadonlyMap<string, string>): Reading<bigint> {
  const text = query.get(WAIT_FOR) ?? '0';
  if (/^[0-9]{1,18}$/.test(text)) return read(BigInt(text));
  return bad({ detail: `"${WAIT_FOR}" must be a position, as the answer to a command gives it, like "12"; ${JSON.stringify(text.slice(0, 60))} was given.`, parameter: WAIT_FOR });
}
