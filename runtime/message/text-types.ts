import type { Branded } from './brand.ts';
import { type Codec, DecodeError } from './codec.ts';
import type { Json, JsonSchema } from './json.ts';

/** What a model may ask of a text type. Lengths count characters, `matches` is about the whole value. */
export interface TextLimits {
  readonly matches?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly example?: string;
}

/** A named text type: its codec, and how a checked value gets its brand. */
export interface TextType<T> extends Codec<T> {
  /** Takes `value` as one of this type. Its limits are judged where the command is. */
  of(value: string): T;
  /** `value` as one of this type; throws a sentence when it breaks a limit. */
  parse(value: string): T;
}

/** What neither PostgreSQL nor UTF-8 can hold: a NUL character, or half of a surrogate pair. */
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function decodeText(json: Json | undefined): string {
  if (typeof json !== 'string') throw new DecodeError('text');
  if (UNSTORABLE.test(json)) throw new DecodeError('text without a NUL character or half a character');
  return json;
}

/** Any text that can be stored. */
export const text: Codec<string> = {
  schema: { type: 'string' },
  column: 'text',
  description: 'text',
  decode: decodeText,
  encode: (value) => value,
  brokenLimit: () => undefined,
};

/** A text with limits, under a brand of its own. */
export function textType<T extends string>(name: string, limits: TextLimits = {}): TextType<T> {
  const pattern = limits.matches === undefined ? undefined : new RegExp(`^(?:${limits.matches})$`, 'u');
  const brokenLimit = (value: string, called: string): string | undefined => {
    const length = [...value].length;
    if (limits.minLength !== undefined && length < limits.minLength) return `${called} must have at least ${characters(limits.minLength)}`;
    if (limits.maxLength !== undefined && length > limits.maxLength) return `${called} must have at most ${characters(limits.maxLength)}`;
    if (pattern !== undefined && !pattern.test(value)) return `${called} must look like ${limits.example ?? limits.matches}`;
    return undefined;
  };
  const of = (value: string): T => value as T;
  return {
    schema: textSchema(name, limits),
    column: 'text',
    description: 'text',
    decode: (json) => of(decodeText(json)),
    encode: (value) => value,
    brokenLimit,
    of,
    parse: (value) => of(keepingLimits(value, brokenLimit(value, name))),
  };
}

function textSchema(name: string, limits: TextLimits): JsonSchema {
  return {
    type: 'string',
    title: name,
    ...(limits.matches === undefined ? {} : { pattern: `^(?:${limits.matches})$` }),
    ...(limits.minLength === undefined ? {} : { minLength: limits.minLength }),
    ...(limits.maxLength === undefined ? {} : { maxLength: limits.maxLength }),
    ...(limits.example === undefined ? {} : { examples: [limits.example] }),
  };
}

const characters = (count: number): string => `${count} ${count === 1 ? 'character' : 'characters'}`;

/** `value`, unless a limit is broken. */
export function keepingLimits<T>(value: T, broken: string | undefined): T {
  if (broken !== undefined) throw new RangeError(broken);
  return value;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A UUID, in lower case. */
export type Identifier = Branded<string, 'identifier'>;

/** A UUID under a brand of its own, where it has a name in the model. */
export function identifierType<T extends string>(name?: string): TextType<T> {
  const of = (value: string): T => value.toLowerCase() as T;
  const decode = (json: Json | undefined): T => {
    if (typeof json !== 'string' || !UUID.test(json.toLowerCase())) {
      throw new DecodeError('an identifier (a UUID), like "6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11"');
    }
    return of(json);
  };
  return {
    schema: { type: 'string', format: 'uuid', ...(name === undefined ? {} : { title: name }) },
    column: 'uuid',
    description: 'an identifier (a UUID)',
    decode,
    encode: (value) => value,
    brokenLimit: () => undefined,
    of,
    parse: decode,
  };
}

/** A UUID, in small letters. */
export const identifier: TextType<Identifier> = identifierType<Identifier>();

/** A type of which the model lists every value. */
export function oneOf<T extends string>(name: string, members: readonly T[]): Codec<T> {
  const description = `one of ${members.map((member) => `"${member}"`).join(', ')}`;
  return {
    schema: { type: 'string', title: name, enum: members },
    column: 'text',
    description,
    decode: (json) => {
      const member = members.find((each) => each === json);
      if (member === undefined) throw new DecodeError(description);
      return member;
    },
    encode: (value) => value,
    brokenLimit: () => undefined,
  };
}

/** `true` or `false`. */
export const yesOrNo: Codec<boolean> = {
  schema: { type: 'boolean' },
  column: 'boolean',
  description: 'true or false',
  decode: (json) => {
    if (typeof json !== 'boolean') throw new DecodeError('true or false');
    return json;
  },
  encode: (value) => value,
  brokenLimit: () => undefined,
};
