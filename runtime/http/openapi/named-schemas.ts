import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../message/json.ts';
import { keptUnderNames } from './kept-under-names.ts';

/** The schemas that a document gives a name to, each once, under `#/components/schemas`. */
export interface NamedSchemas {
  /**
   * Keeps a schema under a name made of `words`, and refers to it. The types of the model in it (they have a title) are
   * kept under their own names. A name that another schema has already gets a number.
   */
  keep(words: string, schema: JsonSchema): JsonSchema;
  /** The schema itself, where only the types of the model in it are worth a name. */
  inline(schema: JsonSchema): JsonSchema;
  kept(): JsonObject;
}

export function namedSchemas(): NamedSchemas {
  const schemas = keptUnderNames();
  const keepAs = (words: string, schema: JsonSchema): JsonSchema => ({ $ref: `#/components/schemas/${schemas.keep(words, schema)}` });
  const inline = (schema: JsonSchema): JsonSchema => withTypesNamed(schema, keepAs);
  return { inline, keep: (words, schema) => keepAs(words, inline(schema)), kept: schemas.kept };
}

type Keep = (words: string, schema: JsonSchema) => JsonSchema;

function withTypesNamed(schema: JsonSchema, keep: Keep): JsonSchema {
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, namedWithin(keyword, value, keep)]));
}

function namedWithin(keyword: string, value: Json, keep: Keep): Json {
  switch (keyword) {
    case 'properties':
      return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([member, of]) => [member, named(of, keep)])) : value;
    case 'items':
      return named(value, keep);
    case 'anyOf':
      return Array.isArray(value) ? value.map((each: Json) => named(each, keep)) : value;
    default:
      return value;
  }
}

function named(schema: Json, keep: Keep): Json {
  if (!isJsonObject(schema)) return schema;
  const { title } = schema;
  const within = withTypesNamed(schema, keep);
  return typeof title === 'string' ? keep(title, within) : within;
}
