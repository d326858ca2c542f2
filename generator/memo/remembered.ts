/** What a pure function made, by what it was made of. */
export interface Remembered<Value> {
  /** `make` is asked only where nobody asked for `key` before, or where that was long ago. */
  of(key: string, make: () => Value): Value;
}

/**
 * Between `most` and twice as many values are kept: those that were asked for last. A change to one sticky of a large model
 * leaves nearly all texts of it as they were, and what was made of them need not be made again.
 */
export function remembered<Value>(most: number): Remembered<Value> {
  let [young, old]: [Map<string, Value>, ReadonlyMap<string, Value>] = [new Map(), new Map()];
  const keep = (key: string, value: Value): Value => {
    if (young.size >= most) [young, old] = [new Map(), young];
    young.set(key, value);
    return value;
  };
  return {
    of: (key, make) => {
      const value = young.get(key);
      if (value !== undefined) return value;
      const before = old.get(key);
      return keep(key, before ?? make());
    },
  };
}
