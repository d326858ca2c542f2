import { connect, type CommandContext, decimalType, defineExternalSystem, defineReadModel, definePolicy, type Reaction, record, text } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { newId } from '../../runtime/message/ids.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, BEN, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { createTestStore } from '../postgres/test-store.ts';

const Amount = decimalType<bigint>('Amount', { digits: 2, atLeast: '0.01' });

interface PaymentReceived {
  readonly type: 'Payment received';
  readonly data: { readonly account: string; readonly amount: bigint };
}

const received = (account: string, amount: bigint): PaymentReceived => ({ type: 'Payment received', data: { account, amount } });

const reports = { 'Payment received': { version: 1, data: record({ account: text, amount: Amount }) }, 'Payment lost': { version: 1, data: record({ account: text, amount: Amount }) } };
const provider = (name: string, types = reports) => connect(defineExternalSystem({ name, requests: {}, reports: types, deliver: async () => {} }), {});

const whenReceived: Reaction<PaymentReceived> = { react: ({ data }) => [{ place: '1', message: depositMoney(data.account, (Number(data.amount) / 100).toFixed(2)) }] };
const payIn = definePolicy({ name: 'Pay in what was received', whenever: { 'Payment received': whenReceived } });

interface Payment {
  readonly account: string;
  readonly amount: bigint;
}

const payments = defineReadModel<Payment, PaymentReceived>({
  name: 'Payments',
  key: ['account'],
  findBy: [],
  viewedBy: [],
  row: record<Payment>({ account: text, amount: Amount }),
  events: ['Payment received'],
  keyOf: ({ data }) => ({ account: data.account }),
  project: (_row, { data }) => data,
});

const application: ApplicationDefinition = { ...bank(), policies: [payIn], readModels: [payments], externalSystems: [provider('Payment provider')] };

describe.each([['in memory', async (): Promise<Store> => createMemoryStore()], ['on PostgreSQL', () => createTestStore()]] as const)('A reported event %s', (_kind, createStore) => {
  test('is stored in a stream of its own, and policies and read models follow it', async () => {
    const store = await createStore();
    const assembly = await assemble(application, store);
    await assembly.handler.send(openAccount(ADA));
    const result = await assembly.report(received(ADA, 1_50n));
    await settle(assembly);
    const [, reported, deposited] = await all(store.events);
    expect(reported).toMatchObject({ type: 'Payment received', stream: `Payment provider/${reported?.id}`, revision: 1, data: { account: ADA, amount: '1.50' } });
    expect(reported?.metadata).toEqual({ correlationId: reported?.id, causationId: reported?.id, actor: { name: 'Payment provider', id: null }, policy: null });
    expect(result).toMatchObject({ kind: 'recorded', event: { id: reported?.id, position: 2n, data: { amount: 1_50n } } });
    expect(deposited).toMatchObject({ type: 'Money deposited', data: { amount: '1.50' }, metadata: { correlationId: reported?.id, actor: { name: 'Payment provider' }, policy: payIn.name } });
    expect(await assembly.find('Payments', { account: ADA })).toEqual({ account: ADA, amount: '1.50' });
    await store.close();
  });

  test('that comes again under its id is recorded once, and another one under that id not at all', async () => {
    const store = await createStore();
    const assembly = await assemble(application, store);
    const reportId = newId();
    const results = await Promise.all(Array.from({ length: 6 }, () => assembly.report(received(ADA, 1_50n), { reportId })));
    const [event] = await all(store.events);
    for (const result of results) expect(result).toMatchObject({ kind: 'recorded', event: { id: event?.id, position: 1n } });
    expect(await assembly.report(received(BEN, 1_50n), { reportId })).toEqual({ kind: 'id used before' });
    expect(await assembly.report({ ...received(ADA, 1_50n), type: 'Payment lost' }, { reportId })).toEqual({ kind: 'id used before' });
    expect(await all(store.events)).toHaveLength(1);
    await store.close();
  });
});

test('Two external systems may number their reports alike', async () => {
  const { 'Payment received': one, 'Payment lost': other } = reports;
  const both = { ...application, externalSystems: [provider('One', { ...reports, 'Payment received': one }), connect(defineExternalSystem({ name: 'Other', requests: {}, reports: { 'Cheque cashed': other }, deliver: async () => {} }), {})] };
  const assembly = await assemble(both, createMemoryStore());
  const reportId = newId();
  expect(await assembly.report(received(ADA, 1n), { reportId })).toMatchObject({ kind: 'recorded' });
  expect(await assembly.report({ ...received(ADA, 1n), type: 'Cheque cashed' }, { reportId })).toMatchObject({ kind: 'recorded' });
});

test('A report that breaks a limit is refused, and one of an event that an aggregate decides on is a mistake of the caller', async () => {
  const assembly = await assemble(application, createMemoryStore());
  expect(await assembly.report(received(ADA, 0n))).toEqual({ kind: 'refused', refusal: 'Amount must be at least 0.01' });
  await expect(assembly.report({ type: 'Account closed', data: { accountNumber: ADA } })).rejects.toThrow('"Account closed" is an event of Bank account, which decides on it: it can not be reported.');
  expect(await all(assembly.store.events)).toEqual([]);
});

test('What follows a report knows the system as who acts', async () => {
  const contexts: CommandContext[] = [];
  const watched = bank().aggregates.map((aggregate) => ({ ...aggregate, decide: (...[command, instance, context]: Parameters<typeof aggregate.decide>) => (contexts.push(context), aggregate.decide(command, instance, context)) }));
  const assembly = await assemble({ ...application, aggregates: watched }, createMemoryStore());
  await assembly.handler.send(openAccount(ADA), { actor: { name: 'Account owner', id: 'ada' } });
  await assembly.report(received(ADA, 1n));
  await settle(assembly);
  expect(contexts.map(({ actorId }) => actorId)).toEqual(['ada', 'Payment provider']);
});
