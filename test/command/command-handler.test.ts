import { Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { commandHandler, type CommandHandler } from '../../runtime/command/command-handler.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { vocabularyOf } from '../../runtime/reaction/vocabulary.ts';
import type { EventStore } from '../../runtime/store/event-store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { ADA, closeAccount, depositMoney, openAccount, TRANSFER, transferMoney, withdrawMoney } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00.123456Z');

function handling(events: EventStore, cacheSize = 1000): CommandHandler {
  const application = bank();
  return commandHandler({ aggregates: application.aggregates, registry: vocabularyOf(application).events, events, clock: () => NOON, timeZone: 'UTC', cacheSize });
}

const refusedBecause = (refusal: string): object => ({ kind: 'refused', refusal });

describe('A command that is accepted', () => {
  test('says which instance it changed, at which revision and position, and what happened', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(openAccount(ADA));
    const result = await handler.send(depositMoney(ADA, '50.00'));
    expect(result).toMatchObject({ kind: 'accepted', id: ADA, stream: `Bank account/${ADA}`, revision: 2, position: 2n });
    expect(result.kind === 'accepted' && result.events[0]).toMatchObject({ type: 'Money deposited', data: { balance: 50_00n }, revision: 2 });
  });

  test('is stored with its time in milliseconds, its actor and its cause', async () => {
    const { events } = createMemoryStore();
    const actor = { name: 'Bank clerk', id: 'c1' };
    await handling(events).send(openAccount(ADA), { commandId: 'c-1', actor, correlationId: 'chain', causationId: 'cause', policy: 'P' });
    const [opened] = await all(events);
    expect(opened?.occurredAt.toString()).toBe('2026-11-23T12:00:00.123Z');
    expect(opened?.metadata).toEqual({ correlationId: 'chain', causationId: 'cause', actor, policy: 'P' });
  });

  test('starts a chain of its own when nothing else is said', async () => {
    const { events } = createMemoryStore();
    await handling(events).send(openAccount(ADA), { commandId: 'c-1' });
    expect((await all(events))[0]?.metadata).toEqual({ correlationId: 'c-1', causationId: 'c-1', actor: null, policy: null });
  });

  test('may come to nothing, and then says where the instance and the log are', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(transferMoney(ADA, 'NL000002', '1.00'));
    const result = await handler.send({ type: 'Record deposit', data: { transferId: TRANSFER } }, { commandId: 'c-2' });
    expect(result).toEqual({ kind: 'accepted', id: TRANSFER, stream: `Money transfer/${TRANSFER}`, revision: 1, position: 1n, events: [] });
  });
});

describe('A command that is refused', () => {
  test('is refused by lifecycle, by rules and by the limits of its fields', async () => {
    const handler = handling(createMemoryStore().events);
    expect(await handler.send(depositMoney(ADA, '1.00'))).toEqual(refusedBecause('Bank account does not exist'));
    expect(await handler.send(openAccount('x1'))).toEqual(refusedBecause('Account number must look like NL000001'));
    await handler.send(openAccount(ADA));
    expect(await handler.send(openAccount(ADA))).toEqual(refusedBecause('Bank account already exists'));
    expect(await handler.send(withdrawMoney(ADA, '0.01'))).toEqual(refusedBecause('Can not overdraw account'));
    await handler.send(closeAccount(ADA));
    expect(await handler.send(depositMoney(ADA, '1.00'))).toEqual(refusedBecause('Bank account has ended'));
  });

  test('stores nothing', async () => {
    const { events } = createMemoryStore();
    await handling(events).send(depositMoney(ADA, '1.00'), { commandId: 'c-1' });
    expect(await events.head()).toBe(0n);
  });

  test('is kept for operators under an id of its own when nobody answers', async () => {
    const { events } = createMemoryStore();
    const kept: object[] = [];
    const watched: EventStore = { ...events, keepOutcome: (outcome) => (kept.push(outcome), events.keepOutcome(outcome)) };
    await handling(watched).send(depositMoney(ADA, '1.00'));
    await handling(watched).send(depositMoney(ADA, '1.00'), { refusalAnswered: false });
    expect(kept).toMatchObject([{ command: 'Deposit money', stream: `Bank account/${ADA}`, refusal: 'Bank account does not exist', unanswered: true }]);
  });
});

