import { policyScenario } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { ceoBonus } from '../../generated/bank/ceo-bonus.ts';
import { accountOpened, ADA, bonusAccountNamed, CEO, moneyDeposited } from '../fixtures/bank-messages.ts';
import { recordingEmail } from '../../generated/bank/email.ts';
import { thankTheDepositor } from '../../generated/bank/thank-the-depositor.ts';
import { AccountNumber, Money } from '../../generated/bank/types.ts';
import { failureOf } from './failure-of.ts';

const bonus = () => policyScenario(bank(), ceoBonus, 'model/bank.yaml:320').given(accountOpened(CEO, 'The CEO'), bonusAccountNamed(CEO, '0.00'), accountOpened(ADA));
const toTheCeo = { type: 'Deposit money', data: { accountNumber: AccountNumber.of(CEO), amount: Money.parse('0.50') } };

describe('A scenario of a policy that comes out as expected', () => {
  test('passes for the commands that the policy sends', async () => {
    await bonus().when(moneyDeposited(ADA, '50.00', '50.00')).then(toTheCeo);
    await bonus().when(moneyDeposited(CEO, '50.00', '50.00')).thenNothing();
  });

  test('passes for requests to external systems, without making them', async () => {
    const email = recordingEmail();
    await policyScenario(bank({ email }), thankTheDepositor, 'model/bank.yaml:339')
      .given(accountOpened(ADA))
      .when(moneyDeposited(ADA, '50.00', '50.00'))
      .then({ type: 'Send thank-you email', data: { amount: Money.parse('50.00') } });
    expect(email.recorded).toEqual([]);
  });

  test('passes for nothing when what the policy looks up is not there', async () => {
    await policyScenario(bank(), ceoBonus, 'model/bank.yaml:320').given(accountOpened(ADA)).when(moneyDeposited(ADA, '50.00', '50.00')).thenNothing();
  });
});

describe('A scenario of a policy that does not', () => {
  test('shows the value that is another', async () => {
    const failure = await failureOf(bonus().when(moneyDeposited(ADA, '500.00', '500.00')).then(toTheCeo));
    expect(failure.message).toBe(`model/bank.yaml:320: Deposit money has amount 5.00, and the scenario says 0.50.

  given  Account opened: { account number: NL000007, owner: The CEO }
         Bonus account named: { account number: NL000007, balance: 0.00 }
         Account opened: { account number: NL000001, owner: Ada }
  when   Money deposited: { account number: NL000001, owner: Ada, amount: 500.00, balance: 500.00 }
  then   Deposit money: { account number: NL000007, amount: 0.50 }

  - expected, + what happened

  - Deposit money: { account number: NL000007, amount: 0.50 }
  + Deposit money: { account number: NL000007, amount: 5.00 }
`);
  });

  test('says that nothing was sent, or something too much', async () => {
    const nothing = await failureOf(bonus().when(moneyDeposited(CEO, '50.00', '50.00')).then(toTheCeo));
    expect(nothing.message).toContain('model/bank.yaml:320: CEO bonus sent nothing.\n');
    expect(nothing.message).toContain('  - Deposit money: { account number: NL000007, amount: 0.50 }\n  + nothing\n');
    const twice = await failureOf(bonus().when(moneyDeposited(ADA, '50.00', '50.00')).thenNothing());
    expect(twice.message).toContain('Deposit money was sent, which the scenario does not say.\n');
    const once = await failureOf(bonus().when(moneyDeposited(ADA, '50.00', '50.00')).then(toTheCeo, toTheCeo));
    expect(once.message).toContain('Deposit money was not sent.\n');
  });

  test('names a field that is none', async () => {
    const failure = await failureOf(bonus().when(moneyDeposited(ADA, '50.00', '50.00')).then({ type: 'Deposit money', data: { amout: 1 } }));
    expect(failure.message).toContain('It could not be played. "Deposit money" has no field "amout". It has accountNumber, amount.');
  });
});
