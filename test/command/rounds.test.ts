import { Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { bankAccount } from '../../generated/bank/bank-account.ts';
import { commandHandler, type CommandHandler, type CommandHandlerParts } from '../../runtime/command/command-handler.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import type { AppendRequest, EventStore } from '../../runtime/store/event-store.ts';
import { ADA, depositMoney, openAccount, withdrawMoney } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';

const NOON = Temporal.Instant.from('2026-11-23T12:00:00Z');

function handling(events: EventStore, options: Partial<CommandHandlerParts> = {}): CommandHandler {
  return commandHandler({ aggregates: [bankAccount], registry: eventRegistry(new Map(Object.entries(bankAccount.events))), events, clock: () => NOON, timeZone: 'UTC', ...options });
}

/** `events`, and what was asked of it. */
function watched(events: EventStore): { readonly events: EventStore; readonly appends: AppendRequest[]; reads: number } {
  const seen = {
    appends: new Array<AppendRequest>(),
    reads: 0,
    events: {
      ...events,
      append: (request: AppendRequest) => (seen.appends.push(request), events.append(request)),
      readStream: (...args: Parameters<EventStore['readStream']>) => ((seen.reads += 1), events.readStream(...args)),
    },
  };
  return seen;
}

async function open(events: EventStore): Promise<CommandHandler> {
  const handler = handling(events);
  await handler.send(openAccount(ADA));
  return handler;
}

const many = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(index));

describe('Commands on one instance that wait at the same time', () => {
  test('are decided on one another in the order they came, and appended together', async () => {
    const seen = watched(createMemoryStore().events);
    const handler = await open(seen.events);
    const [reads, before] = [seen.reads, seen.appends.length];
    const results = await Promise.all([depositMoney(ADA, '5.00'), withdrawMoney(ADA, '5.00'), withdrawMoney(ADA, '0.01'), depositMoney(ADA, '1.00')].map((command) => handler.send(command)));
    expect(results).toMatchObject([
      { kind: 'accepted', revision: 2, position: 2n, events: [{ type: 'Money deposited', data: { balance: 5_00n } }] },
      { kind: 'accepted', revision: 3, events: [{ data: { balance: 0n } }] },
      { kind: 'refused', refusal: 'Can not overdraw account' },
      { kind: 'accepted', revision: 4, position: 4n, events: [{ data: { balance: 1_00n } }] },
    ]);
    expect([seen.reads - reads, seen.appends.length - before]).toEqual([0, 1]);
  });

  test('are at most a hundred in one append', async () => {
    const seen = watched(createMemoryStore().events);
    const handler = await open(seen.events);
    await Promise.all(many(250, () => handler.send(depositMoney(ADA, '1.00'))));
    expect(seen.appends.slice(1).map(({ streams }) => streams[0]?.events.length)).toEqual([100, 100, 50]);
    expect((await all(seen.events)).at(-1)?.data).toMatchObject({ balance: '250.00' });
  });

  test('keep their own ids: each is answered as at first when it comes again', async () => {
    const { events } = createMemoryStore();
    const handler = await open(events);
    const send = (index: number) => handler.send(depositMoney(ADA, '1.00'), index % 3 === 0 ? { commandId: `c-${index}` } : {});
    const first = await Promise.all(many(10, send));
    expect(first.map((result) => result.kind === 'accepted' && result.revision)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await Promise.all([9, 3, 0, 6].map(send))).toEqual([first[9], first[3], first[0], first[6]]);
    expect(await events.head()).toBe(11n);
  });

  test('under one id are one command', async () => {
    const { events } = createMemoryStore();
    const handler = await open(events);
    const results = await Promise.all(many(5, () => handler.send(depositMoney(ADA, '1.00'), { commandId: 'c-1' })));
    expect(new Set(results.map((result) => result.kind === 'accepted' && result.revision))).toEqual(new Set([2]));
    expect(await events.head()).toBe(2n);
  });

  test('may name the revision that those before them lead to', async () => {
    const handler = await open(createMemoryStore().events);
    const results = await Promise.all([1, 2, 2, 3].map((expectedRevision) => handler.send(depositMoney(ADA, '1.00'), { expectedRevision })));
    expect(results).toMatchObject([{ revision: 2 }, { revision: 3 }, { kind: 'conflict', expected: 2, actual: 3 }, { revision: 4 }]);
  });

  test('do not wait for those on other instances', async () => {
    const { events } = createMemoryStore();
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const handler = handling({ ...events, append: async (request) => (request.streams[0]?.stream.endsWith(ADA) === true ? held.then(() => events.append(request)) : events.append(request)) });
    const ada = handler.send(openAccount(ADA));
    expect(await handler.send(openAccount('NL000002'))).toMatchObject({ kind: 'accepted' });
    release();
    expect(await ada).toMatchObject({ kind: 'accepted' });
  });
});

