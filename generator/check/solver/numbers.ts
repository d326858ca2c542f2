import type { ComparisonOperator } from '../../feel/typed-expression.ts';
import { remembered } from '../../memo/remembered.ts';
import type { Piece } from './condition.ts';
import { dividedBy, type Fraction, keyOfFraction, negated, ONE } from './fraction.ts';
import { ANY, both, type Interval, isEmpty, isFilledBy, onGrid, sameInterval, scaled, sum } from './interval.ts';
import { added, type Linear, normalized, scaledBy, stepOfSum } from './linear.ts';

type NumberPiece = Extract<Piece, { kind: 'number' }>;

interface Known {
  readonly sum: Linear;
  readonly interval: Interval;
  /** Values it has not. */
  readonly holes: ReadonlySet<string>;
  readonly step: Fraction | undefined;
}

const MOST_SUMS = 24;
const ROUNDS = 4;

const MOST_REMEMBERED = 20_000;
const judgedBefore = remembered<boolean>(MOST_REMEMBERED);

/** Whether all pieces can hold at once. False only where it is certain that they can not. */
export function numbersFit(pieces: readonly NumberPiece[]): boolean {
  return pieces.length === 0 || judgedBefore.of(pieces.map(written).join('\n'), () => fit(pieces));
}

function written({ key, operator, bound, sum: whole }: NumberPiece): string {
  const steps = [...whole.terms.values()].map(({ step }) => (step === undefined ? '' : keyOfFraction(step)));
  return `${key} ${operator} ${keyOfFraction(bound)} in ${steps.join(' ')}`;
}

function fit(pieces: readonly NumberPiece[]): boolean {
  let known = new Map<string, Known>();
  for (const piece of pieces) known.set(piece.key, joined(known.get(piece.key), piece));
  // The parts of a sum are numbers of their own, of which something may be known.
  for (const { sum: whole } of [...known.values()]) for (const part of partsOf(whole)) if (!known.has(part.key)) known.set(part.key, { sum: part.sum, interval: ANY, holes: new Set(), step: stepOfSum(part.sum) });
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = tightened(withChains(known));
    if (next === undefined) return false;
    if ([...next].every(([key, { interval }]) => sameInterval(interval, known.get(key)?.interval ?? ANY))) return true;
    known = next;
  }
  return true;
}

function joined(before: Known | undefined, { sum: whole, operator, bound }: NumberPiece): Known {
  const { interval, holes } = before ?? { interval: ANY, holes: new Set<string>() };
  const step = stepOfSum(whole);
  if (operator === '!=') return { sum: whole, interval, holes: new Set([...holes, keyOfFraction(bound)]), step };
  return { sum: whole, interval: both(interval, intervalOf(operator, bound)), holes, step };
}

function intervalOf(operator: Exclude<ComparisonOperator, '!='>, at: Fraction): Interval {
  switch (operator) {
    case '=':
      return { low: { at, open: false }, high: { at, open: false } };
    case '<':
    case '<=':
      return { high: { at, open: operator === '<' } };
    case '>':
    case '>=':
      return { low: { at, open: operator === '>' } };
  }
}

function partsOf(whole: Linear): readonly { readonly key: string; readonly factor: Fraction; readonly sum: Linear }[] {
  return [...whole.terms].map(([name, term]) => {
    const { form, key } = normalized({ terms: new Map([[name, { ...term, factor: ONE }]]), constant: whole.constant });
    return { key, factor: term.factor, sum: form };
  });
}

/** Each against its step and its parts, and the parts against the whole; `undefined` where nothing is left for one. */
function tightened(known: ReadonlyMap<string, Known>): Map<string, Known> | undefined {
  const next = new Map(known);
  const narrow = (key: string, by: Interval): boolean => {
    const one = next.get(key);
    if (one === undefined) return true;
    const interval = one.step === undefined ? both(one.interval, by) : onGrid(both(one.interval, by), one.step);
    next.set(key, { ...one, interval: withoutHoleAtEnd(interval, one) });
    return !isEmpty(interval) && !isFilledBy(interval, one.holes, one.step);
  };
  for (const [key, { sum: whole }] of known) {
    if (!narrow(key, ANY)) return undefined;
    const parts = partsOf(whole);
    if (parts.length < 2) continue;
    const reach = (left: number): Interval => parts.reduce<Interval>((all, part, index) => (index === left ? all : sum(all, scaled(next.get(part.key)?.interval ?? ANY, part.factor))), EXACTLY_ZERO);
    if (!narrow(key, reach(-1))) return undefined;
    for (const [index, part] of parts.entries()) {
      const rest = sum(next.get(key)?.interval ?? ANY, scaled(reach(index), negated(ONE)));
      if (!narrow(part.key, scaled(rest, dividedBy(ONE, part.factor)))) return undefined;
    }
  }
  return next;
}

const EXACTLY_ZERO: Interval = { low: { at: { over: 0n, under: 1n }, open: false }, high: { at: { over: 0n, under: 1n }, open: false } };

/** `x >= 0` and `x != 0` are `x > 0`. */
function withoutHoleAtEnd({ low, high }: Interval, { holes }: Known): Interval {
  const opened = (end: Interval['low']): Interval['low'] => (end !== undefined && !end.open && holes.has(keyOfFraction(end.at)) ? { at: end.at, open: true } : end);
  const [first, second] = [opened(low), opened(high)];
  return { ...(first === undefined ? {} : { low: first }), ...(second === undefined ? {} : { high: second }) };
}

/** What two sums tell together in which one unknown number falls away: `a <= b` and `b <= c` are `a <= c`. */
function withChains(known: ReadonlyMap<string, Known>): ReadonlyMap<string, Known> {
  const all = new Map(known);
  const sums = [...known.values()].filter(({ sum: whole }) => whole.terms.size > 1);
  if (sums.length > MOST_SUMS) return known;
  for (const [index, one] of sums.entries()) {
    for (const other of sums.slice(0, index)) {
      for (const name of one.sum.terms.keys()) {
        const [a, b] = [one.sum.terms.get(name)?.factor, other.sum.terms.get(name)?.factor];
        if (a !== undefined && b !== undefined) addChain(one, other, negated(dividedBy(a, b)), all);
      }
    }
  }
  return all;
}

function addChain(one: Known, other: Known, factor: Fraction, all: Map<string, Known>): void {
  const whole = added(one.sum, scaledBy(other.sum, factor));
  if (whole.terms.size === 0 || whole.terms.size > 3 || all.size > 4 * MOST_SUMS) return;
  const { form, by, key } = normalized(whole);
  const interval = scaled(sum(one.interval, scaled(other.interval, factor)), dividedBy(ONE, by));
  const before = all.get(key);
  all.set(key, { sum: form, interval: before === undefined ? interval : both(before.interval, interval), holes: before?.holes ?? new Set(), step: stepOfSum(form) });
}
