import { type ClockReaction, connect, defineExternalSystem, definePolicy, type Message, type PolicyDefinition, type Reaction, record, type Schedule } from 'stormwright';
import { policyScenario, systemScenario } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { accountOverview, type AccountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened } from '../../generated/bank/bank-account.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { accountOpened, ADA, BEN, closeAccount, depositMoney, moneyDeposited, openAccount, withdrawMoney } from '../fixtures/bank-messages.ts';
import { failureOf } from './failure-of.ts';

const whenOpened: Reaction<AccountOpened> = { afterSeconds: 3 * 86_400, unless: ['Money deposited'], react: ({ data }) => [{ place: '1', message: closeAccount(data.accountNumber) }] };
const closing = definePolicy({ name: 'Close what is not used', whenever: { 'Account opened': whenOpened } });

const at: Schedule = { kind: 'daily', at: '02:00' };
const everyNight: ClockReaction<AccountOverview> = { every: at, forEach: accountOverview, react: ({ today }, row) => (today.day % 2 === 0 ? [{ place: '1', message: depositMoney(row.accountNumber, '0.01') }] : []) };
const interest = definePolicy({ name: 'Pay interest', whenever: {}, clock: everyNight });

const withPolicies = (...policies: readonly PolicyDefinition[]) => ({ ...bank(), policies });
const policy = (which: PolicyDefinition) => policyScenario(withPolicies(closing, interest), which, 'model/bank.yaml:1');
const system = () => systemScenario(withPolicies(closing, interest), 'model/bank.yaml:1');
const close = (accountNumber: string) => ({ type: 'Close account', data: { accountNumber: AccountNumber.of(accountNumber) } });

describe('A scenario in which time passes', () => {
  test('sees what one policy sends after a delay that was given, unless it was called off', async () => {
    await policy(closing).given(accountOpened(ADA)).whenTimePasses({ days: 3 }).then(close(ADA));
    await policy(closing).given(accountOpened(ADA)).whenTimePasses({ days: 2, hours: 23 }).thenNothing();
    await policy(closing).given(accountOpened(ADA), moneyDeposited(ADA, '1.00', '1.00'), accountOpened(BEN)).whenTimePasses({ days: 3 }).then(close(BEN));
    await policy(closing).when(accountOpened(ADA)).thenNothing();
  });

  test('sees each stroke of a clock for each row, and nothing of other policies', async () => {
    const amount = Money.parse('0.01');
    await policy(interest).given(accountOpened(ADA), accountOpened(BEN)).whenTimePasses({ days: 2 }).then(
      { type: 'Deposit money', data: { accountNumber: AccountNumber.of(ADA), amount } },
      { type: 'Deposit money', data: { accountNumber: AccountNumber.of(BEN), amount } },
    );
    await policy(interest).at('2026-01-16T02:00:00Z').given(accountOpened(ADA)).whenTimePasses({ hours: 23, minutes: 59 }).thenNothing();
  });

  test('lets the whole system act on the way, each at its own time, and what follows sets new delays', async () => {
    const row = { accountNumber: AccountNumber.of(ADA) };
    // The first interest, on the 16th, comes before the three days are over and calls the end off.
    await system().given(accountOpened(ADA)).whenTimePasses({ days: 4 }).then({ messages: [{ type: 'Money deposited', data: { balance: Money.parse('0.02') } }], rows: { 'Account overview': [row] } });
    const noInterest = () => systemScenario(withPolicies(closing), 'model/bank.yaml:1');
    await noInterest().given(accountOpened(ADA)).whenTimePasses({ days: 4 }).then({ messages: [close(ADA), { type: 'Account closed' }] });
    await noInterest().given(accountOpened(ADA)).whenTimePasses({ days: 2 }).thenNothing();
    const reopening = definePolicy({ name: 'Reopen', whenever: { 'Account closed': { afterSeconds: 3600, react: () => [{ place: '1', message: openAccount(BEN) }] } } });
    await systemScenario(withPolicies(closing, reopening), 'model/bank.yaml:1')
      .given(accountOpened(ADA))
      .whenTimePasses({ days: 7 })
      .then({ messages: [close(ADA), { type: 'Account opened' }, close(BEN)] });
    await systemScenario(withPolicies(closing, reopening), 'model/bank.yaml:1').when(openAccount(ADA)).then({ messages: [{ type: 'Account opened' }] });
  });

  test('has let time pass before: what is put off knows how much, and what fell due is over', async () => {
    const opened = () => policy(closing).given(accountOpened(ADA));
    await opened().timePasses({ days: 2 }).whenTimePasses({ days: 1 }).then(close(ADA));
    await opened().timePasses({ days: 2 }).given(accountOpened(BEN)).whenTimePasses({ days: 2 }).then(close(ADA));
    await opened().timePasses({ days: 3 }).whenTimePasses({ days: 9 }).thenNothing();
  });

  test('is told in the words of the model', async () => {
    const failure = await failureOf(policy(closing).given(accountOpened(ADA)).whenTimePasses({ days: 1 }).then(close(ADA)));
    expect(failure.message).toContain('Close what is not used sent nothing.\n');
    expect(failure.message).toContain('  when   time passes: 1 day\n');
    const given = await failureOf(policy(closing).given(accountOpened(ADA)).timePasses({ hours: 2 }).whenTimePasses({ days: 1 }).then(close(ADA)));
    expect(given.message).toContain('time passes: 2 hours\n');
  });
});