describe('When another process was faster', () => {
  test('nothing that was decided on the state before is stored, however many events the other one brought', async () => {
    for (const ahead of [1, 2, 3, 4]) {
      const { events } = createMemoryStore();
      const [one, other] = [await open(events), handling(events)];
      await other.send(depositMoney(ADA, '10.00'));
      for (let each = 1; each < ahead; each += 1) await other.send(depositMoney(ADA, '10.00'));
      const results = await Promise.all([depositMoney(ADA, '1.00'), withdrawMoney(ADA, '5.00'), depositMoney(ADA, '1.00')].map((command) => one.send(command)));
      expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
      const balances = (await all(events)).slice(1).map(({ data }) => data);
      expect(balances.at(-1)).toMatchObject({ balance: `${ahead * 10 + 1 + 1 - 5}.00` });
      expect(balances).toHaveLength(ahead + 3);
    }
  });

  test('a refusal on top of what was not stored is decided again', async () => {
    const { events } = createMemoryStore();
    const [one, other] = [await open(events), handling(events)];
    await one.send(depositMoney(ADA, '5.00'));
    await other.send(depositMoney(ADA, '5.00'));
    const results = await Promise.all([withdrawMoney(ADA, '5.00'), withdrawMoney(ADA, '5.00'), withdrawMoney(ADA, '5.00')].map((command) => one.send(command)));
    expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'refused']);
  });

  test('who named the revision before hears of a conflict, and the others go on', async () => {
    const { events } = createMemoryStore();
    const [one, other] = [await open(events), handling(events)];
    await other.send(depositMoney(ADA, '5.00'));
    const results = await Promise.all([one.send(depositMoney(ADA, '1.00'), { expectedRevision: 1 }), one.send(depositMoney(ADA, '1.00'))]);
    expect(results).toMatchObject([{ kind: 'conflict', expected: 1, actual: 2 }, { kind: 'accepted', revision: 3 }]);
  });

  test('four processes with several callers each lose no command and no cent', async () => {
    const { events } = createMemoryStore();
    const processes = [await open(events), handling(events), handling(events), handling(events)];
    const results = await Promise.all(processes.flatMap((each) => many(30, () => each.send(depositMoney(ADA, '1.00')))));
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect((await all(events)).slice(1).map(({ data }) => data)).toMatchObject(many(120, (index) => ({ balance: `${index + 1}.00` })));
  });
});

describe('When something goes wrong', () => {
  test('a command that no store could keep fails alone', async () => {
    const { events } = createMemoryStore();
    const handler = handling(events);
    const results = await Promise.allSettled([openAccount(ADA), depositMoney(ADA, '1.00'), depositMoney(ADA, '2.00')].map((command, index) => handler.send(command, index === 1 ? { causationId: '\u0000' } : {})));
    expect(results).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected' }, { status: 'fulfilled', value: { revision: 2, events: [{ data: { balance: 2_00n } }] } }]);
  });

  test('an append of which nobody knows how it ended is not made again', async () => {
    const { events } = createMemoryStore();
    let broken = false;
    const handler = await open({ ...events, append: async (request) => events.append(request).then((result) => (broken ? Promise.reject(new Error('connection lost')) : result)) });
    broken = true;
    const results = await Promise.allSettled([depositMoney(ADA, '1.00'), depositMoney(ADA, '1.00'), withdrawMoney(ADA, '9.00')].map((command) => handler.send(command)));
    expect(results).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }, { status: 'fulfilled', value: { kind: 'refused' } }]);
    broken = false;
    expect(await handler.send(depositMoney(ADA, '1.00'))).toMatchObject({ revision: 4, events: [{ data: { balance: 3_00n } }] });
  });

  test('a rule that throws fails its own command and no other', async () => {
    const { events } = createMemoryStore();
    const faulty: typeof bankAccount = {
      ...bankAccount,
      decide: (command, instance, context) => {
        if (command.type === 'Name bonus account') throw new Error('a bug');
        return bankAccount.decide(command, instance, context);
      },
    };
    const handler = handling(events, { aggregates: [faulty] });
    const results = await Promise.allSettled([openAccount(ADA), { type: 'Name bonus account', data: { accountNumber: ADA } }, depositMoney(ADA, '1.00')].map((command) => handler.send(command)));
    expect(results).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { message: 'a bug' } }, { status: 'fulfilled' }]);
  });
});
