import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { Fix, TextEdit } from './diagnostics/fix.ts';
import { sortedDiagnostics } from './diagnostics/format.ts';
import type { SourceText } from './diagnostics/span.ts';

/** Mistakes that were put right. */
export interface AppliedFix {
  readonly diagnostic: Diagnostic;
  readonly fix: Fix;
}

export interface MendedTexts {
  /** By path: the new text of each file that changes. */
  readonly texts: ReadonlyMap<string, string>;
  readonly applied: readonly AppliedFix[];
  /** What is wrong with the mended texts. */
  readonly remaining: readonly Diagnostic[];
}

/** Finds the mistakes of a project in which some files have other texts than on disk. */
export type FindMistakes = (texts: ReadonlyMap<string, string>) => readonly Diagnostic[];

/** A fix may bring the next one to light. What is not done after so many rounds never is. */
const MOST_ROUNDS = 25;
/** Where fixes do not go well together each is tried alone, and trying means compiling. */
const MOST_TRIED_ALONE = 20;
const MOST_COMPILED = 80;

/**
 * Applies every certain fix, round by round until none is left. A fix after which there would be more errors than
 * before is left out; of two that touch the same place the first is applied, and the other one comes up again.
 */
export function applyFixes(find: FindMistakes): MendedTexts {
  let state: MendedTexts = { texts: new Map(), applied: [], remaining: find(new Map()) };
  const refused = new Set<string>();
  let compiled = 0;
  const counted: FindMistakes = (texts) => {
    compiled += 1;
    return find(texts);
  };
  for (let round = 0; round < MOST_ROUNDS && compiled < MOST_COMPILED; round += 1) {
    const offered = fixesOf(state.remaining).filter((each) => !refused.has(keyOf(each)));
    const together = withoutOverlaps(offered);
    if (together.length === 0) break;
    const next = attempt(state, together, counted) ?? oneByOne(state, together, counted, refused);
    if (next === state) break;
    state = next;
  }
  return state;
}

function fixesOf(diagnostics: readonly Diagnostic[]): readonly AppliedFix[] {
  return sortedDiagnostics(diagnostics).flatMap((diagnostic) => {
    const [fix] = diagnostic.fixes ?? [];
    return fix === undefined ? [] : [{ diagnostic, fix }];
  });
}

/** The same change of the same words is not tried twice, wherever they have moved to. */
function keyOf({ diagnostic, fix }: AppliedFix): string {
  return [diagnostic.code, diagnostic.sentence, ...fix.edits.map(({ span, text }) => `${span.source.path}:${span.start}-${span.end}:${text}`)].join('\n');
}

function withoutOverlaps(fixes: readonly AppliedFix[]): readonly AppliedFix[] {
  const taken: TextEdit[] = [];
  return fixes.filter(({ fix }) => {
    const free = fix.edits.every((edit) => !taken.some((other) => touches(edit, other)));
    if (free) taken.push(...fix.edits);
    return free;
  });
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.span.source.path === b.span.source.path && a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** The state after all of `fixes`; nothing where that is not better than before. */
function attempt(state: MendedTexts, fixes: readonly AppliedFix[], find: FindMistakes): MendedTexts | undefined {
  const texts = new Map(state.texts);
  const edits = fixes.flatMap(({ fix }) => fix.edits);
  for (const source of new Set(edits.map(({ span }) => span.source))) texts.set(source.path, edited(source, edits));
  const remaining = find(texts);
  return isBetter(remaining, state.remaining) ? { texts, applied: [...state.applied, ...fixes], remaining } : undefined;
}

function oneByOne(state: MendedTexts, fixes: readonly AppliedFix[], find: FindMistakes, refused: Set<string>): MendedTexts {
  for (const fix of fixes.slice(0, MOST_TRIED_ALONE)) {
    const next = attempt(state, [fix], find);
    if (next !== undefined) return next;
    refused.add(keyOf(fix));
  }
  return state;
}

/** Fewer errors; or as many and fewer mistakes in all; or as many of other kinds, where one hid the next. */
function isBetter(after: readonly Diagnostic[], before: readonly Diagnostic[]): boolean {
  const errors = (all: readonly Diagnostic[]): number => all.filter(({ severity }) => severity === 'error').length;
  if (errors(after) !== errors(before)) return errors(after) < errors(before);
  return after.length < before.length || (errors(after) > 0 && codesOf(after) !== codesOf(before));
}

function codesOf(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ code }) => code).sort().join(' ');
}

/** A text with the edits that are about it; they do not overlap. */
export function edited(source: SourceText, edits: readonly TextEdit[]): string {
  const own = edits.filter(({ span }) => span.source.path === source.path).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let text = '';
  let read = 0;
  for (const { span, text: instead } of own) {
    text += source.text.slice(read, span.start) + instead;
    read = span.end;
  }
  return text + source.text.slice(read);
}
