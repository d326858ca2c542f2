import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyOfRow, keyText } from '../../reaction/table.ts';
import type { RunningApplication } from '../../reaction/running-application.ts';
import type { Reader, ReadModelDefinition } from '../../reaction/read-model.ts';
import type { Row } from '../../store/read-model-store.ts';
import { canBeKept } from '../cursor.ts';
import { visibleRows } from '../visible-rows.ts';
import type { Turns } from './turns.ts';

/** More rows are told to nobody: whoever wants to keep so many is to ask for fewer. */
export const MOST_ROWS = 10_000;

/** Changes that are kept for those who were away for a moment. */
const MOST_CHANGES = 2000;

const PAGE = 1000;
const SHORTEST_PAUSE_IN_MILLISECONDS = 50;
const LONGEST_PAUSE_IN_MILLISECONDS = 2000;
/** A view rests so many times longer than it works. */
const REST_FOR_WORK = 4;

/** Which rows of a read model, and for whose eyes. */
export interface Question {
  readonly model: ReadModelDefinition;
  readonly where: Row;
  readonly reader: Reader;
}

/** What there was when it was last looked. Never changes: another look makes another one. */
export interface Seen {
  /** The rows have at least everything up to here. */
  readonly position: bigint;
  /** Counts the looks that have found something else. */
  readonly number: number;
  /** What is told of each row, by the text of its key. */
  readonly rows: ReadonlyMap<string, ToldRow>;
}

export interface ToldRow {
  readonly key: string;
  readonly row: string;
}

export type Change = { readonly kind: 'row'; readonly told: ToldRow } | { readonly kind: 'removed'; readonly key: string };

/** What one look has found changed. */
export interface Batch {
  readonly number: number;
  readonly position: bigint;
  readonly changes: readonly Change[];
}

/** The rows that answer one question, kept once for everybody who asks it. */
export interface View {
  /** Nobody else's, in no process. */
  readonly id: string;
  /** Looks again, from now on, and resolves when it has. Throws `TooManyRows`, and whatever a store throws. */
  look(): Promise<void>;
  seen(): Seen;
  /** What has changed since then; nothing where that is no longer known. */
  since(number: number): readonly Batch[] | undefined;
  readonly listeners: Set<() => void>;
  overflown(): boolean;
}

export class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
}

export function createView(question: Question, running: RunningApplication, turns: Turns): View {
  let seen: Seen = { position: 0n, number: 0, rows: new Map() };
  let batches: readonly Batch[] = [];
  let overflown = false;
  const listeners = new Set<() => void>();
  const look = async (): Promise<void> => {
    const passed = await running.caughtUpTo([question.model.name]);
    const found = await rowsNow(question, running);
    overflown = found === 'too many';
    if (found !== 'too many') {
      const changes = changesBetween(seen.rows, found);
      const number = changes.length === 0 ? seen.number : seen.number + 1;
      seen = { number, position: passed > seen.position ? passed : seen.position, rows: found };
      if (changes.length > 0) batches = newest([...batches, { number, position: seen.position, changes }]);
    }
    for (const listener of [...listeners]) listener();
    if (overflown) throw new TooManyRows(`More than ${MOST_ROWS} rows.`);
  };
  return {
    id: randomBytes(6).toString('base64url'),
    look: inTurn(look, turns),
    seen: () => seen,
    since: (number) => {
      const later = batches.filter((batch) => batch.number > number);
      return number <= seen.number && later.length === seen.number - number ? later : undefined;
    },
    listeners,
    overflown: () => overflown,
  };
}

/** One after another, with a rest between them; whoever asks while one waits for its turn shares it. */
function inTurn(work: () => Promise<void>, turns: Turns): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  let notBefore = 0;
  const run = async (): Promise<void> => {
    await sleep(Math.max(0, notBefore - performance.now()));
    await turns(async () => {
      waiting = undefined;
      const begun = performance.now();
      try {
        await work();
      } finally {
        const now = performance.now();
        notBefore = now + Math.min(LONGEST_PAUSE_IN_MILLISECONDS, Math.max(SHORTEST_PAUSE_IN_MILLISECONDS, (now - begun) * REST_FOR_WORK));
      }
    });
  };
  return () => {
    if (waiting !== undefined) return waiting;
    const mine = last.then(run);
    waiting = mine;
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function rowsNow({ model, where, reader }: Question, running: RunningApplication): Promise<Seen['rows'] | 'too many'> {
  const visible = visibleRows(model, running, reader);
  const found = new Map<string, ToldRow>();
  const keep = (row: Row): unknown => found.set(keyText(model, row), { key: JSON.stringify(keyOfRow(model, row)), row: JSON.stringify(row) });
  if (model.key.every((field) => field in where)) {
    const row = canBeKept(model, where) ? await visible.find(keyOfRow(model, where)) : undefined;
    if (row !== undefined) keep(row);
    return found;
  }
  for (let after: Row | undefined; found.size <= MOST_ROWS; ) {
    const rows: readonly Row[] = await visible.list({ where, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const row of rows) keep(row);
    after = rows.at(-1);
    if (rows.length < PAGE) return found.size > MOST_ROWS ? 'too many' : found;
  }
  return 'too many';
}

function changesBetween(before: Seen['rows'], after: Seen['rows']): readonly Change[] {
  const gone = [...before].filter(([text]) => !after.has(text)).map(([, { key }]): Change => ({ kind: 'removed', key }));
  const there = [...after].filter(([text, { row }]) => before.get(text)?.row !== row).map(([, told]): Change => ({ kind: 'row', told }));
  return [...gone, ...there];
}

function newest(batches: readonly Batch[]): readonly Batch[] {
  let room = MOST_CHANGES;
  const kept = batches.findLastIndex(({ changes }) => (room -= changes.length) < 0);
  return batches.slice(kept + 1);
}
