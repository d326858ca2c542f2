import type { JsonObject } from '../../message/json.ts';
import { asciiWords, numbered } from './ascii-words.ts';

/** Parts of a document, each once, under a name that programs can have for it. */
export interface KeptUnderNames {
  /** Keeps a part under a name made of `words`, and gives that name. The same part again is not kept twice; a name that another part has gets a number. */
  keep(words: string, part: JsonObject): string;
  kept(): JsonObject;
}

export function keptUnderNames(): KeptUnderNames {
  const parts = new Map<string, JsonObject>();
  return {
    keep: (words, part) => {
      const text = JSON.stringify(part);
      const name = numbered(partName(words), (key) => parts.has(key) && JSON.stringify(parts.get(key)) !== text);
      parts.set(name, part);
      return name;
    },
    kept: () => Object.fromEntries(parts),
  };
}

/** "Send thank-you email" is `SendThankYouEmail`. */
function partName(words: string): string {
  const name = asciiWords(words).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^[A-Z]/.test(name) ? name : `Part${name}`;
}
