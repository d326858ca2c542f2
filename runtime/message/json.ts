/** A value that JSON can carry. Decimals travel as strings, so no number in here ever loses a digit. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [member: string]: Json;
}

/** JSON Schema 2020-12, as OpenAPI 3.1 speaks it. */
export type JsonSchema = JsonObject;

export function isJsonObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
