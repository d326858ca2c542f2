import { Temporal } from 'temporal-polyfill';
import { dateAt } from '../command/clock.ts';
import { derivedId } from '../message/ids.ts';
import type { Row } from '../store/read-model-store.ts';
import type { KeptStrokeTimer, Stroke, StrokeTimer } from '../store/timer-store.ts';
import { judging } from '../telemetry/consumers.ts';
import { lookUp, type Sight } from './looking-up.ts';
import type { ClockReaction, PolicyDefinition } from './policy.ts';
import { BehindParked, type Judged, type PolicyParts } from './policy-runner.ts';
import { nextStroke } from './schedule.ts';
import { keyOfRow, keyText } from './table.ts';
import type { TimedPolicy } from './timed-policy.ts';
import { AT_ONCE, timerDelivery } from './timer-delivery.ts';

/** Drawn once, so that a stroke of the clock has the same id everywhere and for ever. */
const STROKES = '7c2b1f0a-6d1e-4f5b-9a53-2e8c40d7b961';

export interface ClockPolicyParts extends PolicyParts {
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * A policy that acts at fixed times. It begins when it first runs; from then on no stroke is left out: those that were
 * missed are made up for one by one, each with its own time. A stroke keeps a timer for each row and then moves the clock, behind
 * which the timers fall due; the next stroke begins when each of them was tried. Whoever dies in between does it again, under ids
 * derived from policy, stroke, row and place, and that does nothing twice.
 */
export function clockPolicy(policy: PolicyDefinition, clock: ClockReaction, parts: ClockPolicyParts): TimedPolicy {
  const { timers } = parts.store;
  const { name } = policy;
  const next = (last: Temporal.Instant): Temporal.Instant => nextStroke(clock.every, last, parts.timeZone);
  const delivery = timerDelivery<KeptStrokeTimer>(parts, {
    judge: (timer, sight) => judging({ consumer: name, id: timer.id, traceparent: undefined }, () => judge(timer, sight, clock, parts)),
    failed: ({ dueAt, row }) => `Policy "${name}" could not act at ${dueAt.toString()}${clock.forEach === undefined ? '' : ` for the row ${rowKey(clock, row)}`}`,
  });
  return {
    id: `${name} (clock)`,
    name,
    nextAt: async (now) => {
      const [due] = await timers.dueStrokes(name, 1);
      if (due !== undefined) return due.dueAt;
      const last = await timers.lastStroke(name);
      if (last !== undefined) return next(last);
      await timers.moveStroke(name, undefined, now);
      return next((await timers.lastStroke(name)) ?? now);
    },
    strike: async ({ now, head }) => {
      const due = await timers.dueStrokes(name, AT_ONCE);
      if (due.length > 0) return delivery.deliver(due, head);
      const from = await timers.lastStroke(name);
      const at = from === undefined ? undefined : next(from);
      if (from === undefined || at === undefined || Temporal.Instant.compare(at, now) > 0) return { kind: 'nothing due' };
      const { forEach } = clock;
      if (forEach !== undefined && (await parts.standings.readModel(forEach.name, head)).position < head) return { kind: 'held up', by: forEach.name };
      await strikeAt({ policy: name, from, at }, clock, parts);
      const struck = await delivery.deliver(await timers.dueStrokes(name, AT_ONCE), head);
      return struck.kind === 'nothing due' ? { kind: 'struck' } : struck;
    },
    trouble: delivery.trouble,
  };
}

/** Ends without a word when another one has struck meanwhile. */
async function strikeAt(stroke: Stroke, clock: ClockReaction, { store, batchSize }: ClockPolicyParts): Promise<void> {
  let place = 0;
  for await (const rows of rowsFor(clock, store.readModels.list, batchSize)) {
    const timers = rows.map((row): StrokeTimer => ({ id: idOf(stroke, rowKey(clock, row)), place: (place += 1), row }));
    if (!(await store.timers.keepStroke(stroke, timers))) return;
  }
  await store.timers.moveStroke(stroke.policy, stroke.from, stroke.at);
}

async function* rowsFor({ forEach }: ClockReaction, list: ClockPolicyParts['store']['readModels']['list'], limit: number): AsyncIterable<readonly Row[]> {
  if (forEach === undefined) return yield [{}];
  for (let after: Row | undefined; ; ) {
    const rows: readonly Row[] = await list(forEach.name, { where: {}, limit, ...(after === undefined ? {} : { after }) });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < limit) return;
    after = keyOfRow(forEach, last);
  }
}

async function judge({ id, policy, row: stored, dueAt: now }: KeptStrokeTimer, sight: Sight, clock: ClockReaction, { store, timeZone }: ClockPolicyParts): Promise<Judged> {
  const row = clock.forEach?.row.decode(stored) ?? {};
  const tick = { id, now, today: dateAt(now, timeZone) };
  const looked = await lookUp(store, sight, Object.entries(clock.looksUp?.(tick, row) ?? {}));
  if (looked.kind === 'held up') return looked;
  if (looked.kind === 'parked') throw new BehindParked(looked.behind);
  // A stroke begins a chain of its own for each row, and a trace of its own, in the policy's own name.
  const metadata = { correlationId: id, causationId: id, actor: { name: policy, id: null }, policy };
  return { kind: 'judged', cause: { id, policy, metadata }, sendings: looked.found === undefined ? [] : clock.react(tick, row, looked.found), looked: clock.looksUp !== undefined };
}

function idOf({ policy, at }: Stroke, key: string): string {
  return derivedId(STROKES, JSON.stringify([policy, at.toString(), key]));
}

function rowKey({ forEach }: ClockReaction, row: Row): string {
  return forEach === undefined ? '[]' : keyText(forEach, row);
}
