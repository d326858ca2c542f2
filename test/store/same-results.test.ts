import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { Json } from '../../runtime/message/json.ts';
import type { AppendRequest, EventToStore, ExpectedRevision, ReadAllOptions, ReadStreamOptions } from '../../runtime/store/event-store.ts';
import type { Row } from '../../runtime/store/read-model-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import type { TimerState } from '../../runtime/store/timer-store.ts';
import { advance as advanceTable, batchesOf, checkpointOf, feedOf, sampleEvent, sampleMetadata, sampleOutcome, sampleTime, streamOf } from '../../runtime/testing/store-contract-samples.ts';
import { sampleTable } from '../../runtime/testing/store-contract-rows.ts';
import { createTestStore } from '../postgres/test-store.ts';

/** Something to do to a store; what it gives, or the sentence it throws, has to be the same on every store. */
interface Step {
  readonly label: string;
  run(store: Store): Promise<unknown>;
}

const table = sampleTable({ columns: [{ name: 'accountNumber', type: 'text', optional: false }, { name: 'number', type: 'numeric', optional: false }, { name: 'since', type: 'interval', optional: true }, { name: 'note', type: 'json', optional: true }], key: ['accountNumber', 'number'], findBy: ['note'] });

const streams = fc.constantFrom('A', 'B', 'Bank account/世');
const commandIds = fc.option(fc.constantFrom('one', 'two', 'three'), { nil: undefined });
const expectations: fc.Arbitrary<ExpectedRevision> = fc.oneof(fc.nat(4), fc.constantFrom<ExpectedRevision>('any', 'any', 'any', 'no stream', 'stream exists', -1));
const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }).map((value) => JSON.parse(JSON.stringify(value)));
/** Ids are drawn where the step is made, so that both stores get the same, and now and then one twice. */
const ids = ['8b1f4d6e-0000-4000-8000-000000000001', '8b1f4d6e-0000-4000-8000-000000000002'];
const events = fc.array(fc.tuple(fc.constantFrom('Opened', 'Deposited'), json, fc.nat(20), fc.nat(3)), { maxLength: 3 }).map((drawn) => drawn.map(([type, data, luck, minutes]): EventToStore => ({ ...sampleEvent(type, data), id: ids[luck] ?? randomUUID(), occurredAt: sampleTime.add({ minutes }), metadata: { ...sampleMetadata, correlationId: `chain ${minutes % 2}`, ...(luck > 10 ? { traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033${luck}-01` } : {}) } })));
const requests: fc.Arbitrary<AppendRequest> = fc.tuple(fc.uniqueArray(fc.record({ stream: streams, expected: expectations, events }), { minLength: 1, maxLength: 2, selector: ({ stream }) => stream }), commandIds).map(([appends, commandId]) => ({ streams: appends, ...(commandId === undefined ? {} : { commandId }) }));
const keyText = fc.constantFrom('A', 'a', 'ä', '🏦', '\uffee', '');
const number = fc.constantFrom('0', '-0', '1.50', '1.5', '007', '-3.25', 'x');
const since = fc.option(fc.constantFrom('P1D', 'PT24H', 'PT90M', '-PT1H', 'P1W'), { nil: null });
const rows: fc.Arbitrary<Row> = fc.record({ accountNumber: keyText, number, since, note: fc.option(json, { nil: null }) });
const keys = fc.record({ accountNumber: keyText, number });
/** Where a list goes on: a key alone is too little for one that is sorted. */
const places = fc.record({ accountNumber: keyText, number, since }, { requiredKeys: ['accountNumber', 'number'] });
const orders = fc.option(fc.record({ column: fc.constantFrom('accountNumber', 'number', 'since', 'since', 'note'), descending: fc.boolean() }), { nil: undefined });

const readings: fc.Arbitrary<ReadStreamOptions> = fc.record({ direction: fc.constantFrom('forward', 'backward'), from: fc.integer({ min: -1, max: 6 }), to: fc.integer({ min: -1, max: 6 }), asOf: fc.nat(3).map((minutes) => sampleTime.add({ minutes })) }, { requiredKeys: [] });
const partitions = fc.integer({ min: 1, max: 3 }).chain((of) => fc.nat(of - 1).map((number) => ({ number, of })));
const filters: fc.Arbitrary<Omit<ReadAllOptions, 'after'>> = fc.record({ upTo: fc.bigInt(0n, 12n), types: fc.constant(['Opened']), streams: fc.subarray(['A', 'B', 'Bank account/世']), streamPrefix: fc.constantFrom('', 'B', 'Bank account/'), partition: partitions }, { requiredKeys: [] });

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: requests.map((request) => step('append', (store) => store.events.append(request))) },
  // What arrives in one moment is stored in one batch, with the same results as one after the other.
  { weight: 3, arbitrary: fc.array(requests, { minLength: 2, maxLength: 6 }).map((several) => step('appends', (store) => Promise.all(several.map((request) => store.events.append(request).catch((error: Error) => `throws ${error.message}`))))) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('one', 'two', 'three'), fc.option(fc.constant('Not enough money'), { nil: null })).map(([id, refusal]) => step('keepOutcome', (store) => store.events.keepOutcome(sampleOutcome(id, refusal)))) },
  { weight: 1, arbitrary: fc.constantFrom('one', 'two', 'three').map((id) => step('findOutcome', (store) => store.events.findOutcome(id))) },
  { weight: 2, arbitrary: fc.tuple(streams, readings).map(([stream, options]) => step('readStream', (store) => streamOf(store.events, stream, options))) },
  { weight: 1, arbitrary: fc.constantFrom('chain 0', 'chain 1').map((id) => step('readCorrelation', (store) => collected(store.events.readCorrelation(id)))) },
  { weight: 3, arbitrary: fc.record({ after: fc.bigInt(-1n, 12n), batchSize: fc.integer({ min: 1, max: 4 }) }).chain((first) => filters.map((rest) => ({ ...first, ...rest }))).map((options) => step('readAll', (store) => batchesOf(store.events, options))) },
  { weight: 3, arbitrary: fc.tuple(fc.bigInt(0n, 2n), fc.bigInt(0n, 2n), fc.array(rows, { maxLength: 3 }), fc.array(keys, { maxLength: 2 })).map(([from, to, put, removed]) => step('advance', (store) => advance(store, from, to, put, removed))) },
  { weight: 1, arbitrary: keys.map((key) => step('find', (store) => store.readModels.find(table.name, key))) },
  { weight: 2, arbitrary: fc.tuple(fc.option(places, { nil: undefined }), fc.nat(4), fc.constantFrom<Row>({}, { accountNumber: 'a' }, { number: '1.500' }, { since: 'PT24H' }, { since: null }, { note: null }, { note: {} }), orders).map(([after, limit, where, sort]) => step('list', (store) => store.readModels.list(table.name, { where, limit, ...(sort === undefined ? {} : { sort }), ...(after === undefined ? {} : { after }) }))) },
  { weight: 1, arbitrary: fc.tuple(fc.bigInt(0n, 2n), fc.bigInt(0n, 2n)).map(([from, to]) => step('moveCheckpoint', async (store) => [await store.checkpoints.moveCheckpoint({ subscription: 'Policy', from, to }), await store.checkpoints.checkpoint('Policy')])) },
);

const timerIds = ['8b1f4d6e-0000-4000-8000-00000000000a', '8b1f4d6e-0000-4000-8000-00000000000b', '8b1f4d6e-0000-4000-8000-00000000000c'];
const moments = fc.integer({ min: 0, max: 3 }).map((minutes) => sampleTime.add({ minutes }));
const timerSteps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...timerIds), fc.constantFrom('Remind', 'Dun'), streams, fc.nat(3), fc.bigInt(1n, 3n), moments).map(([id, policy, stream, revision, position, dueAt]) => step('keepTimer', (store) => store.timers.keepTimer({ id, policy, eventType: 'Opened', stream, revision, position, dueAt }))) },
  { weight: 1, arbitrary: fc.tuple(streams, fc.nat(4)).map(([stream, beforeRevision]) => step('callOffTimers', (store) => store.timers.callOffTimers({ policy: 'Remind', stream, eventTypes: ['Opened'], beforeRevision }))) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...timerIds), fc.nat(2)).map(([id, attempts]) => step('claimTimer', (store) => store.timers.claimTimer(id, attempts))) },
  { weight: 1, arbitrary: fc.constantFrom(...timerIds).map((id) => step('markTimerDone', (store) => store.timers.markTimerDone(id))) },
  { weight: 1, arbitrary: fc.constantFrom(...timerIds).map((id) => step('markTimerFailed', (store) => store.timers.markTimerFailed(id, 'oops', 3_600_000))) },
  { weight: 2, arbitrary: moments.map((now) => step('dueTimers', async (store) => [await store.timers.dueTimers('Remind', now, 2), await store.timers.nextTimer('Remind')])) },
  { weight: 2, arbitrary: fc.tuple(moments, moments, fc.array(fc.record({ id: fc.constantFrom(...timerIds), place: fc.nat(3), row: fc.constantFrom({}, { name: 'é', count: 1.5 }) }), { maxLength: 3 })).map(([from, at, timers]) => step('keepStroke', async (store) => [await store.timers.keepStroke({ policy: 'Remind', from, at }, timers), await store.timers.dueStrokes('Remind', 2)])) },
  { weight: 1, arbitrary: fc.constantFrom<TimerState[]>('pending', 'done', 'called off').map((state) => step('listTimers', (store) => store.timers.listTimers(state, 9))) },
  { weight: 1, arbitrary: fc.tuple(fc.option(moments, { nil: undefined }), moments).map(([from, to]) => step('moveStroke', async (store) => [await store.timers.moveStroke('Remind', from, to), await store.timers.lastStroke('Remind')])) },
);

function step(label: string, run: Step['run']): Step {
  return { label, run };
}

async function collected(events: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for await (const event of events) found.push(event);
  return found;
}

async function advance(store: Store, from: bigint, to: bigint, put: readonly Row[], removed: readonly Row[]): Promise<unknown> {
  const seen: unknown[] = [];
  const moved = await advanceTable(store, table.name, from, to, async (transaction) => {
    seen.length = 0;
    for (const key of removed) {
      seen.push((await transaction.get(key)) ?? 'nothing');
      await transaction.remove(key);
    }
    for (const row of put) await transaction.put(row);
    for await (const row of transaction.all()) seen.push(row);
  });
  return [moved, moved ? seen : [], await checkpointOf(store, table.name)];
}

/** Everything a store said, as text that can be compared: instants and positions too. */
async function transcript(store: Store, script: readonly Step[]): Promise<readonly string[]> {
  const lines: string[] = [];
  await store.readModels.prepare(table);
  const ending = step('feed', (each) => feedOf(each.events));
  const listing = step('rows', (each) => each.readModels.list(table.name, { where: {}, limit: 1000 }));
  for (const { label, run } of [...script, ending, listing]) {
    const said = await run(store).catch((error: Error) => `throws ${error.message}`);
    lines.push(`${label}: ${JSON.stringify(said, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))}`);
  }
  return lines;
}

test('whatever is done to them, the store in memory and the store on PostgreSQL say the same', async () => {
  const property = fc.asyncProperty(fc.array(fc.oneof({ weight: 4, arbitrary: steps }, { weight: 1, arbitrary: timerSteps }), { minLength: 5, maxLength: 40, size: 'max' }), async (script) => {
    const [memory, postgres] = [createMemoryStore(), await createTestStore()];
    try {
      expect(await transcript(postgres, script)).toEqual(await transcript(memory, script));
    } finally {
      await postgres.close();
    }
  });
  await fc.assert(property, { numRuns: 40, endOnFailure: true });
});
