import process from 'node:process';

/** How a command of the store tells what it has found: a document for programs, or lines for people. */
export interface Telling {
  readonly json?: true;
}

/** Positions and lags are whole numbers of any size, and text in the document. */
export function print({ json }: Telling, document: unknown, lines: readonly string[]): void {
  const text = json === true ? JSON.stringify(document, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2) : lines.join('\n');
  process.stdout.write(`${text}\n`);
}

/** Columns as wide as their widest cell; those named in `numbers` are set to the right. */
export function inColumns(heads: readonly string[], rows: readonly (readonly string[])[], numbers: readonly string[] = []): readonly string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string => (numbers.includes(heads[column] ?? '') ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0));
  return all.map((row) => row.map(cell).join('  ').trimEnd());
}

/** `1 event`, `2 events` */
export function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** `1.5 s`, `3 min` */
export function duration(milliseconds: number): string {
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 60_000)} min`;
}

/** A word as a shell has to be given it. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
