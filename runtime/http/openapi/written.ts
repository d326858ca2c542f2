import { isJsonObject, type Json, type JsonSchema } from '../../message/json.ts';

/**
 * A schema of what the server writes. It writes every member, with null where nothing is, so that none is ever left out: in
 * what it reads, an optional one may be.
 */
export function written(schema: JsonSchema): JsonSchema {
  return Object.fromEntries([...Object.entries(schema).map(([keyword, value]) => [keyword, writtenWithin(keyword, value)] as const), ...allRequired(schema)]);
}

function writtenWithin(keyword: string, value: Json): Json {
  switch (keyword) {
    case 'properties':
      return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([member, of]) => [member, isJsonObject(of) ? written(of) : of])) : value;
    case 'items':
      return isJsonObject(value) ? written(value) : value;
    case 'anyOf':
      return isList(value) ? value.map((each) => (isJsonObject(each) ? written(each) : each)) : value;
    default:
      return value;
  }
}

function allRequired({ properties }: JsonSchema): readonly (readonly [string, Json])[] {
  return isJsonObject(properties) ? [['required', Object.keys(properties)]] : [];
}

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);
