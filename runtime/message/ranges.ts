/** What lies between two ends. An end that is `null` is open: there is no lowest, or no highest. */
export interface Range<T> {
  readonly start: T | null;
  readonly startIncluded: boolean;
  readonly end: T | null;
  readonly endIncluded: boolean;
}

/** Negative when the first comes before the second. */
type Compare<T> = (a: T, b: T) => number;

/** A single value, as the range that holds nothing else. */
export function onlyValue<T>(value: T): Range<T> {
  return { start: value, startIncluded: true, end: value, endIncluded: true };
}

/** Whether `value` is in `range`, whose ends may be part of it or not. */
export function isWithin<T>(value: T, range: Range<T>, compare: Compare<T>): boolean {
  return comesAfterStart(value, range, compare) && comesBeforeEnd(value, range, compare);
}

function comesAfterStart<T>(value: T, { start, startIncluded }: Range<T>, compare: Compare<T>): boolean {
  const order = start === null ? 1 : compare(value, start);
  return order > 0 || (order === 0 && startIncluded);
}

function comesBeforeEnd<T>(value: T, { end, endIncluded }: Range<T>, compare: Compare<T>): boolean {
  const order = end === null ? -1 : compare(value, end);
  return order < 0 || (order === 0 && endIncluded);
}

/** The same ends, each held the same way. */
export function sameRange<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  return a.startIncluded === b.startIncluded && a.endIncluded === b.endIncluded && compareStarts(a, b, compare) === 0 && compareEnds(a, b, compare) === 0;
}

/** How two ranges, or values as `onlyValue`, lie to each other: the DMN standard's functions of the same names. */
export const intervals = {
  before: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => endsBefore(a, b, compare),
  after: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => endsBefore(b, a, compare),
  meets: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => a.endIncluded && b.startIncluded && touch(a, b, compare) === 0,
  metBy: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => a.startIncluded && b.endIncluded && touch(b, a, compare) === 0,
  overlaps: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => !endsBefore(a, b, compare) && !endsBefore(b, a, compare),
  overlapsBefore: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => startsFirst(a, b, compare) && !endsBefore(a, b, compare) && !endsFirst(b, a, compare),
  overlapsAfter: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => startsFirst(b, a, compare) && !endsBefore(b, a, compare) && !endsFirst(a, b, compare),
  finishes: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => sameEnd(a, b, compare) && !startsFirst(a, b, compare),
  finishedBy: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => sameEnd(a, b, compare) && !startsFirst(b, a, compare),
  includes: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => !startsFirst(b, a, compare) && !endsFirst(a, b, compare),
  during: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => !startsFirst(a, b, compare) && !endsFirst(b, a, compare),
  starts: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => sameStart(a, b, compare) && !endsFirst(b, a, compare),
  startedBy: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => sameStart(a, b, compare) && !endsFirst(a, b, compare),
  coincides: <T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean => sameRange(a, b, compare),
};

/** Whether all of `a` comes before all of `b`. */
function endsBefore<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  const order = touch(a, b, compare);
  return order < 0 || (order === 0 && !(a.endIncluded && b.startIncluded));
}

/** How the end of `a` lies to the start of `b`. */
function touch<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): number {
  return a.end === null || b.start === null ? 1 : compare(a.end, b.start);
}

function compareStarts<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): number {
  if (a.start === null || b.start === null) return Number(b.start === null) - Number(a.start === null);
  return compare(a.start, b.start);
}

function compareEnds<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): number {
  if (a.end === null || b.end === null) return Number(a.end === null) - Number(b.end === null);
  return compare(a.end, b.end);
}

/** Whether `a` holds something that comes before all of `b`. */
function startsFirst<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  const order = compareStarts(a, b, compare);
  return order < 0 || (order === 0 && a.startIncluded && !b.startIncluded);
}

/** Whether `b` holds something that comes after all of `a`. */
function endsFirst<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  const order = compareEnds(a, b, compare);
  return order < 0 || (order === 0 && !a.endIncluded && b.endIncluded);
}

function sameStart<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  return a.startIncluded === b.startIncluded && compareStarts(a, b, compare) === 0;
}

function sameEnd<T>(a: Range<T>, b: Range<T>, compare: Compare<T>): boolean {
  return a.endIncluded === b.endIncluded && compareEnds(a, b, compare) === 0;
}
