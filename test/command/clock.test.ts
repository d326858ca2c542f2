import fc from 'fast-check';
import { Temporal } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { commandHandler } from '../../runtime/command/command-handler.ts';
import { type Clock, contextsIn, dateAt } from '../../runtime/command/clock.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { vocabularyOf } from '../../runtime/reaction/vocabulary.ts';
import type { EventStore } from '../../runtime/store/event-store.ts';
import { ADA, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

function handling(events: EventStore, clock: Clock) {
  const application = bank();
  return commandHandler({ aggregates: application.aggregates, registry: vocabularyOf(application).events, events, clock, timeZone: 'UTC' });
}

describe('Time in a stream', () => {
  test('never runs backward, wherever the clock jumps to', async () => {
    const moments = fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 2, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(moments, fc.boolean(), async (offsets, together) => {
        const { events } = createMemoryStore();
        let next = 0;
        const handler = handling(events, () => at('2026-11-23T12:00:00.123456Z').add({ milliseconds: offsets[next++ % offsets.length] ?? 0 }));
        await handler.send(openAccount(ADA));
        const deposits = offsets.map(() => () => handler.send(depositMoney(ADA, '1.00')));
        if (together) await Promise.all(deposits.map((deposit) => deposit()));
        else for (const deposit of deposits) await deposit();
        const times = (await all(events)).map(({ occurredAt }) => occurredAt.epochNanoseconds);
        expect(times).toEqual(times.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      }),
      { numRuns: 50 },
    );
  });

  test('is not before what a process with a clock ahead wrote, also where that counts finer', async () => {
    const { events } = createMemoryStore();
    const ahead = at('2026-11-23T13:00:00.000Z');
    await handling(events, () => ahead).send(openAccount(ADA));
    const stream = `Bank account/${ADA}`;
    const [opened] = await all(events);
    const fine = at('2026-11-23T13:00:00.000777Z');
    await events.append({ streams: [{ stream, expected: 1, events: [{ id: '8b1f4d6e-0000-4000-8000-000000000001', type: 'Money deposited', version: 1, data: { accountNumber: ADA, owner: 'Ada', amount: '1.00', balance: '1.00', transferId: null }, occurredAt: fine, metadata: opened?.metadata ?? { correlationId: 'a', causationId: 'a', actor: null, policy: null } }] }] });
    await handling(events, () => at('2026-11-23T12:00:00Z')).send(depositMoney(ADA, '1.00'));
    expect((await all(events)).at(-1)?.occurredAt.toString()).toBe(fine.toString());
  });
});

describe('Today', () => {
  test('is the date in the time zone at any moment, however the questions jump, also where the clocks are changed', () => {
    const zones = ['UTC', 'Europe/Amsterdam', 'America/St_Johns', 'Pacific/Apia', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Africa/Monrovia'];
    const changes = ['2026-10-25T01:00:00Z', '2026-03-29T01:00:00Z', '1988-10-30T02:31:00Z', '2001-10-28T02:31:00Z', '2011-12-30T10:00:00Z', '2018-11-04T03:00:00Z', '2018-02-18T02:00:00Z', '1960-05-05T00:00:00Z'].map(at);
    const near = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -60_000_000, max: 60_000_000 })).map(([change, milliseconds]) => change.add({ milliseconds }));
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(near, { minLength: 1, maxLength: 30 }), (zone, moments) => {
        const contextAt = contextsIn(zone);
        for (const moment of moments) expect(contextAt(moment, null).today.toString()).toBe(dateAt(moment, zone).toString());
      }),
      { numRuns: 300 },
    );
  });
});
