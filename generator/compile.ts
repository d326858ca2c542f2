import { withoutAccepted } from './check/accepted.ts';
import { checkModel } from './check/check.ts';
import { checkSketch } from './check/run-rules.ts';
import { type AcceptedWarning, type Diagnostic, diagnose } from './diagnostics/diagnostic.ts';
import type { SourceText } from './diagnostics/span.ts';
import { emit, type EmittedFile } from './emit/emit.ts';
import { plan, planSketch } from './plan/plan.ts';
import { heldAgainstPublished } from './held-against-published.ts';
import { adaptersOf, type WantedAdapter } from './plan/adapters.ts';
import { functionsOf, type WantedFunction } from './plan/functions.ts';
import type { Level } from './resolve/sketch.ts';
import { type PublishedEvents, publishedToday } from './resolve/published.ts';
import type { FurtherFiles } from './source/source-files.ts';
import { specialisedSchema } from './schema/specialised-schema.ts';
import type { Timings } from './timings.ts';
import { understand } from './understand.ts';

/** What became of one model file. `files` is there only when nothing was wrong. */
export interface Compilation {
  readonly files: readonly EmittedFile[] | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Warnings that the model accepts, which are not among `diagnostics`. */
  readonly accepted?: readonly AcceptedWarning[];
  /** How far the storm has come; nothing where the model could not be read. */
  readonly level?: Level;
  /** What the model's functions want of developers. */
  readonly functions?: readonly WantedFunction[];
  /** Of each external system that is asked for something. */
  readonly adapters?: readonly WantedAdapter[];
  /** What has been published of it, and what there is to publish today; nothing where something is wrong. */
  readonly published?: { readonly before: PublishedEvents; readonly today: PublishedEvents };
}

const NO_FILES: FurtherFiles = { read: (path) => ({ source: undefined, diagnostics: [diagnose('file-not-found', { source: { path, text: '' }, start: 0, end: 0 }, { path })] }), paths: () => [] };

/** What lies beside a model. */
export interface Beside {
  /** The file of published events, where there is one. */
  readonly published?: SourceText;
  /** Where the files come from that a model includes; none can be where nothing is said. */
  readonly further?: FurtherFiles;
  /** Whether a developer has written a file, by its path from the project's folder. Nothing is written where nothing is said. */
  readonly isWritten?: (path: string) => boolean;
}

/** The phases, in order. Each is given what the one before it made, and reports everything it finds. */
export function compile(source: SourceText, modelName: string, timings: Timings, { published, further = NO_FILES, isWritten = () => false }: Beside = {}): Compilation {
  const { raw, resolved, diagnostics: misunderstood } = understand(source, further, timings);
  const checked = timings.measure('check', () => (resolved.model === undefined ? undefined : checkModel(resolved.model, resolved.isUnsure, misunderstood)));
  const held = timings.measure('published', () => heldAgainstPublished(resolved.model, published));
  const { sketch } = resolved;
  const asked = checked?.diagnostics ?? (sketch === undefined ? [] : checkSketch(sketch, misunderstood));
  const { diagnostics, accepted } = withoutAccepted(sketch, [...misunderstood, ...held.diagnostics, ...asked]);
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  const schema = timings.measure('editors', () => (raw === undefined ? [] : [{ path: `${modelName}.schema.json`, text: specialisedSchema(raw) }]));
  if (sketch !== undefined && sketch.level !== 'design') return { files: failed ? undefined : [...emit(planSketch(sketch)), ...schema], diagnostics, accepted, level: sketch.level };
  const sound = checked?.checked;
  if (sound === undefined || sketch === undefined || failed) return { files: undefined, diagnostics, accepted };
  const plans = timings.measure('plan', () => [...plan(sound, modelName, isWritten), ...planSketch(sketch)]);
  return { files: [...timings.measure('emit', () => emit(plans)), ...schema], diagnostics, accepted, level: 'design', adapters: adaptersOf(sound.model, isWritten), functions: functionsOf(sound.model, modelName, isWritten), published: { before: held.published, today: publishedToday(sound.model) } };
}
