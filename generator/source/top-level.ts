import type { SourceText } from '../diagnostics/span.ts';
import { includesOf, valueOf } from './node.ts';
import { parseSource } from './parse-source.ts';

/** Just enough of a file to know what part it plays in a project. */
export interface TopLevel {
  /** Whether it has the key `model`. True as well where nothing could be read, so that somebody is told why. */
  readonly isModel: boolean;
  /** As written, relative to the file. */
  readonly includes: readonly string[];
}

export function topLevel(source: SourceText): TopLevel {
  const { document } = parseSource(source);
  if (document?.kind !== 'map') return { isModel: true, includes: [] };
  return { isModel: valueOf(document, 'model') !== undefined, includes: includesOf(document).map(({ text }) => text.trim()) };
}
