import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { PlainData } from './plain-data.ts';

/** The part of the schema's language that our sentences need, besides what `ajv` understands by itself. */
export interface SchemaPart {
  readonly title?: string;
  readonly examples?: readonly PlainData[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly $defs?: Readonly<Record<string, SchemaPart>>;
  readonly anyOf?: readonly { readonly required?: readonly string[] }[];
  readonly oneOf?: readonly { readonly required?: readonly string[] }[];
  readonly $ref?: string;
  /** What it is, in a sentence: `a command`. */
  readonly 'x-called'?: string;
  /** What may stand there, in a sentence: `a name or a list of names`. */
  readonly 'x-wants'?: string;
  readonly 'x-not-supported-yet'?: boolean;
}

export type ShapeError = ErrorObject;

let loaded: { readonly schema: SchemaPart; readonly validate: ValidateFunction } | undefined;

/** Everything that is wrong with the shape of `data`, in the schema's order. */
export function shapeErrors(data: PlainData): readonly ShapeError[] {
  const { validate } = load();
  validate(data);
  return validate.errors ?? [];
}

export function modelSchema(): SchemaPart {
  return load().schema;
}

function load(): NonNullable<typeof loaded> {
  if (loaded !== undefined) return loaded;
  const file = new URL('../../model/event-storming.schema.json', import.meta.url);
  // The one place where the schema file's text gets its type; the shape tests hold the file against it.
  const schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaPart;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
  ajv.addVocabulary(['x-called', 'x-wants']);
  ajv.addKeyword({ keyword: 'x-not-supported-yet', schemaType: 'boolean', validate: () => false, errors: false });
  loaded = { schema, validate: ajv.compile(schema) };
  return loaded;
}
