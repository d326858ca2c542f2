import { systemScenario } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { recordingEmail } from '../../generated/bank/email.ts';
import { accountClosed, accountOpened, ADA, BEN, bonusAccountNamed, CEO, depositMoney, moneyDeposited, openAccount, transferMoney, withdrawMoney } from '../fixtures/bank-messages.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { failureOf } from './failure-of.ts';

const scenario = () => systemScenario(bank(), 'model/bank.yaml:457');
const twoAccounts = () => scenario().given(accountOpened(ADA), moneyDeposited(ADA, '50.00', '50.00'), accountOpened(BEN, 'Ben'));
const row = (number: string, balance: string) => ({ accountNumber: AccountNumber.of(number), balance: Money.parse(balance) });

describe('A scenario of the whole system that comes out as expected', () => {
  test('passes when a transfer arrives', async () => {
    await twoAccounts()
      .by('Account owner', 'Ada')
      .when(transferMoney(ADA, BEN, '30.00'))
      .then({ messages: [{ type: 'Transfer completed', data: {} }], rows: { 'Account overview': [row(ADA, '20.00'), row(BEN, '30.00')] } });
  });

  test('passes when a transfer is refused, and leaves both accounts as they were', async () => {
    await twoAccounts()
      .by('Account owner', 'Ada')
      .when(transferMoney(ADA, BEN, '80.00'))
      .then({ messages: [{ type: 'Transfer failed', data: { reason: 'Can not overdraw account' } }], rows: { 'Account overview': [row(ADA, '50.00'), row(BEN, '0.00')] } });
  });

  test('passes when a transfer to a closed account comes back', async () => {
    await twoAccounts()
      .given(accountClosed(BEN))
      .by('Account owner', 'Ada')
      .when(transferMoney(ADA, BEN, '30.00'))
      .then({ messages: [{ type: 'Transfer failed', data: { reason: 'The money could not be paid in and was given back' } }], rows: { 'Account overview': [row(ADA, '50.00')] } });
  });

  test('finds events, commands and requests, in any order, and delivers the requests', async () => {
    const email = recordingEmail();
    await systemScenario(bank({ email }), 'model/bank.yaml:457')
      .given(accountOpened(CEO), bonusAccountNamed(CEO, '0.00'), accountOpened(ADA))
      .when(depositMoney(ADA, '50.00'))
      .then({
        messages: [
          { type: 'Send thank-you email', data: { accountNumber: AccountNumber.of(ADA) } },
          { type: 'Deposit money', data: { accountNumber: AccountNumber.of(CEO), amount: Money.parse('0.50') } },
          { type: 'Money deposited' },
          { type: 'Money deposited', data: { accountNumber: AccountNumber.of(ADA) } },
        ],
        rows: { 'Bonus account': [{ balance: Money.parse('0.50') }] },
      });
    expect(email.recorded.map(({ data }) => data.accountNumber).sort()).toEqual([ADA, CEO]);
  });

  test('begins with an event as well, and policies react to it', async () => {
    await twoAccounts().when(moneyDeposited(BEN, '1.00', '1.00')).then({ messages: [{ type: 'Send thank-you email' }], rows: {} });
  });

  test('passes for a refusal, together with rows, and for nothing', async () => {
    await twoAccounts().when(withdrawMoney(ADA, '50.01')).thenRefused('Can not overdraw account');
    await twoAccounts().when(withdrawMoney(ADA, '50.01')).then({ refused: 'Can not overdraw account', rows: { 'Account overview': [row(ADA, '50.00')] } });
    await scenario().when(accountOpened(ADA)).thenNothing();
  });
});

describe('A scenario of the whole system that does not', () => {
  test('shows what happened instead, and the row that is another', async () => {
    const failure = await failureOf(
      twoAccounts()
        .by('Account owner', 'Ada')
        .when(transferMoney(ADA, BEN, '80.00'))
        .then({ messages: [{ type: 'Transfer completed' }], rows: { 'Account overview': [row(ADA, '20.00'), { accountNumber: AccountNumber.of('NL000003') }] } }),
    );
    expect(failure.message).toBe(`model/bank.yaml:457: Transfer completed did not happen. Account overview NL000001 has balance 50.00, and the scenario says 20.00. Account overview has no row { account number: NL000003 }.

  given  Account opened: { account number: NL000001, owner: Ada }
         Money deposited: { account number: NL000001, owner: Ada, amount: 50.00, balance: 50.00 }
         Account opened: { account number: NL000002, owner: Ben }
  when   Transfer money: { transfer id: 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11, from account: NL000001, to account: NL000002, amount: 80.00 }
  then   Transfer completed
         Account overview: { account number: NL000001, balance: 20.00 }
         Account overview: { account number: NL000003 }

  - expected, + what happened

  - Transfer completed
  + Transfer started: { transfer id: 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11, from account: NL000001, to account: NL000002, amount: 80.00 }
  + Transfer failed: { transfer id: 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11, reason: Can not overdraw account }
  + Take out transfer: { account number: NL000001, amount: 80.00, transfer id: 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11 }
  + Fail transfer: { transfer id: 6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11, reason: Can not overdraw account }
  - Account overview: { account number: NL000001, balance: 20.00 }
  + Account overview: { account number: NL000001, balance: 50.00 }
  - Account overview: { account number: NL000003 }
  + Account overview: { account number: NL000001, owner: Ada, balance: 50.00, movements: 1, last movement: 2026-01-15T12:00:00Z }
  + Account overview: { account number: NL000002, owner: Ben, balance: 0.00, movements: 0 }
`);
  });

  test('says that the command was refused, or that it was not', async () => {
    const refused = await failureOf(twoAccounts().when(withdrawMoney(ADA, '50.01')).then({ rows: { 'Account overview': [row(ADA, '50.00')] } }));
    expect(refused.message).toContain('model/bank.yaml:457: Withdraw money was refused: Can not overdraw account.\n');
    const accepted = await failureOf(scenario().when(openAccount(ADA)).thenRefused('Bank account already exists'));
    expect(accepted.message).toContain('model/bank.yaml:457: Open account was not refused but accepted.\n');
    const something = await failureOf(scenario().when(openAccount(ADA)).thenNothing());
    expect(something.message).toContain('Something happened, and the scenario says that nothing does.\n');
  });

  test('says that several rows could be meant', async () => {
    const failure = await failureOf(twoAccounts().when(openAccount(CEO)).then({ rows: { 'Account overview': [{ owner: 'Ben' }] } }));
    expect(failure.message).toContain('Account overview has 3 rows that this could be: the scenario has to say which, by account number.\n');
  });

  test('says that given events do not carry the command', async () => {
    const failure = await failureOf(scenario().given(moneyDeposited(ADA, '1.00', '1.00')).when(withdrawMoney(ADA, '1.00')).then({}));
    expect(failure.message).toContain('It could not be played. Event "Money deposited" (revision 1 of Bank account/NL000001) can not be folded');
  });
});
