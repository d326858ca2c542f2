import type { Code } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Sketch } from '../resolve/sketch.ts';
import type { UnmarkedModel } from './checked-model.ts';
import { grouped } from './flow.ts';
import { flowOfModel } from './flow-of-model.ts';
import { flowOfSketch } from './flow-of-sketch.ts';
import { weighed } from './levels.ts';
import { ALL_RULES } from './rules/all-rules.ts';
import type { View } from './view.ts';

/** Asks every rule of a model at the level `design`. `found` is what was said of its parts. */
export function runRules(content: UnmarkedModel, found: readonly Diagnostic[], report: Report): void {
  const flow = flowOfModel(content.model);
  const view: View = { content, flow, saidWithin: saidAmong(found) };
  const named = content.model.incomplete !== true;
  let whole = named && !found.some(({ severity }) => severity === 'error');
  for (const rule of ALL_RULES) {
    const weigh: Report = (diagnostic) => {
      for (const each of weighed(diagnostic, rule.kind, 'design')) {
        report(each);
        whole &&= each.severity !== 'error';
      }
    };
    if (rule.kind === 'flow') rule.check(flow, weigh);
    else if (rule.whole ? whole : named) rule.check(view, weigh);
  }
}

/** All that is asked of a model below the level `design`; nothing where something `before` was not understood. */
export function checkSketch(sketch: Sketch, before: readonly Diagnostic[]): readonly Diagnostic[] {
  if (before.some(({ severity }) => severity === 'error')) return [];
  const diagnostics: Diagnostic[] = [];
  const flow = flowOfSketch(sketch);
  for (const rule of ALL_RULES) {
    if (rule.kind === 'flow') rule.check(flow, (diagnostic) => diagnostics.push(...weighed(diagnostic, rule.kind, sketch.level)));
  }
  return diagnostics;
}

/** Of a whole rule that is known to hold or not to hold, nothing is said of its parts. */
export function withoutParts(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const wholes = diagnostics.filter(({ code }) => code === 'rules-refuse-everything' || code === 'rule-never-refuses');
  const parts = new Set<Diagnostic>();
  const among = within(diagnostics.filter(({ code }) => code === 'answered-before'));
  for (const whole of wholes) for (const part of among(whole.span)) if (part.span.end <= whole.span.end) parts.add(part);
  return parts.size === 0 ? diagnostics : diagnostics.filter((each) => !parts.has(each));
}

/** Where an expression was told already that a part of it decides nothing. */
const DECIDED: readonly Code[] = ['answered-before', 'never-missing'];

function saidAmong(found: readonly Diagnostic[]): View['saidWithin'] {
  const decided = within(found.filter(({ code }) => DECIDED.includes(code)));
  return (span: Span, only?: Code) => decided(span).some(({ code }) => only === undefined || code === only);
}

/** Those of `diagnostics` that begin within a place. Each file's are put in order once, for there may be many of both. */
function within(diagnostics: readonly Diagnostic[]): (span: Span) => readonly Diagnostic[] {
  const files = new Map([...grouped(diagnostics, ({ span }) => [span.source.path])].map(([path, all]) => [path, [...all].sort((a, b) => a.span.start - b.span.start)]));
  return ({ source, start, end }) => {
    const all = files.get(source.path) ?? [];
    const first = firstFrom(all, start);
    let last = first;
    while ((all[last]?.span.start ?? end) < end) last += 1;
    return all.slice(first, last);
  };
}

/** The place in the order of the first that begins at `start` or behind it. */
function firstFrom(all: readonly Diagnostic[], start: number): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.span.start ?? start) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
