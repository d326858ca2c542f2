import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { writtenAt } from './diagnostics/fix.ts';
import type { SourceText } from './diagnostics/span.ts';
import { misplacedLine } from './misplaced-line.ts';
import { type ResolvedNames, resolveNames } from './resolve/resolve-names.ts';
import type { RawModel } from './schema/raw-model.ts';
import { checkFiles } from './schema/check-files.ts';
import { type FurtherFiles, readFiles, type SourceFile, withEditedFile } from './source/source-files.ts';
import type { Timings } from './timings.ts';

/** What the front of the compiler makes of a model and its parts. */
export interface Understood {
  /** `undefined` where nothing could be read. */
  readonly raw: RawModel | undefined;
  readonly resolved: ResolvedNames;
  readonly diagnostics: readonly Diagnostic[];
}

const UNTIMED: Timings['measure'] = (_, work) => work();

/**
 * Source, shape and names. Where one line of a file stands at a wrong depth, and everything else is only its consequence,
 * the file is read as it was meant.
 */
export function understand(model: SourceText, further: FurtherFiles, timings: Timings): Understood {
  const { files, diagnostics, complete } = timings.measure('source', () => readFiles(model, further));
  if (!complete) return { raw: undefined, resolved: resolveNames(undefined), diagnostics: inOrderOf(files, [...diagnostics, ...files.flatMap((file) => file.diagnostics), ...checkFiles(files).diagnostics]) };
  let meant = files;
  let found = lookAt(files, (phase, work) => timings.measure(phase, work));
  const moved: Diagnostic[] = [];
  for (const { source } of files) {
    const line = misplacedLine(source, found.diagnostics.filter(({ span }) => span.source === source), (edits) => mistakesIn(source, withEditedFile(meant, source, edits)));
    if (line === undefined) continue;
    moved.push(line.diagnostic);
    meant = withEditedFile(meant, source, line.edits);
    found = lookAt(meant, UNTIMED);
  }
  return { raw: found.raw, resolved: found.resolved, diagnostics: inOrderOf(files, [...diagnostics, ...moved, ...withoutLostNames(found.diagnostics)]) };
}

const UNKNOWN: readonly string[] = ['unknown-name', 'unknown-type'];

/** For each name that is lost above its lines, what is called unknown most often is most likely that name. */
function withoutLostNames(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const lost = diagnostics.filter(({ code }) => code === 'name-missing-above').length;
  if (lost === 0) return diagnostics;
  const times = new Map<string, number>();
  for (const each of diagnostics) if (UNKNOWN.includes(each.code)) times.set(writtenAt(each.span), (times.get(writtenAt(each.span)) ?? 0) + 1);
  const names = [...times].sort(([, a], [, b]) => b - a).slice(0, lost).map(([name]) => name);
  return diagnostics.filter((each) => !UNKNOWN.includes(each.code) || !names.includes(writtenAt(each.span)));
}

/** What is found last may stand in the first of the files. */
function inOrderOf(files: readonly SourceFile[], diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (files.length === 1) return diagnostics;
  const place = ({ span }: Diagnostic): number => files.findIndex(({ source }) => source === span.source);
  return [...diagnostics].sort((a, b) => place(a) - place(b));
}

function lookAt(files: readonly SourceFile[], measure: Timings['measure']): Understood {
  const shaped = measure('schema', () => checkFiles(files));
  const resolved = measure('resolve', () => resolveNames(shaped.raw));
  return { raw: shaped.raw, resolved, diagnostics: [...files.flatMap((file) => file.diagnostics), ...shaped.diagnostics, ...resolved.diagnostics] };
}

/** How many mistakes one of the files has, of those that the first phase to find any finds. */
function mistakesIn(source: SourceText, files: readonly SourceFile[]): number {
  const isError = ({ severity, span }: Diagnostic): boolean => severity === 'error' && span.source === source;
  const unreadable = files.flatMap((file) => file.diagnostics).filter(isError).length;
  if (unreadable > 0) return unreadable;
  const shaped = checkFiles(files);
  const errors = shaped.diagnostics.filter(isError).length;
  return errors > 0 ? errors : resolveNames(shaped.raw).diagnostics.filter(({ span }) => span.source === source).length;
}
