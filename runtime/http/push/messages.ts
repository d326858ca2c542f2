import { createSignal } from '../../subscription/signal.ts';
import type { Batch, Change, Seen, View } from './view.ts';

/** A proxy that hears nothing for long hangs up. */
const SIGN_OF_LIFE_IN_MILLISECONDS = 15_000;
const COME_BACK_AFTER_MILLISECONDS = 2000;
const ROWS_AT_A_TIME = 100;

/** Somebody who is told of a view. */
export interface Listening {
  readonly hear: () => void;
  /** It is to end now. */
  readonly end: () => void;
  /** Ready-made text of server-sent events, at the pace at which it is taken. */
  messages(view: View, lastEventId: string | undefined): AsyncGenerator<string>;
}

/** `until`, in milliseconds since 1970, is when it ends by itself. */
export function listening(until = Infinity): Listening {
  const news = createSignal();
  let over = false;
  const isOver = (): boolean => over || Date.now() >= until;
  return {
    hear: news.raise,
    end: () => {
      over = true;
      news.raise();
    },
    async *messages(view, lastEventId) {
      yield `retry: ${COME_BACK_AFTER_MILLISECONDS}\n\n`;
      let told = numberIn(view, lastEventId);
      let toldAt = performance.now();
      for (let isReady = false; !isOver() && !view.overflown(); isReady = true) {
        const heard = news.raised();
        const seen = view.seen();
        const batches = told === undefined ? undefined : view.since(told);
        if (batches === undefined) yield* everything(view, seen);
        else for (const batch of batches) yield changesOf(view, batch);
        if (batches !== undefined && !isReady) yield message({ event: 'ready', data: '{}', id: idOf(view, seen) });
        told = seen.number;
        // Being woken without news is no sign of life to anybody.
        if (batches === undefined || batches.length > 0) toldAt = performance.now();
        await news.wait(heard, Math.max(0, Math.min(toldAt + SIGN_OF_LIFE_IN_MILLISECONDS - performance.now(), until - Date.now())));
        if (performance.now() - toldAt < SIGN_OF_LIFE_IN_MILLISECONDS) continue;
        yield ': nothing new\n\n';
        toldAt = performance.now();
      }
    },
  };
}

/** Whoever is cut off in the middle has nothing, and must not come back as if they had what they were told before: hence the empty id. */
function* everything(view: View, seen: Seen): Generator<string> {
  yield message({ event: 'reset', data: '{}', id: '' });
  const rows = [...seen.rows.values()].map((told) => message({ event: 'row', data: dataOf({ kind: 'row', told }) }));
  for (let from = 0; from < rows.length; from += ROWS_AT_A_TIME) yield rows.slice(from, from + ROWS_AT_A_TIME).join('');
  yield message({ event: 'ready', data: '{}', id: idOf(view, seen) });
}

/** Only the last one carries the id: who has it has all of them. */
function changesOf(view: View, { number, position, changes }: Batch): string {
  const last = changes.length - 1;
  return changes.map((change, index) => message({ event: change.kind, data: dataOf(change), ...(index === last ? { id: idOf(view, { number, position }) } : {}) })).join('');
}

function dataOf(change: Change): string {
  return change.kind === 'row' ? `{"key":${change.told.key},"row":${change.told.row}}` : `{"key":${change.key}}`;
}

/** The position, then what only the view it comes from understands. */
function idOf({ id }: View, { number, position }: Pick<Seen, 'number' | 'position'>): string {
  return `${position}.${number}.${id}`;
}

function numberIn({ id: own }: View, lastEventId: string | undefined): number | undefined {
  const [, number = '', id] = /^[0-9]+\.([0-9]{1,15})\.(.*)$/.exec(lastEventId ?? '') ?? [];
  return id === own ? Number(number) : undefined;
}

/** Source: the HTML standard, "Server-sent events". JSON has no line breaks outside of texts, and in them they are escaped. */
function message({ event, data, id }: { readonly event: string; readonly data: string; readonly id?: string }): string {
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`;
}
