import { describe, expect, test } from 'vitest';
import type { Scope, ScopeOwner } from '../../generator/feel/scope.ts';
import { conditionOf, fieldsRead, typeOf } from './reading.ts';
import { brief, condition, date, fields, moment, oneOf, step, text, typed, wholeNumber, yesOrNo, money } from './places.ts';

const event: ScopeOwner = {
  role: { kind: 'event' },
  name: 'Order pay-back placed',
  bare: true,
  fields: fields({ account: text, 'account number': text, date, time: text, duration: text, order: wholeNumber, island: wholeNumber, notice: wholeNumber, format: wholeNumber, allowance: money, min: wholeNumber, 'größe der tür': wholeNumber, 名前: text, état: step, done: text, 'µ wert': wholeNumber }),
};
const state: ScopeOwner = { role: { kind: 'state' }, name: 'Order', bare: true, fields: fields({ account: text, count: wholeNumber, 'no of rows': wholeNumber, paid: yesOrNo, mood: oneOf('Mood', 'not paid', 'ok', "it's kept") }) };
const scope: Scope = { owners: [event, state], values: [{ name: 'now', type: moment }, { name: 'today', type: date }, { name: 'occurred at', type: moment }] };

const whoActs: Scope = {
  owners: [{ ...state, fields: fields({ owner: text, paid: yesOrNo }) }],
  values: [{ name: 'actor', type: oneOf('actor', 'Account owner', 'Bank clerk', 'Back-office', 'Cook and waiter') }, { name: 'actor.id', type: text }],
};

describe('Names are the words of the workshop', () => {
  test.each([
    ['account number = account', 'event.accountNumber === event.account'],
    ['account\n   number = order.account', 'event.accountNumber === state.account'],
    ['Order.account = "x" or order.account = "y"', "state.account === 'x' || state.account === 'y'"],
    ['order  pay-back placed.account = account', 'event.account === event.account'],
    ['order > 1 and island > 2 and notice > 3 and format > 4 and allowance > 5', 'event.order > 1 && event.island > 2 && event.notice > 3 && event.format > 4 && event.allowance > 5_00n'],
    ['min > min(count, 3)', 'event.min > Math.min(state.count, 3)'],
    ['date < today and date and time("2026-01-01T00:00:00Z") < now', "Temporal.PlainDate.compare(event.date, today) < 0 && Temporal.Instant.compare(Temporal.Instant.from('2026-01-01T00:00:00Z'), now) < 0"],
    ['date = date("2026-01-01") and duration = time', "event.date.equals(Temporal.PlainDate.from('2026-01-01')) && event.duration === event.time"],
    ['größe der tür > 1 and 名前 = "x" and µ wert < 2', "event.größeDerTür > 1 && event.名前 === 'x' && event.µWert < 2"],
    ['état = done and done = "x"', "event.état === 'done' && event.done === 'x'"],
    ['mood = not paid or mood != it\'s kept and not(paid)', `state.mood === 'not paid' || (state.mood !== "it's kept" && !state.paid)`],
    ['no of rows+count>1', 'state.noOfRows + state.count > 1'],
    ['count-1 > 1', 'state.count - 1 > 1'],
  ])('%s', (written, expected) => {
    expect(conditionOf(written, scope)).toBe(expected);
  });

  test.each([
    ['actor = Bank clerk or owner = actor.id', "actor === 'Bank clerk' || state.owner === actor.id"],
    ['Bank clerk = actor', "'Bank clerk' === actor"],
    ['actor in (Bank clerk, Account owner)', "actor === 'Bank clerk' || actor === 'Account owner'"],
    ['actor != Back-office', "actor !== 'Back-office'"],
  ])('who acts: %s', (written, expected) => {
    expect(conditionOf(written, whoActs)).toBe(expected);
  });

  test.each([
    ['actor = Bank clark', 'unknown-name-in-expression at 9 «Bank clark»'],
    ['actor = "Bank clerk"', 'member-in-quotes at 9 «"Bank clerk"»'],
    ['actor.name = Bank clerk', 'no-parts at 7 «name»'],
    ['Bank clerk', 'member-as-condition at 1 «Bank clerk»'],
    // A name with a word of the language in it would change what others mean.
    ['actor = Cook and waiter', 'unknown-name-in-expression at 9 «Cook»'],
  ])('what is wrong with who acts: %s', (written, said) => {
    expect(typed(written, condition, whoActs).diagnostics.map(brief)[0]).toBe(said);
  });

  test('what an expression reads can be listed', () => {
    expect(fieldsRead('account number = order.account and count > order', scope)).toEqual(['event.accountNumber', 'state.account', 'state.count', 'event.order']);
  });

  test('a sticky with a word like "and" in its name does not change what others mean', () => {
    const both: Scope = { owners: [{ ...state, fields: fields({ paid: yesOrNo }) }, { ...event, name: 'Paid and event', bare: false }, { ...event, name: 'event', role: { kind: 'look-up', identifier: 'event' }, bare: false }], values: [] };
    expect(conditionOf('paid and event.order > 1', both)).toBe('state.paid && look-up.order > 1');
  });

  test('a bare name is that of the nearest owner', () => {
    expect(typeOf('account', text, scope)).toEqual({ kind: 'text' });
  });
});
