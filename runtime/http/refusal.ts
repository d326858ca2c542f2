import type { Codec } from '../message/codec.ts';
import { itemIn, recordIn } from '../message/composed-types.ts';
import type { Message } from '../message/message.ts';
import { capitalised } from '../message/words.ts';
import { pointerTo } from './input-error.ts';
import type { Problem } from './problem.ts';

/** A refusal, by its name in the model; where a limit of a field refuses, with a pointer to what breaks it. */
export function refusalOf({ type, data }: Message, codec: Codec<unknown>, refusal: string): Problem {
  const path = pathToLimit(codec, data, type, refusal);
  return { ...plainRefusal(type, refusal), ...(path === undefined || path.length === 0 ? {} : { errors: [{ detail: `${refusal}.`, pointer: pointerTo(path) }] }) };
}

/** The same of a rule, which points to nothing. */
export function plainRefusal(type: string, refusal: string): Problem {
  return { kind: 'Refused', title: refusal, detail: `"${type}" was refused: ${refusal}. Nothing happened.` };
}

type Path = readonly (string | number)[];

/** Leads to the innermost value that says `refusal`; nothing where none does. */
function pathToLimit(codec: Codec<unknown>, value: unknown, name: string, refusal: string): Path | undefined {
  if (value === undefined || value === null || codec.brokenLimit(value, name) !== refusal) return undefined;
  for (const part of partsOf(codec, value, name)) {
    const path = pathToLimit(part.codec, part.value, part.name, refusal);
    if (path !== undefined) return [part.step, ...path];
  }
  return [];
}

interface Part {
  readonly step: string | number;
  readonly codec: Codec<unknown>;
  readonly value: unknown;
  readonly name: string;
}

/** The fields of a record, the items of a list. */
function partsOf(codec: Codec<unknown>, value: unknown, name: string): readonly Part[] {
  const [record, item] = [recordIn(codec), itemIn(codec)];
  if (item !== undefined && Array.isArray(value)) return value.map((each: unknown, step) => ({ step, codec: item, value: each, name }));
  if (record === undefined || typeof value !== 'object' || value === null) return [];
  const members = new Map<string, unknown>(Object.entries(value));
  return Object.entries(record.fields).map(([step, of]) => ({ step, codec: of, value: members.get(step), name: capitalised(record.wordsOf(step)) }));
}
