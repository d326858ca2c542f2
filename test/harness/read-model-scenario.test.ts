import { readModelScenario, USUAL_INSTANT } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { accountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { bonusAccount } from '../../generated/bank/bonus-account.ts';
import { accountClosed, accountOpened, ADA, BEN, moneyDeposited, moneyWithdrawn } from '../fixtures/bank-messages.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { failureOf } from './failure-of.ts';

const overview = () => readModelScenario(bank(), accountOverview, 'model/bank.yaml:392');
const [ada, ben] = [AccountNumber.of(ADA), AccountNumber.of(BEN)];

describe('A scenario of a read model that comes out as expected', () => {
  test('passes for rows in any order, of which only what is mentioned is compared', async () => {
    await overview()
      .given(accountOpened(ADA), moneyDeposited(ADA, '50.00', '50.00'), accountOpened(BEN, 'Ben'))
      .when(moneyWithdrawn(ADA, '20.00', '30.00'))
      .then({ accountNumber: ben, balance: Money.parse('0.00'), lastMovement: null }, { owner: 'Ada', balance: Money.parse('30.00'), movements: 2, lastMovement: USUAL_INSTANT });
  });

  test('passes without a when, and for no rows', async () => {
    await overview().given(accountOpened(ADA)).then({ accountNumber: ada });
    await overview().given(accountOpened(ADA), accountClosed(ADA)).thenNothing();
    await readModelScenario(bank(), bonusAccount, 'model/bank.yaml:418').given(accountOpened(ADA)).thenNothing();
  });

  test('takes its time from the scenario', async () => {
    await overview()
      .at('2026-12-24T18:00:00Z')
      .given(accountOpened(ADA), moneyDeposited(ADA, '50.00', '50.00'))
      .then({ lastMovement: USUAL_INSTANT.add({ hours: 8238 }) });
  });
});

describe('A scenario of a read model that does not', () => {
  test('shows the row that is another, and the row that is too much', async () => {
    const failure = await failureOf(
      overview()
        .given(accountOpened(ADA), moneyDeposited(ADA, '50.00', '50.00'), accountOpened(BEN, 'Ben'))
        .then({ accountNumber: ada, balance: Money.parse('60.00'), movements: 2 }),
    );
    expect(failure.message).toBe(`model/bank.yaml:392: Account overview NL000001 has balance 50.00 and movements 1, and the scenario says 60.00 and 2. Account overview has a row { account number: NL000002, owner: Ben, balance: 0.00, movements: 0 }, which the scenario does not say.

  given  Account opened: { account number: NL000001, owner: Ada }
         Money deposited: { account number: NL000001, owner: Ada, amount: 50.00, balance: 50.00 }
         Account opened: { account number: NL000002, owner: Ben }
  then   Account overview: { account number: NL000001, balance: 60.00, movements: 2 }

  - expected, + what happened

  - Account overview: { account number: NL000001, balance: 60.00, movements: 2 }
  + Account overview: { account number: NL000001, balance: 50.00, movements: 1 }
  + Account overview: { account number: NL000002, owner: Ben, balance: 0.00, movements: 0 }
`);
  });

  test('says that a row is missing, or all', async () => {
    const missing = await failureOf(overview().given(accountOpened(ADA)).then({ accountNumber: ada }, { accountNumber: ben }));
    expect(missing.message).toContain('model/bank.yaml:392: Account overview has no row { account number: NL000002 }.\n');
    const none = await failureOf(overview().then({ accountNumber: ada }));
    expect(none.message).toContain('model/bank.yaml:392: Account overview has no rows.\n');
  });
});
