import type { View } from './view.ts';

/** Who lost the connection comes back within a moment, and is told what has changed meanwhile. */
const KEPT_FOR_MILLISECONDS = 60_000;
const MOST_KEPT = 1000;
const MOST_ROWS_KEPT = 1000;

/** Views that nobody watches any more, for a moment and within bounds. Nobody looks for them. */
export interface KeptViews {
  keep(name: string, view: View): void;
  take(name: string): View | undefined;
  clear(): void;
}

export function keptViews(): KeptViews {
  const kept = new Map<string, { readonly view: View; readonly timer: NodeJS.Timeout }>();
  const take = (name: string): View | undefined => {
    const found = kept.get(name);
    clearTimeout(found?.timer);
    kept.delete(name);
    return found?.view;
  };
  return {
    take,
    keep: (name, view) => {
      if (view.overflown() || view.seen().rows.size > MOST_ROWS_KEPT) return;
      kept.set(name, { view, timer: setTimeout(() => kept.delete(name), KEPT_FOR_MILLISECONDS).unref() });
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) take(oldest);
    },
    clear: () => {
      for (const name of [...kept.keys()]) take(name);
    },
  };
}
