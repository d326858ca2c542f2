import type { PlainData } from '../schema/plain-data.ts';
import type { FieldShapes, PublishedEvents, PublishedField, PublishedVersion, Shape } from './published.ts';

/** What a file of published events says; `undefined` where nobody but a person can have written it so. */
export function readPublished(data: PlainData): PublishedEvents | undefined {
  return mapped(data, (versions) => mapped(versions, readVersion, (version) => /^[1-9][0-9]*$/.test(version)));
}

function readVersion(data: PlainData): PublishedVersion | undefined {
  return mapped(data, readField);
}

function readField(data: PlainData): PublishedField | undefined {
  const shape = readShape(data);
  const type = isMap(data) ? data['type'] : undefined;
  return shape === undefined || typeof type !== 'string' ? undefined : { type, shape };
}

const BASIC = ['text', 'yes or no', 'whole number', 'date', 'date and time', 'duration', 'identifier'] as const;

function readShape(data: PlainData | undefined): Shape | undefined {
  if (!isMap(data)) return undefined;
  if ('optional' in data) return within(readShape(data['optional']), (optional) => ({ optional }));
  if ('list of' in data) return within(readShape(data['list of']), (of) => ({ 'list of': of }));
  if ('with' in data) return within(mapped<Shape>(data['with'] ?? null, readShape), (fields: FieldShapes) => ({ with: fields }));
  if ('one of' in data) return readMembers(data['one of']);
  if (data['is'] === 'decimal') return readDecimal(data['digits']);
  const is = BASIC.find((each) => each === data['is']);
  return is === undefined ? undefined : { is };
}

function readMembers(data: PlainData | undefined): Shape | undefined {
  return isList(data) ? { 'one of': data.map(String) } : undefined;
}

function readDecimal(digits: PlainData | undefined): Shape | undefined {
  if (digits === undefined) return { is: 'decimal' };
  return typeof digits === 'number' && Number.isInteger(digits) && digits >= 0 ? { is: 'decimal', digits } : undefined;
}

function within<T, Made>(read: T | undefined, make: (read: T) => Made): Made | undefined {
  return read === undefined ? undefined : make(read);
}

/** Every member read; `undefined` when one of them can not be, or when there are no members to be had. */
function mapped<T>(data: PlainData, read: (member: PlainData) => T | undefined, isKey: (key: string) => boolean = () => true): { readonly [key: string]: T } | undefined {
  if (!isMap(data)) return undefined;
  const members: Record<string, T> = Object.create(null);
  for (const [key, value] of Object.entries(data)) {
    const member = read(value);
    if (member === undefined || !isKey(key)) return undefined;
    members[key] = member;
  }
  return members;
}

function isMap(data: PlainData | undefined): data is { readonly [key: string]: PlainData } {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isList(data: PlainData | undefined): data is readonly PlainData[] {
  return Array.isArray(data);
}
