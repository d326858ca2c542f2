import { watchChanges } from '../../reaction/changes.ts';
import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import type { RunningApplication } from '../../reaction/running-application.ts';
import { createFeed } from '../../subscription/feed.ts';
import type { Loop } from '../../subscription/loop.ts';
import { takeTurns } from './turns.ts';
import { createView, type Question, type View } from './view.ts';

/** Views that somebody watches, and for a moment those that nobody does any more. */
export interface Views {
  /** `listener` hears of every look from now on, until the view is left. */
  join(question: Question, listener: () => void): Joined;
  /** How many there are, watched or not, for tests. */
  counts(): { readonly watched: number; readonly kept: number; readonly watchers: number };
  /** Resolves when nobody looks any more. */
  close(): Promise<void>;
}

export interface Joined {
  readonly view: View;
  leave(): void;
}

/** Who lost the connection comes back within a moment, and is told what has changed meanwhile. */
const KEPT_FOR_MILLISECONDS = 60_000;
const MOST_KEPT = 1000;
const MOST_ROWS_KEPT = 1000;

/** The store has others to serve. */
const LOOKS_AT_ONCE = 4;

export function viewsOf(running: RunningApplication): Views {
  const feed = createFeed(running.store.events);
  const turns = takeTurns(LOOKS_AT_ONCE);
  const [watched, kept] = [new Map<string, View>(), new Map<string, Kept>()];
  const watchers = new Map<string, Watcher>();
  const ending = new Set<Promise<unknown>>();
  const during = (work: Promise<unknown>): void => {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => ending.delete(settled));
    ending.add(settled);
  };
  const watch = (view: View, model: ReadModelDefinition): void => {
    const { views } = watchers.get(model.name) ?? startWatcher(model);
    views.add(view);
  };
  const startWatcher = (model: ReadModelDefinition): Watcher => {
    const views = new Set<View>();
    const watcher = { views, loop: watchChanges(running, model, feed, () => views.forEach((view) => during(view.look()))) };
    watchers.set(model.name, watcher);
    return watcher;
  };
  const unwatch = (view: View, { name }: ReadModelDefinition): void => {
    const watcher = watchers.get(name);
    watcher?.views.delete(view);
    if (watcher === undefined || watcher.views.size > 0) return;
    watchers.delete(name);
    during(watcher.loop.stop());
  };
  const keep = (name: string, view: View): void => {
    if (view.overflown() || view.seen().rows.size > MOST_ROWS_KEPT) return;
    kept.set(name, { view, timer: setTimeout(() => kept.delete(name), KEPT_FOR_MILLISECONDS).unref() });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) take(oldest);
  };
  const take = (name: string): View | undefined => {
    const found = kept.get(name);
    clearTimeout(found?.timer);
    kept.delete(name);
    return found?.view;
  };
  return {
    join: (question, listener) => {
      const name = nameOf(question);
      const view = watched.get(name) ?? take(name) ?? createView(question, running, turns);
      view.listeners.add(listener);
      watched.set(name, view);
      watch(view, question.model);
      return {
        view,
        leave: () => {
          if (!view.listeners.delete(listener) || view.listeners.size > 0) return;
          watched.delete(name);
          unwatch(view, question.model);
          keep(name, view);
        },
      };
    },
    counts: () => ({ watched: watched.size, kept: kept.size, watchers: watchers.size }),
    close: async () => {
      for (const name of [...kept.keys()]) take(name);
      await Promise.all(ending);
    },
  };
}

interface Watcher {
  readonly views: Set<View>;
  readonly loop: Loop;
}

interface Kept {
  readonly view: View;
  readonly timer: NodeJS.Timeout;
}

/** The same for questions that have the same answer, whoever asks. */
function nameOf({ model, where, reader }: Question): string {
  const values = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([model.name, values, model.visibleTo === undefined ? null : [reader.actor, reader.actorId]]);
}
