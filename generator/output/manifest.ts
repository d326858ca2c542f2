import { createHash } from 'node:crypto';

/** Lies in every generated folder: our own files, and what they were when we wrote them. */
export const MANIFEST = '.stormwright.json';

/** SHA-256 of each file as written, by its path below the folder. */
export type Manifest = ReadonlyMap<string, string>;

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function manifestText(files: readonly { readonly path: string; readonly text: string }[]): string {
  const entries = [...files].sort((a, b) => (a.path < b.path ? -1 : 1)).map((file) => [file.path, fingerprint(file.text)]);
  return `${JSON.stringify({ files: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** An unreadable manifest counts as none: then nothing in the folder is known to be ours. */
export function readManifest(text: string | undefined): Manifest {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    const files = typeof parsed === 'object' && parsed !== null && 'files' in parsed ? parsed.files : undefined;
    if (typeof files !== 'object' || files === null) return new Map();
    return new Map(Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && staysBelow(entry[0])));
  } catch {
    return new Map();
  }
}

/** A manifest that somebody tampered with never makes us touch a file outside its folder. */
function staysBelow(path: string): boolean {
  return !path.startsWith('/') && !path.includes('\\') && !path.split('/').includes('..');
}
