import { definePolicy, type PolicyDefinition, type Reaction, type Sending } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import type { SendOptions } from '../../runtime/command/command-result.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import { assemble, type Assembly } from '../../runtime/reaction/assembly.ts';
import type { Outbox } from '../../runtime/reaction/outbox.ts';
import { follow, settle } from '../../runtime/reaction/settle.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { BankAccountCommand, MoneyDeposited } from '../../generated/bank/bank-account.ts';
import { bonusAccount, type BonusAccount } from '../../generated/bank/bonus-account.ts';
import { ADA, BEN, CEO, closeAccount, depositMoney, nameBonusAccount, openAccount, TRANSFER, transferMoney } from '../fixtures/bank-messages.ts';
import { Money } from '../../generated/bank/types.ts';
import { all } from '../fixtures/log.ts';

const withPolicies = (...policies: readonly PolicyDefinition[]): ApplicationDefinition => ({ ...bank(), policies });

/** Every policy forgets where it was, and meets every event again. */
async function redeliver({ store, policies }: Assembly): Promise<void> {
  for (const { id } of policies) await store.checkpoints.moveCheckpoint({ subscription: id, from: (await store.checkpoints.checkpoint(id)).position, to: 0n });
}

/** The application on a new store, or with a policy that dies between sending and moving its checkpoint. */
async function started(application: ApplicationDefinition, store: Store = createMemoryStore()): Promise<Assembly> {
  return assemble(application, store, {});
}

async function log(store: Store): Promise<readonly string[]> {
  return (await all(store.events)).map(({ type, data }) => `${type} ${JSON.stringify(data)}`);
}

describe('A policy that meets an event again', () => {
  test('does nothing again, whatever it sent the first time', async () => {
    const assembly = await started(bank());
    for (const command of [openAccount(CEO), nameBonusAccount(CEO), openAccount(ADA), openAccount(BEN), depositMoney(ADA, '50.00'), transferMoney(ADA, BEN, '20.00')]) await assembly.handler.send(command);
    await settle(assembly);
    const [before, requests] = [await log(assembly.store), await assembly.store.requests.listRequests(10)];
    await redeliver(assembly);
    await settle(assembly);
    expect(await log(assembly.store)).toEqual(before);
    expect(await assembly.store.requests.listRequests(10)).toEqual(requests);
  });

  test('does nothing again although it now looks up another row', async () => {
    const assembly = await started(bank());
    for (const command of [openAccount(CEO), nameBonusAccount(CEO), openAccount(ADA), openAccount(BEN), depositMoney(ADA, '50.00')]) await assembly.handler.send(command);
    await settle(assembly);
    await assembly.handler.send(nameBonusAccount(BEN));
    await settle(assembly);
    const before = await log(assembly.store);
    await redeliver(assembly);
    await settle(assembly);
    expect(await log(assembly.store)).toEqual(before);
  });

  test('stays refused, and goes on with what it sent then, although the command would be accepted by now', async () => {
    const assembly = await started(bank());
    for (const command of [openAccount(ADA), openAccount(BEN), transferMoney(ADA, BEN, '20.00')]) await assembly.handler.send(command);
    await settle(assembly);
    expect((await log(assembly.store)).at(-1)).toBe(`Transfer failed {"transferId":"${TRANSFER}","reason":"Can not overdraw account"}`);
    await assembly.handler.send(depositMoney(ADA, '50.00'));
    await settle(assembly);
    const before = await log(assembly.store);
    await redeliver(assembly);
    await settle(assembly);
    expect(await log(assembly.store)).toEqual(before);
  });

  test('sends what follows a refusal when it died between the two', async () => {
    const store = createMemoryStore();
    const dying = (real: Outbox): Outbox => ({
      ...real,
      sendCommand: (command, options) => (command.type === 'Fail transfer' ? Promise.reject(new Error('killed')) : real.sendCommand(command, options)),
    });
    const first = await assemble(bank(), store, { outbox: dying });
    for (const command of [openAccount(ADA), openAccount(BEN), transferMoney(ADA, BEN, '20.00')]) await first.handler.send(command);
    await expect(settle(first)).rejects.toThrow('Policy "Move the money" could not react to "Transfer started" at position 3: killed');
    await first.handler.send(depositMoney(ADA, '50.00'));
    await settle(await started(bank(), store));
    expect((await log(store)).filter((line) => line.startsWith('Transfer') || line.startsWith('Money withdrawn'))).toEqual([
      `Transfer started {"transferId":"${TRANSFER}","fromAccount":"${ADA}","toAccount":"${BEN}","amount":"20.00"}`,
      `Transfer failed {"transferId":"${TRANSFER}","reason":"Can not overdraw account"}`,
    ]);
  });
});

