import { watchChanges } from '../../reaction/changes.ts';
import type { ReadModelDefinition } from '../../reaction/read-model.ts';
import type { RunningApplication } from '../../reaction/running-application.ts';
import { createFeed } from '../../subscription/feed.ts';
import type { Loop } from '../../subscription/loop.ts';
import type { View } from './view.ts';

/** One for each read model that somebody watches: makes its views look when rows may have changed. */
export interface Watchers {
  watch(view: View, model: ReadModelDefinition): void;
  unwatch(view: View, model: ReadModelDefinition): void;
  /** Resolves when all that were stopped have ended, and what they made look has looked. */
  ended(): Promise<void>;
}

export function watchersOn(running: RunningApplication): Watchers {
  const feed = createFeed(running.store.events);
  const watchers = new Map<string, { readonly views: Set<View>; readonly loop: Loop }>();
  const underWay = new Set<Promise<unknown>>();
  // A look that fails is followed by another one, and a store that does not answer is told of elsewhere.
  const during = (work: Promise<unknown>): void => {
    const settled: Promise<unknown> = work.catch(() => undefined).finally(() => underWay.delete(settled));
    underWay.add(settled);
  };
  const start = (model: ReadModelDefinition, views: Set<View>): void => {
    const loop = watchChanges(running, model, feed, () => views.forEach((view) => during(view.look())));
    watchers.set(model.name, { views, loop });
  };
  return {
    watch: (view, model) => {
      const views = watchers.get(model.name)?.views;
      if (views === undefined) start(model, new Set([view]));
      else views.add(view);
    },
    unwatch: (view, { name }) => {
      const watcher = watchers.get(name);
      watcher?.views.delete(view);
      if (watcher === undefined || watcher.views.size > 0) return;
      watchers.delete(name);
      during(watcher.loop.stop());
    },
    ended: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
