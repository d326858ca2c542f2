import { describe, expect, test } from 'vitest';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { conditionCode, negatedCode, valueCode } from './evaluation.ts';
import { accountNumber, date, decimal, decimalOf, duration, identifier, money, moment, optional, step, text, wholeNumber, yesOrNo } from './places.ts';

describe('A condition reads as somebody would have written it', () => {
  test.each([
    ['amount > 0', 'command.amount > 0n', 'command.amount <= 0n'],
    ['amount <= balance', 'command.amount <= state.balance', 'command.amount > state.balance'],
    ['balance = 0', 'state.balance === 0n', 'state.balance !== 0n'],
    ['0 < amount', 'command.amount > 0n', 'command.amount <= 0n'],
    ['step = withdrawing', "state.step === 'withdrawing'", "state.step !== 'withdrawing'"],
    ['withdrawing != step', "'withdrawing' !== state.step", "'withdrawing' === state.step"],
    ['step = old step', 'state.step === state.oldStep', 'state.step !== state.oldStep'],
    [
      'transfer id = null and amount >= 1\n and bonus.balance < 100000 and bonus.account number != account number',
      'state.transferId === null && command.amount >= 1_00n && bonus.balance < 100_000_00n && bonus.accountNumber !== command.accountNumber',
      'state.transferId !== null || command.amount < 1_00n || bonus.balance >= 100_000_00n || bonus.accountNumber === command.accountNumber',
    ],
    ['urgent or amount > 1 and not(urgent)', 'command.urgent || (command.amount > 1_00n && !command.urgent)', '!command.urgent && (command.amount <= 1_00n || command.urgent)'],
    ['amount in [1..100)', 'command.amount >= 1_00n && command.amount < 100_00n', 'command.amount < 1_00n || command.amount >= 100_00n'],
    ['amount in (1, 2, > 50)', 'command.amount === 1_00n || command.amount === 2_00n || command.amount > 50_00n', 'command.amount !== 1_00n && command.amount !== 2_00n && command.amount <= 50_00n'],
    ['step in (done, failed)', "state.step === 'done' || state.step === 'failed'", "state.step !== 'done' && state.step !== 'failed'"],
    ['amount between 1 and 100 and urgent', 'command.amount >= 1_00n && command.amount <= 100_00n && command.urgent', 'command.amount < 1_00n || command.amount > 100_00n || !command.urgent'],
    ['urgent = false', '!command.urgent', 'command.urgent'],
    ['urgent = (amount > 1)', 'command.urgent === (command.amount > 1_00n)', 'command.urgent !== (command.amount > 1_00n)'],
    ['if urgent then amount > 1 else amount > 2', 'command.urgent ? command.amount > 1_00n : command.amount > 2_00n', 'command.urgent ? command.amount <= 1_00n : command.amount <= 2_00n'],
    ['if limit != null then limit > 5 else false', 'state.limit !== null && state.limit > 5_00n', 'state.limit === null || state.limit <= 5_00n'],
    ['quantity + 1 > movements', 'command.quantity + 1 > state.movements', 'command.quantity + 1 <= state.movements'],
    ['quantity + 1 > movements + 2', 'BigInt(command.quantity) + 1n > BigInt(state.movements) + 2n', 'BigInt(command.quantity) + 1n <= BigInt(state.movements) + 2n'],
    ['quantity > amount', 'BigInt(command.quantity) * 100n > command.amount', 'BigInt(command.quantity) * 100n <= command.amount'],
    ['rate > 0.5', "command.rate.gt('0.5')", "command.rate.lte('0.5')"],
    ['rate = amount', 'command.rate.eq(exactDecimal(command.amount, 2))', '!command.rate.eq(exactDecimal(command.amount, 2))'],
    ['quantity != 0 and amount / quantity > 1', "command.quantity !== 0 && quotient(command.amount, BigInt(command.quantity) * 100n).gt('1')", "command.quantity === 0 || quotient(command.amount, BigInt(command.quantity) * 100n).lte('1')"],
    ['amount / quantity = null', 'command.quantity === 0', 'command.quantity !== 0'],
    ['due on < today', 'Temporal.PlainDate.compare(command.dueOn, context.today) < 0', 'Temporal.PlainDate.compare(command.dueOn, context.today) >= 0'],
    ['due on = today', 'command.dueOn.equals(context.today)', '!command.dueOn.equals(context.today)'],
    ['owner < "b"', "compareText(state.owner, 'b') < 0", "compareText(state.owner, 'b') >= 0"],
    ['contains(owner, "x")', "state.owner.includes('x')", "!state.owner.includes('x')"],
    ['even(quantity)', 'command.quantity % 2 === 0', 'command.quantity % 2 !== 0'],
    ['amount - (balance - 1) > amount * (balance + 1)', '(command.amount - (state.balance - 1_00n)) * 100n > command.amount * (state.balance + 1_00n)', '(command.amount - (state.balance - 1_00n)) * 100n <= command.amount * (state.balance + 1_00n)'],
    ['amount + balance - 1 > 0', 'command.amount + state.balance - 1_00n > 0n', 'command.amount + state.balance - 1_00n <= 0n'],
  ])('%s', (written, holds, fails) => {
    expect(conditionCode(written).text).toBe(holds);
    expect(negatedCode(written).text).toBe(fails);
  });
});