describe('What a policy sends', () => {
  const whenDeposited: Reaction<MoneyDeposited, BankAccountCommand> = {
    react: (event): readonly Sending<BankAccountCommand>[] => [
      { place: '1', message: closeAccount(BEN), ifRefused: () => [{ place: '1', message: closeAccount(CEO), ifRefused: () => [{ place: '1', message: openAccount(CEO, event.data.accountNumber) }] }] },
      { place: '2', message: openAccount(BEN) },
    ],
  };
  const answering = definePolicy({ name: 'Answering', whenever: { 'Money deposited': whenDeposited } });

  test('is sent in order, each on its own, with what follows a refusal right behind it', async () => {
    const assembly = await started(withPolicies(answering));
    await assembly.handler.send(openAccount(ADA));
    await assembly.handler.send(depositMoney(ADA, '1.00'));
    await settle(assembly);
    expect((await log(assembly.store)).slice(2)).toEqual([`Account opened {"accountNumber":"${CEO}","owner":"${ADA}"}`, `Account opened {"accountNumber":"${BEN}","owner":"Ada"}`]);
  });

  test('carries the chain, the cause, the actor and the policy, and an id of its own for every place', async () => {
    const options: SendOptions[] = [];
    const watched = (real: Outbox): Outbox => ({ ...real, sendCommand: (command, each) => (options.push(each), real.sendCommand(command, each)) });
    const assembly = await assemble(withPolicies(answering), createMemoryStore(), { outbox: watched });
    const actor = { name: 'Bank clerk', id: 'ada' };
    await assembly.handler.send(openAccount(ADA));
    const deposited = await assembly.handler.send(depositMoney(ADA, '1.00'), { actor, correlationId: 'chain' });
    await settle(assembly);
    const causationId = deposited.kind === 'accepted' ? deposited.events[0]?.id : undefined;
    expect(options).toHaveLength(4);
    for (const each of options) expect(each).toMatchObject({ correlationId: 'chain', causationId, actor, policy: 'Answering' });
    expect(options.map(({ refusalAnswered }) => refusalAnswered)).toEqual([true, true, false, false]);
    expect(new Set(options.map(({ commandId }) => commandId)).size).toBe(4);
    expect((await all(assembly.store.events)).at(-1)?.metadata).toEqual({ correlationId: 'chain', causationId, actor, policy: 'Answering' });
  });

  test('is kept for operators when it is refused and nobody answers, and the policy goes on', async () => {
    const outcomes: { readonly command: string; readonly unanswered: boolean }[] = [];
    const real = createMemoryStore();
    const store: Store = { ...real, events: { ...real.events, keepOutcome: (outcome) => (outcomes.push(outcome), real.events.keepOutcome(outcome)) } };
    const whenOpened: Reaction = { react: () => [{ place: '1', message: depositMoney(BEN, '1.00') }, { place: '2', message: depositMoney(ADA, '1.00') }] };
    const assembly = await started(withPolicies(definePolicy({ name: 'Generous', whenever: { 'Account opened': whenOpened } })), store);
    await assembly.handler.send(openAccount(ADA));
    await settle(assembly);
    expect(outcomes).toMatchObject([{ command: 'Deposit money', refusal: 'Bank account does not exist', unanswered: true }]);
    expect((await log(store)).at(-1)).toContain('Money deposited');
  });
});