describe('The same command id again', () => {
  test('gives the first acceptance, and stores nothing', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(openAccount(ADA));
    const first = await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1' });
    expect(await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1' })).toEqual(first);
    expect(await handling(events).send(depositMoney(ADA, '5.00'), { commandId: 'c-1' })).toEqual(first);
    expect(await events.head()).toBe(2n);
  });

  test('gives the first refusal, although it would be accepted by now', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1' });
    await handler.send(openAccount(ADA));
    expect(await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1' })).toEqual(refusedBecause('Bank account does not exist'));
    expect(await events.head()).toBe(1n);
  });

  test('gives the first acceptance, although it would be refused by now', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    const first = await handler.send(openAccount(ADA), { commandId: 'c-1' });
    expect(await handler.send(openAccount(ADA), { commandId: 'c-1' })).toEqual(first);
    expect(first.kind).toBe('accepted');
  });

  test('gives "nothing happened" again, although something would happen by now', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(transferMoney(ADA, 'NL000002', '1.00'));
    const record = { type: 'Record deposit', data: { transferId: TRANSFER } };
    await handler.send(record, { commandId: 'c-1' });
    await handler.send({ type: 'Record withdrawal', data: { transferId: TRANSFER } });
    expect(await handler.send(record, { commandId: 'c-1' })).toMatchObject({ kind: 'accepted', events: [] });
    expect(await handler.send(record, { commandId: 'c-2' })).toMatchObject({ kind: 'accepted', events: [{ type: 'Transfer completed' }] });
  });

  test('gives the first result rather than a conflict with the revision it was sent for', async () => {
    const handler = handling(createMemoryStore().events);
    await handler.send(openAccount(ADA));
    const first = await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1', expectedRevision: 1 });
    expect(await handler.send(depositMoney(ADA, '5.00'), { commandId: 'c-1', expectedRevision: 1 })).toEqual(first);
  });
});

describe('An expected revision', () => {
  test('that is another is a conflict, and not tried again', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(openAccount(ADA));
    expect(await handler.send(depositMoney(ADA, '5.00'), { expectedRevision: 3 })).toEqual({ kind: 'conflict', expected: 3, actual: 1 });
    expect(await handler.send(depositMoney(ADA, '5.00'), { expectedRevision: 0 })).toEqual({ kind: 'conflict', expected: 0, actual: 1 });
    expect(await events.head()).toBe(1n);
  });

  test('is compared with the store, not with what is remembered', async () => {
    const { events } = createMemoryStore();
    const [one, other] = [handling(events), handling(events)];
    await one.send(openAccount(ADA));
    await other.send(depositMoney(ADA, '5.00'));
    expect(await one.send(depositMoney(ADA, '5.00'), { expectedRevision: 2 })).toMatchObject({ kind: 'accepted', revision: 3 });
  });
});

describe('Several at once', () => {
  test('fifty deposits on one account all land, and the balance is right', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    await handler.send(openAccount(ADA));
    const results = await Promise.all(Array.from({ length: 50 }, () => handler.send(depositMoney(ADA, '1.00'))));
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect((await all(events)).at(-1)?.data).toMatchObject({ balance: '50.00' });
  });

  test('two processes that race on one account lose no deposit', async () => {
    const { events } = createMemoryStore();
    const processes = [handling(events), handling(events)];
    await processes[0]?.send(openAccount(ADA));
    const results = await Promise.all(processes.flatMap((each) => Array.from({ length: 20 }, () => each.send(depositMoney(ADA, '1.00')))));
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect((await all(events)).at(-1)?.data).toMatchObject({ balance: '40.00' });
  });

  test('whoever is always too late hears so', async () => {
    const { events } = createMemoryStore();
    await handling(events).send(openAccount(ADA));
    const busy: EventStore = { ...events, append: async ({ streams }) => ({ kind: 'conflict', stream: streams[0]?.stream ?? '', expected: 1, actual: 2 }) };
    expect(await handling(busy).send(depositMoney(ADA, '1.00'))).toEqual({ kind: 'retries exhausted', attempts: 10 });
  });
});

describe('A remembered instance', () => {
  test('that is behind the store neither refuses nor accepts wrongly', async () => {
    const { events } = createMemoryStore();
    const [one, other] = [handling(events), handling(events)];
    await one.send(openAccount(ADA));
    await other.send(depositMoney(ADA, '5.00'));
    expect(await one.send(withdrawMoney(ADA, '5.00'))).toMatchObject({ kind: 'accepted' });
    expect(await other.send(withdrawMoney(ADA, '5.00'))).toEqual(refusedBecause('Can not overdraw account'));
  });

  test('saves reading the stream again', async () => {
    const { events } = createMemoryStore();
    let reads = 0;
    const counted: EventStore = { ...events, readStream: (...args) => ((reads += 1), events.readStream(...args)) };
    const handler = handling(counted, 1);
    await handler.send(openAccount(ADA));
    for (let n = 0; n < 5; n += 1) await handler.send(depositMoney(ADA, '1.00'));
    expect(reads).toBe(1);
    await handler.send(openAccount('NL000002'));
    await handler.send(depositMoney(ADA, '1.00'));
    expect(reads).toBe(3);
  });
});

test('A message that is no command of the application is a mistake of the caller, and says what would be right', async () => {
  const handler = handling(createMemoryStore().events);
  await expect(handler.send({ type: 'Deposit mony', data: {} })).rejects.toThrow('There is no command "Deposit mony" in this application. Its commands are Open account, Deposit money');
});