describe('A scenario', () => {
  const asked: string[] = [];
  const aggregates = bank().aggregates.map((aggregate) => ({ ...aggregate, decide: (...[command, instance, context]: Parameters<typeof aggregate.decide>) => (asked.push(context.actorId), aggregate.decide(command, instance, context)) }));

  test('says who sends the command, and who that is where nobody is named', async () => {
    const scenario = () => systemScenario({ ...bank(), aggregates, policies: [] }, 'model/bank.yaml:1').given(accountOpened(ADA));
    asked.length = 0;
    await scenario().by('Account owner', 'ada').when(depositMoney(ADA, '1.00')).then({});
    await scenario().by('Bank clerk').when(depositMoney(ADA, '1.00')).then({});
    await scenario().when(depositMoney(ADA, '1.00')).then({});
    expect(asked).toEqual(['ada', 'Bank clerk', 'Bank clerk']);
    await scenario().when(withdrawMoney(ADA, '1.00')).thenRefused('Can not overdraw account');
  });

  test('begins with what an external system reports, given or when', async () => {
    interface Received {
      readonly account: AccountNumber;
      readonly amount: Money;
    }
    const data = record<Received>({ account: AccountNumber, amount: Money });
    const provider = connect(defineExternalSystem({ name: 'Payment provider', requests: {}, reports: { 'Payment received': { version: 1, data } }, deliver: async () => {} }), {});
    const received = (amount: string) => ({ type: 'Payment received', data: { account: AccountNumber.of(ADA), amount: Money.parse(amount) } });
    const whenReceived: Reaction<Message<'Payment received', Received>> = { react: (event) => [{ place: '1', message: { type: 'Deposit money', data: { accountNumber: event.data.account, amount: event.data.amount } } }] };
    const payIn = definePolicy({ name: 'Pay in', whenever: { 'Payment received': whenReceived } });
    const application = { ...bank(), policies: [payIn], externalSystems: [provider] };
    await systemScenario(application, 'model/bank.yaml:1').given(accountOpened(ADA)).when(received('2.00')).then({ messages: [{ type: 'Money deposited', data: { balance: Money.parse('2.00') } }] });
    await policyScenario(application, payIn, 'model/bank.yaml:1').given(received('1.00')).when(received('2.00')).then({ type: 'Deposit money' });
  });
});
