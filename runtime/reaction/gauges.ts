import type { RequestStore } from '../store/request-store.ts';
import type { Head } from '../subscription/head.ts';
import { type Observation, observe } from '../telemetry/instruments.ts';
import type { Workforce } from './workforce.ts';

export interface Gauged {
  readonly head: Head;
  readonly workforce: Workforce;
  readonly requests: RequestStore;
}

/** However often somebody collects, the store is not asked more often. All else is known in memory. */
const ASKED_EVERY_MILLISECONDS = 10_000;

/** What whoever watches an application may ask it at any time. Returns how to end that. */
export function showGauges({ head, workforce, requests }: Gauged): () => void {
  const lags = (lagOf: (position: bigint) => number): readonly Observation[] =>
    workforce.subscriptions().flatMap(({ follower, position }) => {
      const checkpoint = position();
      return checkpoint === undefined ? [] : [{ value: lagOf(checkpoint), of: { 'stormwright.subscription': follower.id } }];
    });
  const count = remembered(() => requests.countRequests());
  const stops = [
    observe('lagInPositions', () => lags((position) => (position < head.position() ? Number(head.position() - position) : 0))),
    observe('lagInSeconds', () => lags((position) => head.behindFor(position) / 1000)),
    observe('parked', () => parkedIn(workforce)),
    observe('requests', async () => {
      const { waiting, parked } = await count();
      return [{ value: waiting, of: { 'stormwright.state': 'waiting' } }, { value: parked, of: { 'stormwright.state': 'parked' } }];
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Of everybody who works here, also where it is none: what was settled has to show. */
function parkedIn(workforce: Workforce): readonly Observation[] {
  const events = new Map(workforce.subscriptions().map(({ follower }) => [follower.parkedUnder, 0]));
  for (const each of workforce.parked()) events.set(each.subscription, (events.get(each.subscription) ?? 0) + each.events);
  return [...events].map(([subscription, value]) => ({ value, of: { 'stormwright.subscription': subscription } }));
}

/** Also a failure is an answer for that long. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let [answer, askedAt]: [Promise<T> | undefined, number] = [undefined, 0];
  return () => {
    if (answer === undefined || performance.now() - askedAt >= ASKED_EVERY_MILLISECONDS) [answer, askedAt] = [ask(), performance.now()];
    return answer;
  };
}
