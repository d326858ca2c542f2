import { catalogue, type Code } from '../diagnostics/catalogue.ts';
import { type AcceptedWarning, diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Acceptance } from '../resolve/acceptance.ts';
import type { Sketch } from '../resolve/sketch.ts';
import { grouped } from './flow.ts';

/** What remains to be said of a model, and the warnings that its experts live with. */
export interface Accepted {
  readonly diagnostics: readonly Diagnostic[];
  readonly accepted: readonly AcceptedWarning[];
}

/**
 * Takes out of all that was found the warnings which the model accepts: those of the code that are about what `on` names.
 * An entry that takes nothing out is reported.
 */
export function withoutAccepted(sketch: Sketch | undefined, diagnostics: readonly Diagnostic[]): Accepted {
  if (sketch === undefined || sketch.accepted.length === 0) return { diagnostics, accepted: [] };
  // Mistakes keep some questions from being asked: a warning that is missing may then only not have been found.
  const complete = !diagnostics.some(({ severity }) => severity === 'error');
  const places = stickyPlaces(sketch);
  const entries = grouped(sketch.accepted, ({ code, on }) => [keyOf(code, on)]);
  const used = new Set<Acceptance>();
  const accepted: AcceptedWarning[] = [];
  const remaining = diagnostics.filter((diagnostic) => {
    const acceptance = diagnostic.severity === 'error' ? undefined : acceptanceOf(diagnostic, entries, places, used);
    if (acceptance !== undefined) accepted.push({ diagnostic, because: acceptance.because });
    return acceptance === undefined;
  });
  const left: ReadonlyMap<string, readonly Diagnostic[]> = grouped(remaining, ({ code }) => [code]);
  const idle = sketch.accepted.filter((acceptance) => !used.has(acceptance)).flatMap((acceptance) => mistakeOf(acceptance, left.get(acceptance.code) ?? [], places, complete));
  return { diagnostics: [...remaining, ...idle, ...[...entries.values()].flatMap((same) => twice(same.filter((each) => used.has(each))))], accepted };
}

function keyOf(code: string, on: string): string {
  return JSON.stringify([code, on]);
}

/** Entries that say what one before them said already. */
function twice([first, ...others]: readonly Acceptance[]): readonly Diagnostic[] {
  return first === undefined ? [] : others.map(({ code, on, onSpan }) => diagnose('accepted-twice', onSpan, { code, on }, [{ span: first.onSpan, sentence: 'It is accepted here.' }]));
}

function acceptanceOf(diagnostic: Diagnostic, entries: ReadonlyMap<string, readonly Acceptance[]>, places: Places, used: Set<Acceptance>): Acceptance | undefined {
  const fitting = [...new Set(subjectsOf(diagnostic, places))].flatMap((name) => entries.get(keyOf(diagnostic.code, name)) ?? []);
  for (const each of fitting) used.add(each);
  return fitting[0];
}

/** `remaining` are those of its code that are still to be said. */
function mistakeOf({ code, codeSpan, on, onSpan }: Acceptance, remaining: readonly Diagnostic[], places: Places, complete: boolean): readonly Diagnostic[] {
  if (!isCode(code)) return [diagnose('acceptance-of-unknown-code', codeSpan, { code, ...nearestOf(code, WARNINGS) })];
  if (catalogue[code].severity === 'error' && !remaining.some((each) => each.severity === 'warning')) return [diagnose('acceptance-of-error', codeSpan, { code })];
  if (!complete) return [];
  const others = [...new Set(remaining.slice(0, MOST_LOOKED_AT).flatMap((each) => subjectsOf(each, places).slice(0, 1)))];
  return [diagnose('acceptance-without-effect', onSpan, { code, on, others: others.slice(0, 5) })];
}

/** For a sentence that names a few. */
const MOST_LOOKED_AT = 40;

const WARNINGS: readonly string[] = Object.entries(catalogue).filter(([, { severity }]) => severity === 'warning').map(([code]) => code);

function isCode(name: string): name is Code {
  return Object.hasOwn(catalogue, name);
}

/** By file, where the name of each sticky stands, in order, and what it belongs to, itself first. */
type Places = ReadonlyMap<string, readonly { readonly start: number; readonly names: readonly string[] }[]>;

function stickyPlaces({ stickies }: Sketch): Places {
  const places = new Map<string, { readonly start: number; readonly names: readonly string[] }[]>();
  for (const { name, of, span } of stickies) {
    const list = places.get(span.source.path) ?? [];
    list.push({ start: span.start, names: of === undefined ? [name] : [name, of] });
    places.set(span.source.path, list);
  }
  for (const list of places.values()) list.sort((a, b) => a.start - b.start);
  return places;
}

/** What a warning says it is about; where it says nothing, the sticky that its place belongs to. */
function subjectsOf({ about, span }: Diagnostic, places: Places): readonly string[] {
  return about ?? namesAt(span, places);
}

function namesAt({ source, start }: Span, places: Places): readonly string[] {
  const list = places.get(source.path) ?? [];
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return list[low - 1]?.names ?? [];
}
