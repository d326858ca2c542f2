import { differingFields, type Entry, fits } from './entry.ts';

/** How one line of what was expected and one of what happened belong together. */
export type Pairing =
  | { readonly kind: 'as expected'; readonly expected: Entry; readonly actual: Entry }
  /** The same message or row, with other values. */
  | { readonly kind: 'different'; readonly expected: Entry; readonly actual: Entry }
  | { readonly kind: 'missing'; readonly expected: Entry }
  | { readonly kind: 'unexpected'; readonly actual: Entry };

/** Both lists in order, with as much as possible as expected. */
export function alignInOrder(expected: readonly Entry[], actual: readonly Entry[]): readonly Pairing[] {
  const pairings: Pairing[] = [];
  let [nextExpected, nextActual] = [0, 0];
  for (const [e, a] of longestCommon(expected, actual)) {
    pairings.push(...paired(expected.slice(nextExpected, e), actual.slice(nextActual, a)));
    pairings.push(...asExpected(expected[e], actual[a]));
    [nextExpected, nextActual] = [e + 1, a + 1];
  }
  return [...pairings, ...paired(expected.slice(nextExpected), actual.slice(nextActual))];
}

/** Both lists in any order. What was expected finds a partner of its own wherever that is possible at all. */
export function alignInAnyOrder(expected: readonly Entry[], actual: readonly Entry[]): readonly Pairing[] {
  const partners = matching(expected, actual);
  const takenBy = new Map([...partners].map(([e, a]) => [a, e]));
  const unmatched = expected.filter((_, e) => !partners.has(e));
  const left = actual.filter((_, a) => !takenBy.has(a));
  const matched = [...partners].toSorted(([a], [b]) => a - b).flatMap(([e, a]) => asExpected(expected[e], actual[a]));
  return [...matched, ...paired(unmatched, left)];
}

function asExpected(expected: Entry | undefined, actual: Entry | undefined): readonly Pairing[] {
  return expected === undefined || actual === undefined ? [] : [{ kind: 'as expected', expected, actual }];
}

/** What fits nothing: each beside the most similar one of the same name. */
function paired(expected: readonly Entry[], actual: readonly Entry[]): readonly Pairing[] {
  const left = [...actual];
  const pairings = expected.map((each): Pairing => {
    const [closest] = left.filter(({ name }) => name === each.name).toSorted((a, b) => differingFields(each, a).length - differingFields(each, b).length);
    if (closest === undefined) return { kind: 'missing', expected: each };
    left.splice(left.indexOf(closest), 1);
    return { kind: 'different', expected: each, actual: closest };
  });
  return [...pairings, ...left.map((each): Pairing => ({ kind: 'unexpected', actual: each }))];
}

type Indices = readonly (readonly [expected: number, actual: number])[];

/** The longest common subsequence, as pairs of indices. */
function longestCommon(expected: readonly Entry[], actual: readonly Entry[]): Indices {
  let below: Indices[] = actual.map(() => []);
  for (const [e, each] of [...expected.entries()].reverse()) {
    const row: Indices[] = [];
    for (let a = actual.length - 1; a >= 0; a -= 1) {
      const here = actual[a];
      const [skipExpected, skipActual] = [below[a] ?? [], row[a + 1] ?? []];
      const skip = skipExpected.length >= skipActual.length ? skipExpected : skipActual;
      row[a] = here !== undefined && fits(each, here) ? [[e, a], ...(below[a + 1] ?? [])] : skip;
    }
    below = row;
  }
  return below[0] ?? [];
}

/**
 * A largest matching from index to index. An entry that says little must not take the partner of one that says more,
 * so whoever finds all partners taken asks those who took them to look for another.
 */
function matching(expected: readonly Entry[], actual: readonly Entry[]): ReadonlyMap<number, number> {
  const takenBy = new Map<number, number>();
  const findPartner = (e: number, asked: Set<number>): boolean => {
    const each = expected[e];
    for (const [a, other] of actual.entries()) {
      if (asked.has(a) || each === undefined || !fits(each, other)) continue;
      asked.add(a);
      const holder = takenBy.get(a);
      if (holder !== undefined && !findPartner(holder, asked)) continue;
      takenBy.set(a, e);
      return true;
    }
    return false;
  };
  for (const e of expected.keys()) findPartner(e, new Set());
  return new Map([...takenBy].map(([a, e]) => [e, a]));
}
