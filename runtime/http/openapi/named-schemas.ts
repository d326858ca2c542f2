import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../message/json.ts';
import { asciiWords, numbered } from './ascii-words.ts';

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
  const schemas = new Map<string, JsonSchema>();
  const keepAs = (words: string, schema: JsonSchema): JsonSchema => {
    const text = JSON.stringify(schema);
    const name = numbered(schemaName(words), (key) => schemas.has(key) && JSON.stringify(schemas.get(key)) !== text);
    schemas.set(name, schema);
    return { $ref: `#/components/schemas/${name}` };
  };
  const inline = (schema: JsonSchema): JsonSchema => withTypesNamed(schema, keepAs);
  return { inline, keep: (words, schema) => keepAs(words, inline(schema)), kept: () => Object.fromEntries(schemas) };
}

/** "Send thank-you email" is `SendThankYouEmail`. */
function schemaName(words: string): string {
  const name = asciiWords(words).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[A-Z]/.test(name) ? name : `Schema${name}`;
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
