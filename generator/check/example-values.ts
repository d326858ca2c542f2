import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import type { Data, Field, LimitedType, RecordType } from '../resolve/model.ts';
import type { Limits, ValueType } from '../resolve/value-type.ts';
import type { Literal, TypedValue } from './checked-model.ts';

/** What is wrong with an example value. */
export type ExampleMistake =
  | {
      readonly kind: 'not of the type';
      readonly wanted: string;
      /** The part of a list or a record that is wrong, where it is not the whole; and the field of a record that it is. */
      readonly at?: Data;
      readonly field?: string;
      /** A field that a record lacks. */
      readonly missing?: string;
    }
  | { readonly kind: 'breaks a limit'; readonly sentence: string };

/** Reads an example value as one of `field`'s type. `limitsMayBreak` where it is an example of what is refused. */
export function readExample(field: Field, data: Data, limitsMayBreak: boolean): Literal | ExampleMistake {
  return readAs(field.type, data, { called: capitalised(field.name), limitsMayBreak });
}

/** How a value is called in a sentence about its limits, and whether it may break them. */
interface Reading {
  readonly called: string;
  readonly limitsMayBreak: boolean;
}

export function isMistake(read: Literal | ExampleMistake): read is ExampleMistake {
  return read.kind === 'not of the type' || read.kind === 'breaks a limit';
}

function readAs(type: ValueType, data: Data, reading: Reading): Literal | ExampleMistake {
  if (type.kind === 'optional') return isNothing(data) ? { kind: 'nothing' } : readAs(type.of, data, reading);
  if (type.kind === 'named' && type.type.kind === 'limited type') return readLimited(type.type, type, data, reading);
  if (type.kind === 'list') return readList(type, type.of, data, reading);
  if (type.kind === 'named' && type.type.kind === 'record type') return readRecord(type, type.type, data, reading);
  if (data.kind !== 'scalar' || (isNothing(data) && type.kind !== 'text')) return { kind: 'not of the type', wanted: wanted(type) };
  const text = normalised(type, data.text.trim(), data.text);
  return text === undefined ? { kind: 'not of the type', wanted: wanted(type) } : { kind: 'literal', type, text, breaksLimit: false };
}

function readList(type: ValueType, of: ValueType, data: Data, reading: Reading): Literal | ExampleMistake {
  if (data.kind !== 'list') return { kind: 'not of the type', wanted: `a list, like [${EXAMPLES_OF_LISTS}]` };
  const items: Literal[] = [];
  for (const item of data.items) {
    const read = readAs(of, item, reading);
    if (isMistake(read)) return inside(read, item);
    items.push(read);
  }
  return { kind: 'list', type, items };
}

const EXAMPLES_OF_LISTS = 'first, second';

function readRecord(type: ValueType, record: RecordType, data: Data, { limitsMayBreak }: Reading): Literal | ExampleMistake {
  if (data.kind !== 'map') return { kind: 'not of the type', wanted: `a ${record.name}: { ${record.fields.map(({ name }) => `${name}: …`).join(', ')} }` };
  const unknown = data.entries.find((entry) => !record.fields.some((field) => field.name === entry.name));
  // Where a field of the record was not understood, that was said.
  if (unknown !== undefined && record.incomplete !== true) return { kind: 'not of the type', wanted: `a ${record.name}, which has ${record.fields.map(({ name }) => `"${name}"`).join(', ')} and no "${unknown.name}"`, at: data };
  const values: TypedValue[] = [];
  for (const field of record.fields) {
    const entry = data.entries.find((each) => each.name === field.name);
    if (entry === undefined && field.type.kind !== 'optional') return { kind: 'not of the type', wanted: `a whole ${record.name}`, at: data, missing: field.name };
    const read = entry === undefined ? { kind: 'nothing' as const } : readExample(field, entry.data, limitsMayBreak);
    if (isMistake(read)) return entry === undefined ? read : inside(read, entry.data, field.name);
    values.push({ field, value: read });
  }
  return { kind: 'record', type, values };
}

/** The innermost part is the one to be shown. */
function inside(mistake: ExampleMistake, part: Data, field?: string): ExampleMistake {
  if (mistake.kind === 'breaks a limit') return mistake;
  return { ...(field === undefined ? {} : { field }), ...mistake, at: mistake.at ?? part };
}

function readLimited(named: LimitedType, type: ValueType, data: Data, reading: Reading): Literal | ExampleMistake {
  const { called, limitsMayBreak } = reading;
  const read = readAs(named.base, data, reading);
  if (read.kind !== 'literal') return read;
  const broken = brokenLimit(named.base, named.limits, read.text, called);
  if (broken === undefined) return { ...read, type };
  return limitsMayBreak ? { ...read, type, breaksLimit: true } : { kind: 'breaks a limit', sentence: broken };
}

function isNothing(data: Data): boolean {
  return data.kind === 'scalar' && !data.quoted && (data.text === '' || data.text === 'null' || data.text === '~');
}

/** Months and years are of no certain length, so no duration of a field holds them. */
function lengthOfTime(text: string): Temporal.Duration {
  const value = Temporal.Duration.from(text);
  if (value.years !== 0 || value.months !== 0) throw new RangeError(text);
  return value;
}

