import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject } from '../../runtime/message/json.ts';

export interface Operation {
  readonly operationId: string;
  readonly description?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonObject }[];
  readonly requestBody?: { readonly required: boolean; readonly content: { readonly 'application/json': { readonly schema: JsonObject } } };
  readonly responses: { readonly [status: string]: Response };
}

/** An answer, or a reference to one. */
export interface Response {
  readonly $ref?: string;
  readonly headers?: { readonly [name: string]: JsonObject };
  readonly content?: { readonly [type: string]: { readonly schema: JsonObject } };
}

/** What `/openapi.json` gives, as far as tests look at it. */
export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description?: string };
  readonly paths: { readonly [path: string]: { readonly get?: Operation; readonly post?: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: JsonObject }; readonly responses: { readonly [name: string]: Response } };
}

/** Validates with a schema of the document, references into it included. */
export function validatorFor({ components }: Document, schema: JsonObject): (value: unknown) => readonly unknown[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile({ ...schema, components });
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

export function answerSchema(document: Document, operation: Operation | undefined): (value: unknown) => readonly unknown[] {
  const schema = operation?.responses['200']?.content?.['application/json']?.schema;
  if (schema === undefined) throw new Error('There is no answer 200.');
  return validatorFor(document, schema);
}

/** The schema that a reference leads to. */
export function resolved({ components }: Document, schema: JsonObject): JsonObject {
  const name = /^#\/components\/schemas\/(.+)$/.exec(String(schema['$ref']))?.[1];
  return (name === undefined ? undefined : components.schemas[name]) ?? schema;
}
