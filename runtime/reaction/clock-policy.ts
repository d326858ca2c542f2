import { Temporal } from 'temporal-polyfill';
import { dateAt } from '../command/clock.ts';
import { derivedId } from '../message/ids.ts';
import type { Row } from '../store/read-model-store.ts';
import { lookUp } from './looking-up.ts';
import type { ClockReaction, PolicyDefinition, Tick } from './policy.ts';
import { BehindParked, type PolicyParts } from './policy-runner.ts';
import { nextStroke } from './schedule.ts';
import { type Cause, sendAll } from './sending.ts';
import { sightId } from './sight-id.ts';
import { keyOfRow, keyText } from './table.ts';
import type { TimedPolicy } from './timed-policy.ts';

/** Drawn once, so that a stroke of the clock has the same id everywhere and for ever. */
const STROKES = '7c2b1f0a-6d1e-4f5b-9a53-2e8c40d7b961';

export interface ClockPolicyParts extends PolicyParts {
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * A policy that acts at fixed times. It begins when it first runs; from then on no stroke is left out: those that were
 * missed are made up for one by one, each with its own time. The clock moves behind what was sent, so whoever dies in
 * between sends again, under ids derived from policy, stroke, row and place, and that does nothing twice.
 */
export function clockPolicy(policy: PolicyDefinition, clock: ClockReaction, parts: ClockPolicyParts): TimedPolicy {
  const { timers } = parts.store;
  const next = (last: Temporal.Instant): Temporal.Instant => nextStroke(clock.every, last, parts.timeZone);
  return {
    id: `${policy.name} (clock)`,
    name: policy.name,
    nextAt: async (now) => {
      const last = await timers.lastStroke(policy.name);
      if (last !== undefined) return next(last);
      await timers.moveStroke(policy.name, undefined, now);
      return next((await timers.lastStroke(policy.name)) ?? now);
    },
    strike: async ({ now, head }) => {
      const last = await timers.lastStroke(policy.name);
      const at = last === undefined ? undefined : next(last);
      if (at === undefined || Temporal.Instant.compare(at, now) > 0) return { kind: 'nothing due' };
      const by = await strikeAt(at, policy.name, clock, parts, head);
      if (by !== undefined) return { kind: 'held up', by };
      await timers.moveStroke(policy.name, last, at);
      return { kind: 'struck' };
    },
    trouble: () => undefined,
  };
}

/** One stroke, for all rows, or the read model that has to get further first. */
async function strikeAt(at: Temporal.Instant, policy: string, clock: ClockReaction, parts: ClockPolicyParts, head: bigint): Promise<string | undefined> {
  const { forEach } = clock;
  if (forEach !== undefined && (await parts.standings.readModel(forEach.name, head)).position < head) return forEach.name;
  const tick = { now: at, today: dateAt(at, parts.timeZone) };
  for await (const { key, row } of rowsFor(clock, parts)) {
    const cause = causeOf(policy, at, key);
    const behind = await failingWith(`at ${at.toString()}${key === '[]' ? '' : ` for the row ${key}`}`, policy, () => actOn(row, tick, cause, clock, parts, head));
    if (behind !== undefined) return behind;
  }
  return undefined;
}

interface RowToActOn {
  /** The same text for the same key. */
  readonly key: string;
  readonly row: object;
}

async function* rowsFor({ forEach }: ClockReaction, { store, batchSize }: ClockPolicyParts): AsyncIterable<RowToActOn> {
  if (forEach === undefined) return yield { key: '[]', row: {} };
  for (let after: Row | undefined; ; ) {
    const rows: readonly Row[] = await store.readModels.list(forEach.name, { where: {}, limit: batchSize, ...(after === undefined ? {} : { after }) });
    for (const row of rows) yield { key: keyText(forEach, row), row: forEach.row.decode(row) };
    const last = rows.at(-1);
    if (last === undefined || rows.length < batchSize) return;
    after = keyOfRow(forEach, last);
  }
}

async function actOn(row: object, tick: Omit<Tick, 'id'>, cause: Cause, clock: ClockReaction, parts: ClockPolicyParts, head: bigint): Promise<string | undefined> {
  const own = { ...tick, id: cause.id };
  const sight = { id: sightId(cause.policy, cause.id), standings: parts.standings, position: head };
  const looked = await lookUp(parts.store, sight, Object.entries(clock.looksUp?.(own, row) ?? {}));
  if (looked.kind === 'held up') return looked.by;
  if (looked.kind === 'parked') throw new BehindParked(looked.behind);
  if (looked.found !== undefined) await sendAll(cause, parts, clock.react(own, row, looked.found));
  await parts.store.sights.forgetSights(clock.looksUp === undefined ? [] : [sight.id]);
  return undefined;
}

/** A stroke begins a chain of its own for each row, in the policy's own name. */
function causeOf(policy: string, at: Temporal.Instant, key: string): Cause {
  const id = derivedId(STROKES, JSON.stringify([policy, at.toString(), key]));
  return { id, policy, metadata: { correlationId: id, causationId: id, actor: { name: policy, id: null }, policy } };
}

async function failingWith<T>(when: string, policy: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Policy "${policy}" could not act ${when}: ${reason}`, { cause: error });
  }
}