describe('A policy that looks something up', () => {
  const seen: Money[] = [];
  const whenDeposited: Reaction<MoneyDeposited, BankAccountCommand, { readonly bonus: BonusAccount }> = {
    looksUp: () => ({ bonus: { readModel: bonusAccount, key: {} } }),
    react: (_event, { bonus }) => (seen.push(bonus.balance), []),
  };
  const looking = definePolicy({ name: 'Looking', whenever: { 'Money deposited': whenDeposited } });

  test('waits until the read model has passed the event', async () => {
    const assembly = await started(withPolicies(looking));
    for (const command of [openAccount(ADA), nameBonusAccount(ADA), depositMoney(ADA, '1.00'), depositMoney(ADA, '1.00')]) await assembly.handler.send(command);
    const [policy, readModel] = [assembly.policies[0], assembly.projections.find(({ name }) => name === 'Bonus account')];
    if (policy === undefined || readModel === undefined) throw new Error('Nothing to test.');
    seen.length = 0;
    await follow(readModel, 2n);
    expect(await policy.step({ after: 0n, head: 4n })).toEqual({ kind: 'held up', checkpoint: 0n, by: 'Bonus account' });
    await follow(readModel, 3n);
    expect(await policy.step({ after: 0n, head: 4n })).toEqual({ kind: 'held up', checkpoint: 3n, by: 'Bonus account' });
    expect(seen).toEqual([Money.parse('1.00')]);
    await follow(readModel, 4n);
    expect(await policy.step({ after: 3n, head: 4n })).toEqual({ kind: 'advanced', checkpoint: 4n });
    expect(seen).toEqual([Money.parse('1.00'), Money.parse('2.00')]);
  });

  test('takes the branch that it took, when it died behind it and its rows have changed meanwhile', async () => {
    const store = createMemoryStore();
    const branching: Reaction<MoneyDeposited, BankAccountCommand, { readonly bonus: BonusAccount }> = {
      looksUp: () => ({ bonus: { readModel: bonusAccount, key: {} } }),
      react: ({ data }, { bonus }) => (data.accountNumber !== BEN ? [] : bonus.accountNumber === ADA ? [{ place: 'yes', message: depositMoney(ADA, '1.00') }] : [{ place: 'no', message: depositMoney(CEO, '1.00') }]),
    };
    const application = withPolicies(definePolicy({ name: 'Branching', whenever: { 'Money deposited': branching } }));
    const dying: Store = { ...store, checkpoints: { ...store.checkpoints, moveCheckpoint: (move) => (move.subscription === 'Branching' ? Promise.reject(new Error('killed')) : store.checkpoints.moveCheckpoint(move)) } };
    const first = await started(application, dying);
    for (const command of [openAccount(ADA), openAccount(BEN), openAccount(CEO), nameBonusAccount(ADA), depositMoney(BEN, '5.00')]) await first.handler.send(command);
    await expect(settle(first)).rejects.toThrow('killed');
    await first.handler.send(nameBonusAccount(CEO));
    await settle(await started(application, store));
    const deposits = (await all(store.events)).filter(({ type }) => type === 'Money deposited');
    expect(deposits.map(({ stream }) => stream)).toEqual([`Bank account/${BEN}`, `Bank account/${ADA}`]);
  });

  test('does not act when it finds nothing', async () => {
    const assembly = await started(withPolicies(looking));
    for (const command of [openAccount(ADA), depositMoney(ADA, '1.00')]) await assembly.handler.send(command);
    seen.length = 0;
    await settle(assembly);
    expect(seen).toEqual([]);
  });
});

test('A conflict or a failure moves no checkpoint past the event, and what came before it stays handled', async () => {
  const failing = (real: Outbox): Outbox => ({ ...real, sendCommand: async ({ type }) => (type === 'Open account' ? { kind: 'retries exhausted', attempts: 10 } : real.sendCommand({ type: 'Close account', data: { accountNumber: ADA } }, {})) });
  const whenOpened: Reaction = { react: () => [{ place: '1', message: closeAccount(BEN) }] };
  const whenDeposited: Reaction = { react: () => [{ place: '1', message: openAccount(BEN) }] };
  const assembly = await assemble(withPolicies(definePolicy({ name: 'P', whenever: { 'Account opened': whenOpened, 'Money deposited': whenDeposited } })), createMemoryStore(), { outbox: failing });
  for (const command of [openAccount(ADA), depositMoney(ADA, '1.00'), openAccount(CEO)]) await assembly.handler.send(command);
  const [policy] = assembly.policies;
  await expect(policy?.step({ after: 0n, head: 3n })).rejects.toThrow('Policy "P" could not react to "Money deposited" at position 2: others changed the Bank account each time that "Open account" was tried. It is tried again.');
  expect(await policy?.resume()).toEqual({ position: 1n, failure: null });
});

test('Another worker that was faster is noticed, and nothing moves back', async () => {
  const assembly = await started(withPolicies(definePolicy({ name: 'P', whenever: {} })));
  for (const command of [openAccount(ADA), depositMoney(ADA, '1.00')]) await assembly.handler.send(command);
  await assembly.store.checkpoints.moveCheckpoint({ subscription: 'P', from: 0n, to: 2n });
  expect(await assembly.policies[0]?.step({ after: 0n, head: 1n })).toEqual({ kind: 'overtaken' });
});
