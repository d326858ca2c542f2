import { type Diagnostic, diagnose } from './diagnostics/diagnostic.ts';
import type { SourceText } from './diagnostics/span.ts';
import { checkPublished } from './resolve/check-published.ts';
import type { Model } from './resolve/model.ts';
import type { PublishedEvents } from './resolve/published.ts';
import { readPublished } from './resolve/read-published.ts';
import { plainData } from './schema/plain-data.ts';
import { parseSource } from './source/parse-source.ts';

export interface HeldAgainstPublished {
  /** What the file says; nothing where there is none, or it can not be read. */
  readonly published: PublishedEvents;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the file of published events beside a model, and holds the model against it. */
export function heldAgainstPublished(model: Model | undefined, file: SourceText | undefined): HeldAgainstPublished {
  if (file === undefined) return { published: {}, diagnostics: [] };
  const { document, diagnostics } = parseSource(file);
  const published = document === undefined || diagnostics.length > 0 ? undefined : readPublished(plainData(document));
  if (published === undefined) return { published: {}, diagnostics: [diagnose('published-unreadable', { source: file, start: 0, end: 0 }, {})] };
  const found: Diagnostic[] = [];
  if (model !== undefined) checkPublished(model, published, (diagnostic) => found.push(diagnostic));
  return { published, diagnostics: found };
}
