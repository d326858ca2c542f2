import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { PlainData } from './plain-data.ts';

/** The part of the schema's language that our sentences need, besides what `ajv` understands by itself. */
export interface SchemaPart {
  readonly title?: string;
  readonly description?: string;
  readonly additionalProperties?: boolean | SchemaPart;
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
  /** The definition whose words and examples hold here. */
  readonly 'x-of'?: string;
}

export type ShapeError = ErrorObject;

let loaded: { readonly schema: SchemaPart; readonly model: ValidateFunction; readonly whole: ValidateFunction } | undefined;

/** Everything that is wrong with the shape of `data`, in the schema's order; with what only a design must have, or without. */
export function shapeErrors(data: PlainData, isDesign: boolean): readonly ShapeError[] {
  const { model, whole } = load();
  const errors = errorsOf(model, data);
  if (!isDesign) return errors;
  const places = new Set(errors.map(({ instancePath }) => instancePath));
  return [...errors, ...errorsOf(whole, data).filter(({ keyword, instancePath }) => keyword !== 'type' || !places.has(instancePath))];
}

function errorsOf(validate: ValidateFunction, data: PlainData): readonly ShapeError[] {
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
  ajv.addVocabulary(['x-called', 'x-wants', 'x-of']);
  ajv.addSchema(schema, 'model');
  loaded = { schema, model: ajv.compile({ $ref: 'model#/$defs/model' }), whole: ajv.compile({ $ref: 'model#/$defs/whole model' }) };
  return loaded;
}