describe('A value is of exactly the type of its place', () => {
  test.each<[string, ValueType, string]>([
    ['balance + amount', money, 'Money.of(state.balance + command.amount)'],
    ['amount', money, 'command.amount'],
    ['0', money, 'Money.of(0n)'],
    ['50.00', money, 'Money.of(50_00n)'],
    ['0.05', money, 'Money.of(5n)'],
    ['100000', money, 'Money.of(100_000_00n)'],
    ['-1234567.5', money, 'Money.of(-1_234_567_50n)'],
    ['round down(amount / 100, 2)', money, 'Money.of(command.amount / 100n)'],
    ['round down(amount / 5, 4)', decimalOf(4), 'command.amount * 20n'],
    ['round half up(amount * 0.015, 2)', money, "Money.of(roundedQuotient(command.amount * 15n, 1_000n, 'half up'))"],
    ['if quantity != 0 then round down(amount / quantity, 2) else 0', money, 'command.quantity !== 0 ? Money.of(command.amount / BigInt(command.quantity)) : Money.of(0n)'],
    ['floor(amount)', wholeNumber, "Number(roundedQuotient(command.amount, 100n, 'floor'))"],
    ['round up(rate, 2)', money, "Money.of(rounded(command.rate, 2, 'up'))"],
    ['round half up(amount / 3, -2)', wholeNumber, "Number(roundedQuotient(command.amount, 30_000n, 'half up') * 100n)"],
    ['movements + 1', wholeNumber, 'state.movements + 1'],
    ['movements + 1 + quantity', wholeNumber, 'Number(BigInt(state.movements) + 1n + BigInt(command.quantity))'],
    ['movements * 2', wholeNumber, 'state.movements * 2'],
    ['movements * quantity', wholeNumber, 'Number(BigInt(state.movements) * BigInt(command.quantity))'],
    ['-movements', wholeNumber, '0 - state.movements'],
    ['123456', wholeNumber, '123_456'],
    ['quantity * amount', money, 'Money.of(BigInt(command.quantity) * command.amount)'],
    ['amount * 2', decimalOf(4), 'command.amount * 2_00n'],
    ['amount', decimalOf(4), 'command.amount * 100n'],
    ['amount', decimal, 'exactDecimal(command.amount, 2)'],
    ['amount / 3', decimal, 'quotient(command.amount, 3_00n)'],
    ['amount / quantity', optional(decimal), 'command.quantity === 0 ? null : quotient(command.amount, BigInt(command.quantity) * 100n)'],
    ['rate + 1', decimal, "command.rate.plus('1')"],
    ['limit', optional(money), 'state.limit'],
    ['limit', optional(decimalOf(4)), 'state.limit === null ? null : state.limit * 100n'],
    ['if urgent then null else 5', optional(money), 'command.urgent ? null : Money.of(5_00n)'],
    ['transfer id', optional(identifier), 'state.transferId'],
    ['withdrawing', step, "'withdrawing'"],
    ['if urgent then done else failed', step, "command.urgent ? 'done' : 'failed'"],
    ['"it\'s \\"fine\\""', text, "'it\\'s \"fine\"'"],
    ['"NL1"', accountNumber, "AccountNumber.of('NL1')"],
    ['refusal', text, 'refusal'],
    ['owner + " " + string(amount)', text, "state.owner + ' ' + decimalText(command.amount, 2)"],
    ['substring(owner, 1, 3)', text, 'substring(state.owner, 1, 3)'],
    ['string length(owner)', wholeNumber, '[...state.owner].length'],
    ['amount > 1', yesOrNo, 'command.amount > 1_00n'],
    ['today + duration("P7D")', date, "dateAfter(context.today, Temporal.Duration.from('P7D'))"],
    ['occurred at', optional(moment), 'event.occurredAt'],
    ['due on - today', duration, 'command.dueOn.since(context.today)'],
    ['revision', wholeNumber, 'event.revision'],
  ])('%s', (written, type, code) => {
    expect(valueCode(written, type).text).toBe(code);
  });

  test('a piece of code brings the names it needs', () => {
    expect(valueCode('round half up(amount * 0.015, 2)', money).needs.map(({ name, from }) => `${name} from ${from}`)).toEqual(['Money from ./types.ts', 'roundedQuotient from stormwright']);
  });
});
