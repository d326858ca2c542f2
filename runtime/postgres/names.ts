import { createHash } from 'node:crypto';

/** PostgreSQL cuts longer identifiers off without a word. */
const LONGEST_NAME_IN_BYTES = 63;

/** Any name as an identifier in SQL, whatever is in it. */
export function quoted(name: string): string {
  if (name === '' || name.includes('\u0000')) throw new RangeError(`${JSON.stringify(name)} cannot be a name in PostgreSQL.`);
  return `"${name.replaceAll('"', '""')}"`;
}

/** Any text as a literal in SQL. */
export function literal(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `accountNumber` and `Account overview` as people write them in SQL: `account_number`, `account_overview`. */
export function snakeCase(name: string): string {
  const words = name.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_').toLowerCase();
  return words.replace(/[^\p{L}\p{M}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
}

/** `base`, or where it is empty, too long or taken, one that is like it and only `name` has. */
export function uniqueName(name: string, base: string, taken: boolean): string {
  if (base !== '' && !taken && Buffer.byteLength(base) <= LONGEST_NAME_IN_BYTES) return base;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  let stem = base;
  while (Buffer.byteLength(`${stem}_${hash}`) > LONGEST_NAME_IN_BYTES) stem = [...stem].slice(0, -1).join('');
  return `${stem}_${hash}`;
}

/** A column name for each of `names`, no two the same: names that differ only in case or in their last letters too. */
export function columnNames(names: readonly string[]): ReadonlyMap<string, string> {
  const bases = names.map(snakeCase);
  return new Map(names.map((name, index) => {
    const base = bases[index] ?? '';
    return [name, uniqueName(name, base, bases.indexOf(base) !== bases.lastIndexOf(base))];
  }));
}
