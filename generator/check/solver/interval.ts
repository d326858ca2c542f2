import { compared, dividedBy, floored, type Fraction, isWhole, keyOfFraction, ONE, plus, times } from './fraction.ts';

/** What a number lies between. An end that is not there is open to all sides. */
export interface Interval {
  readonly low?: End;
  readonly high?: End;
}

export interface End {
  readonly at: Fraction;
  /** Whether `at` itself is left out. */
  readonly open: boolean;
}

export const ANY: Interval = {};

/** What both allow. */
export function both(a: Interval, b: Interval): Interval {
  const low = tighter(a.low, b.low, 1);
  const high = tighter(a.high, b.high, -1);
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

function tighter(a: End | undefined, b: End | undefined, sign: 1 | -1): End | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order = compared(a.at, b.at) * sign;
  if (order === 0) return { at: a.at, open: a.open || b.open };
  return order > 0 ? a : b;
}

export function isEmpty({ low, high }: Interval): boolean {
  if (low === undefined || high === undefined) return false;
  const order = compared(low.at, high.at);
  return order > 0 || (order === 0 && (low.open || high.open));
}

export function sameInterval(a: Interval, b: Interval): boolean {
  return sameEnd(a.low, b.low) && sameEnd(a.high, b.high);
}

function sameEnd(a: End | undefined, b: End | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.open === b.open && compared(a.at, b.at) === 0;
}

/** All that a number of the one and a number of the other make together. */
export function sum(a: Interval, b: Interval): Interval {
  const low = endSum(a.low, b.low);
  const high = endSum(a.high, b.high);
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

function endSum(a: End | undefined, b: End | undefined): End | undefined {
  return a === undefined || b === undefined ? undefined : { at: plus(a.at, b.at), open: a.open || b.open };
}

/** `factor` is not 0. */
export function scaled({ low, high }: Interval, factor: Fraction): Interval {
  const scale = (end: End | undefined): End | undefined => (end === undefined ? undefined : { at: times(end.at, factor), open: end.open });
  const [first, second] = factor.over > 0n ? [scale(low), scale(high)] : [scale(high), scale(low)];
  return { ...(first === undefined ? {} : { low: first }), ...(second === undefined ? {} : { high: second }) };
}

/** Where only multiples of `step` can be, the ends are multiples of it. */
export function onGrid({ low, high }: Interval, step: Fraction): Interval {
  const up = low === undefined ? undefined : { at: multiple(low, step, 'up'), open: false };
  const down = high === undefined ? undefined : { at: multiple(high, step, 'down'), open: false };
  return { ...(up === undefined ? {} : { low: up }), ...(down === undefined ? {} : { high: down }) };
}

function multiple({ at, open }: End, step: Fraction, direction: 'up' | 'down'): Fraction {
  // What is exact already, as nearly all ends are.
  if (!open && step.under % at.under === 0n && step.over === 1n) return at;
  const steps = dividedBy(at, step);
  const below = floored(steps);
  const exact = isWhole(steps);
  const wanted = direction === 'up' ? (exact && !open ? below : below + 1n) : exact && open ? below - 1n : below;
  return times({ over: wanted, under: 1n }, step);
}

const FEW = 64n;

/** Whether the numbers left out are all there are. Of a grid only so many are looked at. */
export function isFilledBy({ low, high }: Interval, holes: ReadonlySet<string>, step: Fraction | undefined): boolean {
  if (low === undefined || high === undefined || holes.size === 0) return false;
  if (compared(low.at, high.at) === 0) return holes.has(keyOfFraction(low.at));
  if (step === undefined) return false;
  const count = floored(dividedBy(plus(high.at, times(low.at, { over: -1n, under: 1n })), step));
  if (count > FEW) return false;
  let at = low.at;
  for (let index = 0n; index <= count; index += 1n, at = plus(at, times(step, ONE))) if (!holes.has(keyOfFraction(at))) return false;
  return true;
}
