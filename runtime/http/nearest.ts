/** Of `names` the one that `wanted` is most likely a typing error of, if any is near enough. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  const ranked = names.map((name) => ({ name, distance: distance(wanted.slice(0, 100).toLowerCase(), name.toLowerCase()) }));
  const [best] = ranked.filter((each) => each.distance <= Math.max(1, each.name.length / 3)).toSorted((a, b) => a.distance - b.distance);
  return best?.name;
}

/** A sentence's end: `; did you mean "deposit-money"?`, or all there is to choose from when nothing is near. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return names.length === 0 ? 'there are none.' : `there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}.`;
}

/** How many letters have to be added, taken away, changed or swapped with their neighbour. */
function distance(a: string, b: string): number {
  let [before, row]: [readonly number[], readonly number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, swapped));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
