import type { JsonObject } from '../../message/json.ts';

/** A text of the model, where there is one. */
export function described(text: string | undefined): JsonObject {
  return text === undefined ? {} : { description: text.trim() };
}
