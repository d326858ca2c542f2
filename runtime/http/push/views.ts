import type { RunningApplication } from '../../reaction/running-application.ts';
import { keptViews } from './kept-views.ts';
import { takeTurns } from './turns.ts';
import { createView, type Question, type View } from './view.ts';
import { watchersOn } from './watchers.ts';

/** The views that somebody watches, one for each question. */
export interface Views {
  /** `listener` hears of every look from now on, until the view is left. */
  join(question: Question, listener: () => void): Joined;
  /** Resolves when nobody looks any more. Those who have joined must have left. */
  close(): Promise<void>;
}

export interface Joined {
  readonly view: View;
  leave(): void;
}

/** The store has others to serve. */
const LOOKS_AT_ONCE = 4;

export function viewsOf(running: RunningApplication): Views {
  const turns = takeTurns(LOOKS_AT_ONCE);
  const [watched, kept, watchers] = [new Map<string, View>(), keptViews(), watchersOn(running)];
  return {
    join: (question, listener) => {
      const name = nameOf(question);
      const view = watched.get(name) ?? kept.take(name) ?? createView(question, running, turns);
      view.listeners.add(listener);
      watched.set(name, view);
      watchers.watch(view, question.model);
      const leave = (): void => {
        if (!view.listeners.delete(listener) || view.listeners.size > 0) return;
        watched.delete(name);
        watchers.unwatch(view, question.model);
        kept.keep(name, view);
      };
      return { view, leave };
    },
    close: async () => {
      kept.clear();
      await watchers.ended();
    },
  };
}

/** The same for questions that have the same answer, whoever asks. */
function nameOf({ model, where, reader }: Question): string {
  const values = Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([model.name, values, model.visibleTo === undefined ? null : [reader.actor, reader.actorId]]);
}
