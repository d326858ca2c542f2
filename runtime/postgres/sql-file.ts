import { readFileSync } from 'node:fs';

/** Finished pieces of SQL by the names they have in a file's braces. */
export type SqlParts = { readonly [part: string]: string };

const files = new Map<string, string>();

/** The text of a `.sql` file in this folder, its `{parts}` put in. Values never come this way: they are `$1`, `$2`. */
export function sqlFile(path: string, parts: SqlParts): string {
  const text = files.get(path) ?? readFileSync(new URL(path, import.meta.url), 'utf8');
  files.set(path, text);
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`${path} wants {${name}}, and nobody gave it.`);
    return part;
  });
}
