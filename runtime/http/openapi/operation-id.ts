import { isJsonObject, type JsonObject } from '../../message/json.ts';
import { asciiWords, numbered } from './ascii-words.ts';

/** A name of the model as programs call it: "Send thank-you email" is `sendThankYouEmail`. */
export function operationId(...names: readonly string[]): string {
  const [first = '', ...rest] = names.flatMap(asciiWords).map((word) => word.toLowerCase());
  const id = first + rest.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[a-z]/.test(id) ? id : `operation${id}`;
}

/** Names that only differ in accents, or are written in other scripts, are told apart by a number. */
export function withUniqueOperationIds(paths: JsonObject): JsonObject {
  const taken = new Set<string>();
  const told = (operation: JsonObject): JsonObject => {
    const unique = numbered(String(operation['operationId']), (id) => taken.has(id));
    taken.add(unique);
    return { ...operation, operationId: unique };
  };
  const methods = (path: JsonObject): JsonObject => Object.fromEntries(Object.entries(path).map(([method, operation]) => [method, isJsonObject(operation) ? told(operation) : operation]));
  return Object.fromEntries(Object.entries(paths).map(([url, path]) => [url, isJsonObject(path) ? methods(path) : path]));
}
