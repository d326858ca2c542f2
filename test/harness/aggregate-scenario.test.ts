import { aggregateScenario } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { bankAccount, type BankAccountCommand, type BankAccountEvent } from '../../generated/bank/bank-account.ts';
import { accountClosed, accountOpened, ADA, closeAccount, depositMoney, moneyDeposited, nameBonusAccount, openAccount, withdrawMoney } from '../fixtures/bank-messages.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { failureOf } from './failure-of.ts';

const scenario = (source = 'model/bank.yaml:138') => aggregateScenario<BankAccountEvent, BankAccountCommand>(bank(), bankAccount, source);
const accountNumber = AccountNumber.of(ADA);

describe('A scenario of an aggregate that comes out as expected', () => {
  test('passes for events, of which only what is mentioned is compared', async () => {
    await scenario().when(openAccount(ADA)).then({ type: 'Account opened', data: { accountNumber, owner: 'Ada' } });
    await scenario().given(accountOpened(ADA)).when(depositMoney(ADA, '50.00')).then({ type: 'Money deposited', data: { balance: Money.parse('50.00') } });
    await scenario().given(accountOpened(ADA)).when(closeAccount(ADA)).then({ type: 'Account closed' });
  });

  test('passes for refusals by lifecycle, rule and limit', async () => {
    await scenario().when(depositMoney(ADA, '50.00')).thenRefused('Bank account does not exist');
    await scenario().given(accountOpened(ADA)).when(openAccount(ADA)).thenRefused('Bank account already exists');
    await scenario().given(accountOpened(ADA), accountClosed(ADA)).when(depositMoney(ADA, '50.00')).thenRefused('Bank account has ended');
    await scenario().given(accountOpened(ADA)).when(withdrawMoney(ADA, '50.00')).thenRefused('Can not overdraw account');
    await scenario().when(openAccount('nowhere')).thenRefused('Account number must look like NL000001');
  });
});

describe('A scenario of an aggregate that does not', () => {
  test('shows the value that is another', async () => {
    const failure = await failureOf(
      scenario().given(accountOpened(ADA)).when(depositMoney(ADA, '50.00')).then({ type: 'Money deposited', data: { amount: Money.parse('50.00'), balance: Money.parse('51.00') } }),
    );
    expect(failure.name).toBe('AssertionError');
    expect(failure.message).toBe(`model/bank.yaml:138: Money deposited has balance 50.00, and the scenario says 51.00.

  given  Account opened: { account number: NL000001, owner: Ada }
  when   Deposit money: { account number: NL000001, amount: 50.00 }
  then   Money deposited: { amount: 50.00, balance: 51.00 }

  - expected, + what happened

  - Money deposited: { amount: 50.00, balance: 51.00 }
  + Money deposited: { amount: 50.00, balance: 50.00 }
`);
  });

  test('says that it was refused, and why', async () => {
    const failure = await failureOf(
      scenario().given(accountOpened(ADA), moneyDeposited(ADA, '50.00', '50.00')).when(withdrawMoney(ADA, '50.01')).then({ type: 'Money withdrawn' }),
    );
    expect(failure.message).toBe(`model/bank.yaml:138: Withdraw money was refused: Can not overdraw account.

  given  Account opened: { account number: NL000001, owner: Ada }
         Money deposited: { account number: NL000001, owner: Ada, amount: 50.00, balance: 50.00 }
  when   Withdraw money: { account number: NL000001, amount: 50.01 }
  then   Money withdrawn

  - expected, + what happened

  - Money withdrawn
  + refused: Can not overdraw account
`);
  });

  test('says that it was accepted instead of refused, and what happened', async () => {
    const failure = await failureOf(scenario().given(accountOpened(ADA)).when(depositMoney(ADA, '-0.00')).thenRefused('Account is full'));
    expect(failure.message).toContain('model/bank.yaml:138: Deposit money was refused for another reason: Amount must be positive.\n');
    const accepted = await failureOf(scenario().given(accountOpened(ADA)).when(depositMoney(ADA, '1.00')).thenRefused('Amount must be positive'));
    expect(accepted.message).toContain('model/bank.yaml:138: Deposit money was not refused but accepted.\n');
    expect(accepted.message).toContain('  - refused: Amount must be positive\n  + Money deposited: { account number: NL000001, owner: Ada, amount: 1.00, balance: 1.00 }\n');
  });

  test('names what did not happen and what happened too', async () => {
    const failure = await failureOf(scenario().given(accountOpened(ADA)).when(nameBonusAccount(ADA)).then({ type: 'Account closed' }));
    expect(failure.message).toContain('Account closed did not happen. Bonus account named happened, which the scenario does not say.\n');
    expect(failure.message).toContain('  - Account closed\n  + Bonus account named: { account number: NL000001, balance: 0.00 }\n');
    const nothing = await failureOf(scenario().given(accountOpened(ADA)).when(closeAccount(ADA)).thenNothing());
    expect(nothing.message).toContain('Account closed happened, which the scenario does not say.\n');
    expect(nothing.message).toContain('  then   nothing\n');
  });

  test('says so when what is given can not have happened', async () => {
    const failure = await failureOf(scenario().given(moneyDeposited(ADA, '1.00', '1.00')).when(closeAccount(ADA)).thenNothing());
    expect(failure.message).toContain('model/bank.yaml:138: What is given does not fit. Event "Money deposited" (revision 1 of Bank account/NL000001) can not be folded: The stream has "Money deposited" before the event it begins with.');
  });

  test('points at the test and not at the harness', async () => {
    const failure = await failureOf(scenario().when(openAccount(ADA)).thenNothing());
    expect(failure.stack?.split('\n').find((line) => line.includes('    at '))).toContain('aggregate-scenario.test.ts');
    expect(failure.stack).not.toContain('runtime/testing');
  });

  test('fails when it is awaited before it says what is expected', async () => {
    const unfinished: unknown = scenario().when(openAccount(ADA));
    await expect(Promise.resolve(unfinished)).rejects.toThrow('This scenario does not say what is expected: end it with .then(…), .thenRefused(…) or .thenNothing(), and await that.');
  });
});
