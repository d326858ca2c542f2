import type { AnyEvent, EarlierVersion, Field, Model } from './model.ts';
import { typeInWords, type ValueType } from './value-type.ts';

/**
 * The shape in which a value is stored. Limits have no part in it, and names of types neither: what was stored is read
 * whatever its type is called today.
 */
export type Shape =
  | { readonly is: 'text' | 'yes or no' | 'whole number' | 'date' | 'date and time' | 'duration' | 'identifier' }
  | { readonly is: 'decimal'; readonly digits?: number }
  | { readonly 'one of': readonly string[] }
  | { readonly optional: Shape }
  | { readonly 'list of': Shape }
  | { readonly with: FieldShapes };

export interface FieldShapes {
  readonly [field: string]: Shape;
}

/** A field of an event as it was published: `type` is how the model wrote it, for people; `shape` is what counts. */
export interface PublishedField {
  readonly type: string;
  readonly shape: Shape;
}

export interface PublishedVersion {
  readonly [field: string]: PublishedField;
}

/** Everything that may lie in a store somewhere: by event, by version. */
export interface PublishedEvents {
  readonly [event: string]: { readonly [version: number]: PublishedVersion };
}

/** Every version of every event of the model, as it would be published today. */
export function publishedToday(model: Model): PublishedEvents {
  return Object.fromEntries(eventsOf(model).map((event) => [event.name, versionsOf(event)]));
}

export function eventsOf(model: Model): readonly AnyEvent[] {
  return [...model.aggregates.flatMap(({ events }) => events), ...model.externalSystems.flatMap(({ reports }) => reports)];
}

export function versionsOf(event: AnyEvent): { readonly [version: number]: PublishedVersion } {
  const earlier: readonly EarlierVersion[] = event.kind === 'event' ? event.earlier : [];
  const current = event.kind === 'event' ? event.version : 1;
  return Object.fromEntries([...earlier.map(({ version, fields }) => [version, fieldsOf(fields)] as const), [current, fieldsOf(event.fields)] as const]);
}

function fieldsOf(fields: readonly Field[]): PublishedVersion {
  return Object.fromEntries(fields.map((field) => [field.name, { type: typeInWords(field.type), shape: shapeOf(field.type) }]));
}

export function shapeOf(type: ValueType): Shape {
  switch (type.kind) {
    case 'optional':
      return { optional: shapeOf(type.of) };
    case 'list':
      return { 'list of': shapeOf(type.of) };
    case 'decimal':
      return { is: 'decimal', ...(type.digits === undefined ? {} : { digits: type.digits }) };
    case 'named':
      return namedShape(type.type);
    default:
      return { is: type.kind };
  }
}

function namedShape(type: Extract<ValueType, { kind: 'named' }>['type']): Shape {
  switch (type.kind) {
    case 'limited type':
      return shapeOf(type.base);
    case 'choice type':
      return { 'one of': type.members.map(({ name }) => name) };
    case 'record type':
      return { with: Object.fromEntries(type.fields.map((field) => [field.name, shapeOf(field.type)])) };
  }
}

/**
 * Whether what was stored in the shape `before` is read in the shape `now`: the same, but for members and digits that
 * have come in addition, and for a value that may now be missing.
 */
export function stillReads(now: Shape, before: Shape): boolean {
  if ('optional' in now) return stillReads(now.optional, 'optional' in before ? before.optional : before);
  if ('one of' in now) return 'one of' in before && before['one of'].every((member) => now['one of'].includes(member));
  if ('list of' in now) return 'list of' in before && stillReads(now['list of'], before['list of']);
  if ('with' in now) return 'with' in before && sameFields(now.with, before.with);
  if (!('is' in before) || now.is !== before.is) return false;
  return !('digits' in now) || now.digits === undefined || ('digits' in before && before.digits !== undefined && before.digits <= now.digits);
}

function sameFields(now: FieldShapes, before: FieldShapes): boolean {
  const names = Object.keys(now);
  return names.length === Object.keys(before).length && names.every((name) => {
    const [one, other] = [now[name], before[name]];
    return one !== undefined && other !== undefined && Object.hasOwn(before, name) && stillReads(one, other);
  });
}

export function versionStillReads(now: PublishedVersion, before: PublishedVersion): boolean {
  const shapes = (version: PublishedVersion): FieldShapes => Object.fromEntries(Object.entries(version).map(([name, { shape }]) => [name, shape]));
  return sameFields(shapes(now), shapes(before));
}
