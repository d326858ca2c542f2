/**
 * The candidate that was probably meant: the fewest letters changed, left out, added or swapped, upper and lower case
 * being alike. `undefined` where none is near enough to be more than a guess.
 */
export function nearestName(written: string, candidates: Iterable<string>): string | undefined {
  return nearestOf(written, candidates).nearest;
}

export interface Nearest {
  readonly nearest: string | undefined;
  /** No other candidate is nearly as near. */
  readonly certain: boolean;
}

/** Of more than these, the ones with the same first letter are looked at: a file of thousands of wrong names takes its time else. */
const MANY = 1000;

/** As `nearestName`, and whether it can be taken for what was meant without asking. */
export function nearestOf(written: string, candidates: Iterable<string>): Nearest {
  const wanted = folded(written);
  const all = [...new Set(candidates)];
  const limit = Math.max(1, Math.floor(wanted.length / 3)) + 0.5;
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const name of all.length > MANY ? all.filter((each) => isWorthLooking(wanted, each)) : all) {
    const distance = distanceUpTo(wanted, folded(name), limit) + (sameWords(written, name) ? -0.4 : 0);
    if (distance < limit) near.push({ name, distance });
  }
  const [best, second] = near.sort((a, b) => a.distance - b.distance);
  if (best === undefined) return all.length > MANY ? { nearest: undefined, certain: false } : withSameWords(wanted, all);
  return { nearest: best.name, certain: best.distance * 2 < wanted.length && (second === undefined || second.distance >= best.distance + 1) };
}

/** Without the work of folding: as long, and alike at both ends. */
function isWorthLooking(wanted: string, candidate: string): boolean {
  return Math.abs(candidate.length - wanted.length) < 3 && candidate.slice(-2).toLowerCase() === wanted.slice(-2) && candidate.charAt(0).toLowerCase() === wanted.charAt(0);
}

/** The candidate that is the plural of what was written, or that it is the plural of: "policy" for "policies". */
export function otherNumber(written: string, candidates: readonly string[]): string | undefined {
  const wanted = folded(written);
  return candidates.find((candidate) => plural(wanted) === folded(candidate) || plural(folded(candidate)) === wanted);
}

function plural(name: string): string {
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** "find" for "find by", "the account number" for "account number": all words of one stand in the other. */
function withSameWords(wanted: string, candidates: readonly string[]): Nearest {
  const words = wanted.split(' ');
  const found = candidates.filter((candidate) => {
    const others = folded(candidate).split(' ');
    const [few, many] = words.length < others.length ? [words, others] : [others, words];
    return few.join('').length > 2 && few.length < many.length && few.every((word) => many.includes(word));
  });
  return { nearest: found[0], certain: found.length === 1 };
}

function folded(name: string): string {
  return name.trim().toLowerCase().normalize('NFKC').replaceAll(/[\s_-]+/gu, ' ');
}

function sameWords(a: string, b: string): boolean {
  return folded(a).split(' ').sort().join(' ') === folded(b).split(' ').sort().join(' ');
}

/** Damerau's distance (swapped neighbours count once); gives up, with something larger, beyond `limit`. */
function distanceUpTo(a: string, b: string, limit: number): number {
  if (sorted(a) === sorted(b) && a !== b) return 1;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let twoAbove: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (twoAbove[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      ));
    }
    [twoAbove, above] = [above, current];
  }
  return above[b.length] ?? limit + 1;
}

/** The same words in another order are near: "opened account" and "account opened". */
function sorted(name: string): string {
  return name.split(' ').sort().join(' ');
}
