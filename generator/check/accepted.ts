import { catalogue, type Code } from '../diagnostics/catalogue.ts';
import { type AcceptedWarning, diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Acceptance } from '../resolve/acceptance.ts';
import type { Sketch } from '../resolve/sketch.ts';

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
  const byCode = new Map<string, Acceptance[]>();
  for (const acceptance of sketch.accepted) byCode.set(acceptance.code, [...(byCode.get(acceptance.code) ?? []), acceptance]);
  const used = new Set<Acceptance>();
  const accepted: AcceptedWarning[] = [];
  const remaining = diagnostics.filter((diagnostic) => {
    const acceptance = diagnostic.severity === 'error' ? undefined : acceptanceOf(diagnostic, byCode.get(diagnostic.code) ?? [], places, used);
    if (acceptance !== undefined) accepted.push({ diagnostic, because: acceptance.because });
    return acceptance === undefined;
  });
  const idle = sketch.accepted.filter((acceptance) => !used.has(acceptance)).flatMap((acceptance) => mistakeOf(acceptance, remaining, places, complete));
  return { diagnostics: [...remaining, ...idle, ...sketch.accepted.filter((each) => used.has(each)).flatMap(twice)], accepted };
}

/** An entry that says what one before it said already. */
function twice({ code, on, onSpan }: Acceptance, index: number, all: readonly Acceptance[]): readonly Diagnostic[] {
  const first = all.slice(0, index).find((other) => other.code === code && other.on === on);
  return first === undefined ? [] : [diagnose('accepted-twice', onSpan, { code, on }, [{ span: first.onSpan, sentence: 'It is accepted here.' }])];
}

function acceptanceOf(diagnostic: Diagnostic, candidates: readonly Acceptance[], places: Places, used: Set<Acceptance>): Acceptance | undefined {
  if (candidates.length === 0) return undefined;
  const names = subjectsOf(diagnostic, places);
  const fitting = candidates.filter(({ on }) => names.includes(on));
  for (const each of fitting) used.add(each);
  return fitting[0];
}

function mistakeOf({ code, codeSpan, on, onSpan }: Acceptance, remaining: readonly Diagnostic[], places: Places, complete: boolean): readonly Diagnostic[] {
  if (!isCode(code)) return [diagnose('acceptance-of-unknown-code', codeSpan, { code, ...nearestOf(code, WARNINGS) })];
  if (catalogue[code].severity === 'error' && !remaining.some((each) => each.code === code && each.severity === 'warning')) return [diagnose('acceptance-of-error', codeSpan, { code })];
  if (!complete) return [];
  const others = [...new Set(remaining.filter((each) => each.code === code).flatMap((each) => subjectsOf(each, places).slice(0, 1)))];
  return [diagnose('acceptance-without-effect', onSpan, { code, on, others: others.slice(0, 5) })];
}

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