/** The text in the form generated code writes; nothing when it is not of the type. */
function normalised(type: ValueType, text: string, untrimmed: string): string | undefined {
  switch (type.kind) {
    case 'text':
      return untrimmed;
    case 'yes or no':
      return { true: 'true', yes: 'true', false: 'false', no: 'false' }[text.toLowerCase()];
    case 'whole number':
      return /^-?[0-9]+$/.test(text) && Number.isSafeInteger(Number(text)) ? BigInt(text).toString() : undefined;
    case 'decimal':
      return isDecimal(text, type.digits) ? text : undefined;
    case 'date':
      return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? accepted(text, Temporal.PlainDate.from) : undefined;
    case 'date and time':
      return accepted(text, Temporal.Instant.from);
    case 'duration':
      return accepted(text, lengthOfTime);
    case 'identifier':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text.toLowerCase() : undefined;
    case 'named':
      return type.type.kind === 'choice type' ? type.type.members.find((member) => member.name === text)?.name : undefined;
    default:
      return undefined;
  }
}

function isDecimal(text: string, digits: number | undefined): boolean {
  const match = /^-?[0-9]+(?:\.([0-9]+))?$/.exec(text);
  return match !== null && (digits === undefined || (match[1] ?? '').length <= digits);
}

function accepted(text: string, read: (text: string) => unknown): string | undefined {
  try {
    read(text);
    return text;
  } catch {
    return undefined;
  }
}

/** The first limit that a value breaks, in the sentence the runtime says it with. */
export function brokenLimit(base: ValueType, limits: Limits, text: string, called: string): string | undefined {
  return limitChecks(limits, called).find(({ breaks }) => breaks(text, base))?.sentence;
}

/** Every sentence that a limit of the field's type can be refused with. */
export function limitSentences(field: Field): readonly string[] {
  return sentencesOf(field.type, capitalised(field.name));
}

/** Of a list, those of its items; of a record, those of its fields. */
function sentencesOf(type: ValueType, called: string): readonly string[] {
  if (type.kind === 'optional' || type.kind === 'list') return sentencesOf(type.of, called);
  if (type.kind !== 'named' || type.type.kind === 'choice type') return [];
  if (type.type.kind === 'record type') return type.type.fields.flatMap(limitSentences);
  return limitChecks(type.type.limits, called).map(({ sentence }) => sentence);
}

interface LimitCheck {
  readonly sentence: string;
  readonly breaks: (text: string, base: ValueType) => boolean;
}

/** The same limits, in the same order and words, as the runtime's text and number types. */
function limitChecks(limits: Limits, called: string): readonly LimitCheck[] {
  const bound = (value: string | undefined, words: string, breaks: (comparison: number) => boolean): readonly LimitCheck[] =>
    value === undefined ? [] : [{ sentence: `${called} must be ${words} ${value}`, breaks: (text) => breaks(new Decimal(text).comparedTo(value)) }];
  const length = (value: number | undefined, words: string, breaks: (length: number, value: number) => boolean): readonly LimitCheck[] =>
    value === undefined ? [] : [{ sentence: `${called} must have ${words} ${value} ${value === 1 ? 'character' : 'characters'}`, breaks: (text) => breaks([...text].length, value) }];
  const { matches } = limits;
  const pattern: readonly LimitCheck[] = matches === undefined ? [] : [{ sentence: `${called} must look like ${limits.example ?? matches}`, breaks: (text) => !new RegExp(`^(?:${matches})$`, 'u').test(text) }];
  return [
    ...bound(limits.atLeast, 'at least', (comparison) => comparison < 0),
    ...bound(limits.atMost, 'at most', (comparison) => comparison > 0),
    ...bound(limits.above, 'above', (comparison) => comparison <= 0),
    ...bound(limits.below, 'below', (comparison) => comparison >= 0),
    ...length(limits.minLength, 'at least', (actual, least) => actual < least),
    ...length(limits.maxLength, 'at most', (actual, most) => actual > most),
    ...pattern,
  ];
}

function capitalised(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** What would be right, with an example. */
function wanted(type: ValueType): string {
  switch (type.kind) {
    case 'text':
      return 'text';
    case 'yes or no':
      return '`true` or `false`';
    case 'whole number':
      return 'a whole number, like 3';
    case 'decimal':
      return type.digits === undefined ? 'a number, like 2.5' : `a number with at most ${type.digits} digits after the point, like ${new Decimal('20.05').toFixed(type.digits)}`;
    case 'date':
      return 'a date, like 2026-11-23';
    case 'date and time':
      return 'a date and time with its zone, like 2026-11-23T12:00:00Z';
    case 'duration':
      return 'a duration, like P2DT12H';
    case 'identifier':
      return 'an identifier (a UUID), like 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';
    case 'optional':
      return wanted(type.of);
    case 'list':
      return 'a list';
    case 'named':
      return type.type.kind === 'choice type' ? `one of ${type.type.members.map((member) => member.name).join(', ')}` : `a ${type.type.name}`;
  }
}
