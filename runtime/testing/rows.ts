import { type Actor, idOfActor } from '../message/message.ts';
import type { Assembly } from '../reaction/assembly.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import { alignInAnyOrder } from './alignment.ts';
import { linesOf, valuesDiffer, type Wording } from './difference.ts';
import { actualEntry, type Entry, expectedEntry, fits } from './entry.ts';
import type { WentWrong } from './failure.ts';
import { entryInWords, fieldInWords, fieldsInWords, valueInWords } from './in-words.ts';

/** More rows than a scenario has. */
const ALL = 100_000;

/** All rows; with `reader`, those that are visible to them. */
export async function rowsOf({ list }: Assembly, readModel: ReadModelDefinition, reader?: Actor | null): Promise<readonly Entry[]> {
  const rows = (await list(readModel.name, { where: {}, limit: ALL })).map((row) => readModel.row.decode(row));
  const seen = reader === undefined || reader === null ? rows : rows.filter((row) => readModel.visibleTo?.(row, { actor: reader.name, actorId: idOfActor(reader) }) ?? true);
  return seen.map((row) => actualEntry(readModel.name, readModel.row, row));
}

export function expectedRow(readModel: ReadModelDefinition, row: object): Entry {
  return expectedEntry(readModel.name, readModel.row, row);
}

export function rowWording(readModel: ReadModelDefinition): Wording {
  return {
    subject: (row) => [row.name, ...readModel.key.map((field) => valueInWords(row, field))].join(' '),
    missing: (row) => `${row.name} has no row ${fieldsInWords(row)}.`,
    unexpected: (row) => `${row.name} has a row ${fieldsInWords(row)}, which the scenario does not say.`,
    otherOrder: '',
  };
}

/** What is wrong with the one row that `expected` is about: found by the fields of its key, or the only one there is. */
export function rowDifference(readModel: ReadModelDefinition, expected: Entry, rows: readonly Entry[]): WentWrong | undefined {
  const key = { ...expected, fields: Object.fromEntries(Object.entries(expected.fields).filter(([field]) => readModel.key.includes(field))) };
  const found = rows.filter((row) => fits(key, row));
  const [row] = found;
  if (row === undefined) return { sentences: [noRow(readModel, key)], lines: [`- ${entryInWords(expected)}`, ...shown(rows)] };
  if (found.length > 1) return { sentences: [`${readModel.name} has ${found.length} rows that this could be: the scenario has to say which, by ${readModel.key.map((field) => fieldInWords(key, field)).join(' and ')}.`], lines: [`- ${entryInWords(expected)}`, ...shown(found)] };
  if (fits(expected, row)) return undefined;
  return { sentences: [valuesDiffer(rowWording(readModel).subject(row), expected, row)], lines: alignInAnyOrder([expected], [row]).flatMap(linesOf) };
}

function noRow(readModel: ReadModelDefinition, key: Entry): string {
  return Object.keys(key.fields).length === 0 ? `${readModel.name} has no row.` : `${readModel.name} has no row ${fieldsInWords(key)}.`;
}

function shown(rows: readonly Entry[]): readonly string[] {
  return rows.length === 0 ? ['+ no rows'] : rows.map((row) => `+ ${entryInWords(row)}`);
}
