import { type AcceptedWarning, withoutAccepted } from './check/accepted.ts';
import { checkModel } from './check/check.ts';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { SourceText } from './diagnostics/span.ts';
import { emit, type EmittedFile } from './emit/emit.ts';
import { plan, planSketch } from './plan/plan.ts';
import { misplacedLine, type MisplacedLine } from './misplaced-line.ts';
import { heldAgainstPublished } from './held-against-published.ts';
import type { Level } from './resolve/model.ts';
import { type PublishedEvents, publishedToday } from './resolve/published.ts';
import { resolveNames } from './resolve/resolve-names.ts';
import { checkShape } from './schema/check-shape.ts';
import { parseSource } from './source/parse-source.ts';
import type { Edit } from './source/repaired-text.ts';
import type { Timings } from './timings.ts';

/** What became of one model file. `files` is there only when nothing was wrong. */
export interface Compilation {
  readonly files: readonly EmittedFile[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** How far the storm has come; nothing where the model could not be read. */
  readonly level?: Level;
  /** What has been published of it, and what there is to publish today; nothing where something is wrong. */
  readonly published?: { readonly before: PublishedEvents; readonly today: PublishedEvents };
}

/**
 * The phases, in order. Each is given what the one before it made, and reports everything it finds. `publishedFile` is
 * the file of published events beside the model, where there is one.
 */
export function compile(source: SourceText, modelName: string, timings: Timings, publishedFile?: SourceText): Compilation {
  const parsed = timings.measure('source', () => parseSource(source));
  const shaped = timings.measure('schema', () => checkShape(parsed.document));
  const resolved = timings.measure('resolve', () => resolveNames(shaped.raw));
  const misplaced = misplacedLine(source, [...parsed.diagnostics, ...shaped.diagnostics, ...resolved.diagnostics], (edits) => mistakesWith(source, edits));
  if (misplaced !== undefined) return misread(source, misplaced);
  const checked = timings.measure('check', () => (resolved.model === undefined ? undefined : checkModel(resolved.model, resolved.isUnsure)));
  const held = timings.measure('published', () => heldAgainstPublished(resolved.model, publishedFile));
  const diagnostics = [...parsed.diagnostics, ...shaped.diagnostics, ...resolved.diagnostics, ...held.diagnostics, ...(checked?.diagnostics ?? [])];
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  const { sketch } = resolved;
  if (sketch !== undefined && sketch.level !== 'design') return { files: failed ? undefined : emit(planSketch(sketch)), diagnostics, level: sketch.level };
  const sound = checked?.checked;
  if (sound === undefined || sketch === undefined || failed) return { files: undefined, diagnostics };
  const plans = timings.measure('plan', () => [...plan(sound, modelName), ...planSketch(sketch)]);
  return { files: timings.measure('emit', () => emit(plans)), diagnostics, level: 'design', published: { before: held.published, today: publishedToday(sound.model) } };
}

/** How many errors the front of the compiler finds after some edits. */
function mistakesWith(source: SourceText, edits: readonly Edit[]): number {
  const parsed = parseSource(source, edits);
  const shaped = checkShape(parsed.document);
  const errors = [...parsed.diagnostics, ...shaped.diagnostics].filter(({ severity }) => severity === 'error').length;
  return errors > 0 ? errors : resolveNames(shaped.raw).diagnostics.length;
}

/** The line that stands wrong, and what is wrong besides when the file is read as it was meant. */
function misread(source: SourceText, { edits, diagnostic }: MisplacedLine): Compilation {
  const resolved = resolveNames(checkShape(parseSource(source, edits).document).raw);
  const checked = resolved.model === undefined ? undefined : checkModel(resolved.model, resolved.isUnsure);
  return { files: undefined, diagnostics: [diagnostic, ...resolved.diagnostics, ...(checked?.diagnostics ?? [])] };
}
