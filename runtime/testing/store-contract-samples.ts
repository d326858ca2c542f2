import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import type { Json } from '../message/json.ts';
import type { Metadata } from '../message/message.ts';
import type { AppendResult, EventStore, EventToStore, ExpectedRevision, OutcomeToKeep, ReadAllOptions, ReadStreamOptions, StoredEvent } from '../store/event-store.ts';
import { type KnownTable, type ReadModelStore, type RowTransaction, tableId } from '../store/read-model-store.ts';
import type { Store } from '../store/store.ts';

/** Makes an empty store. */
export type MakeStore = () => Promise<Store>;

/** A test on an empty store of its own. */
export type StoreTest = (name: string, work: (store: Store) => Promise<void>) => void;

export function testsOn(makeStore: MakeStore): StoreTest {
  return (name, work) =>
    test(name, async () => {
      const store = await makeStore();
      try {
        await work(store);
      } finally {
        await store.close();
      }
    });
}

export const sampleMetadata: Metadata = { correlationId: 'a chain', causationId: 'its cause', actor: { name: 'Account owner', id: null }, policy: null };

export const sampleTime: Temporal.Instant = Temporal.Instant.from('2026-11-23T12:00:00.123456Z');

export function sampleEvent(type = 'Money deposited', data: Json = { amount: '20.05' }): EventToStore {
  return { id: randomUUID(), type, version: 1, data, occurredAt: sampleTime, metadata: sampleMetadata };
}

export function sampleEvents(count: number, type?: string): readonly EventToStore[] {
  return Array.from({ length: count }, (_, index) => sampleEvent(type, { number: index + 1 }));
}

export function sampleOutcome(commandId: string, refusal: string | null = null): OutcomeToKeep {
  return { commandId, command: 'Withdraw money', stream: 'Bank account/A', fingerprint: null, refusal, metadata: sampleMetadata, occurredAt: sampleTime, unanswered: refusal !== null };
}

/** One event to one stream. */
export function append(events: EventStore, stream: string, expected: ExpectedRevision, toStore: readonly EventToStore[] = [sampleEvent()], commandId?: string): Promise<AppendResult> {
  return events.append({ streams: [{ stream, expected, events: toStore }], ...(commandId === undefined ? {} : { commandId }) });
}

/** The events an append stored; fails when it stored none of them. */
export function storedBy(result: AppendResult): readonly StoredEvent[] {
  if (result.kind !== 'appended') throw new Error(`The append ended as ${JSON.stringify(result)}.`);
  return result.events;
}

export async function streamOf(events: EventStore, stream: string, options?: ReadStreamOptions): Promise<readonly StoredEvent[]> {
  const found: StoredEvent[] = [];
  for await (const event of events.readStream(stream, options)) found.push(event);
  return found;
}

export async function feedOf(events: EventStore, options: ReadAllOptions = { after: 0n }): Promise<readonly StoredEvent[]> {
  return (await batchesOf(events, options)).flat();
}

export async function batchesOf(events: EventStore, options: ReadAllOptions): Promise<readonly (readonly StoredEvent[])[]> {
  const batches: (readonly StoredEvent[])[] = [];
  for await (const batch of events.readAll(options)) batches.push(batch);
  return batches;
}

/** Moves the newest table of a read model's definition. */
export async function advance({ readModels }: Store, name: string, from: bigint, to: bigint, work: (rows: RowTransaction) => Promise<void> = async () => {}): Promise<boolean> {
  return readModels.advance(await newestTable(readModels, name), { from, to }, work);
}

/** Where the newest table of a read model's definition is. */
export async function checkpointOf({ readModels, checkpoints }: Store, name: string): Promise<bigint> {
  return (await checkpoints.checkpoint(tableId(await newestTable(readModels, name)))).position;
}

export async function newestTable(readModels: ReadModelStore, name: string): Promise<KnownTable> {
  const table = (await readModels.tables(name)).at(-1);
  if (table === undefined) throw new Error(`"${name}" has no table.`);
  return table;
}

/** Events as plain values that a test can compare and print. */
export function plain(events: readonly StoredEvent[]): readonly unknown[] {
  return events.map((event) => ({ ...event, occurredAt: event.occurredAt.toString(), position: event.position.toString() }));
}

/** Nothing was stored: neither events nor a hole where they would have been. */
export async function expectEmpty(events: EventStore): Promise<void> {
  expect(await feedOf(events)).toEqual([]);
  expect(await events.head()).toBe(0n);
}
