import { describe, expect, test } from 'vitest';
import type { Model } from '../../generator/resolve/model.ts';
import { firstLinesOf, resolve } from '../support/diagnostics-of.ts';

const SHOP = `model: Shop
time zone: Europe/Amsterdam
types:
  Price: { is: decimal, digits: 2 }
  Line:
    with: { article: text, quantity: whole number, discounts: list of Price }
actors:
  Customer:
    views: Orders
aggregates:
  Order:
    identified by: order id
    begins with: Order placed
    state: { order id: identifier, lines: list of Line }
    commands:
      Place order: { by: Customer, with: { lines: list of Line }, then: Order placed }
      Cancel order: { then: Order cancelled }
    events:
      Order placed:
        version: 3
        with: { lines: list of Line, note: optional text }
        earlier versions:
          1: { with: { article: text } }
          2: { with: { articles: list of text }, becomes: { lines: '[]' } }
      Order cancelled:
    scenarios:
      An order is placed:
        by: { Customer: ada }
        at: 2026-03-27T09:30:00Z
        when:
          Place order:
            order id: 00000000-0000-0000-0000-000000000001
            lines:
              - { article: Pen, quantity: 2, discounts: [0.50, 1.00] }
        then: [Order placed]
policies:
  Give up:
    whenever: Order placed
    after: 30 days
    unless: Order cancelled
    then: Cancel order
  Look around:
    every: Monday at 09:00
    for each: Orders
    then: { Tell: { order id: order id } }
  Believe the bank:
    whenever: Payment received
    then: Tell
read models:
  Orders:
    key: [order id, place]
    with: { order id: identifier, place: whole number, paid: yes or no, customer: text }
    starts as: { paid: false }
    visible if: customer = actor.id
    from:
      Order placed: { key: { place: revision }, sets: { customer: '"ada"' } }
      Order cancelled: { where: order id = order cancelled.order id, removes: true }
external systems:
  Bank:
    reports: { Payment received: { with: { order id: identifier } } }
    does: { Tell: { with: { order id: identifier } } }
scenarios:
  Nobody pays:
    given: [Order placed]
    when: { time passes: 30 days }
    then: [Order cancelled]
`;

function shop(): Model {
  const { model, diagnostics } = resolve(SHOP);
  expect(diagnostics).toEqual([]);
  if (model === undefined) throw new Error('There is no model.');
  return model;
}

describe('The rest of the language becomes links and values', () => {
  test('lists and records, in types and in examples', () => {
    const [order] = shop().aggregates;
    expect(order?.state[1]?.type).toMatchObject({ kind: 'list', of: { kind: 'named', type: { name: 'Line' } } });
    const scenario = order?.scenarios[0];
    expect(scenario?.when).toMatchObject({ values: [{}, { data: { kind: 'list', items: [{ kind: 'map', entries: [{ name: 'article' }, { name: 'quantity' }, { name: 'discounts', data: { kind: 'list' } }] }] } }] });
    expect(scenario).toMatchObject({ by: { actor: { to: { name: 'Customer' } }, id: 'ada' }, at: { text: '2026-03-27T09:30:00Z' } });
  });

  test('earlier versions, each with the identity that nobody writes', () => {
    const event = shop().aggregates[0]?.events[0];
    expect(event?.version).toBe(3);
    expect(event?.earlier.map(({ version, fields, becomes }) => [version, fields.map(({ name }) => name), becomes.map(({ field }) => field.name)])).toEqual([[1, ['order id', 'article'], []], [2, ['order id', 'articles'], ['lines']]]);
  });

  test('delays, clocks and reports', () => {
    const [giveUp, lookAround, believe] = shop().policies;
    expect(giveUp?.reactions[0]).toMatchObject({ after: { seconds: 30 * 86_400 }, unless: [{ to: { name: 'Order cancelled' } }] });
    expect(lookAround).toMatchObject({ reactions: [], clock: { every: { kind: 'weekly', weekday: 1, hour: 9, minute: 0 }, forEach: { to: { name: 'Orders' } } } });
    expect(believe?.reactions[0]?.events[0]?.to).toMatchObject({ kind: 'reported event', system: { name: 'Bank' } });
    expect(shop().scenarios[0]?.when).toMatchObject({ kind: 'time passes', delay: { seconds: 30 * 86_400 } });
  });

  test('several keys, first values, many rows and readers', () => {
    const [orders] = shop().readModels;
    expect(orders?.key.map(({ to }) => to.name)).toEqual(['order id', 'place']);
    expect(orders?.startsAs.map(({ field, value }) => [field.name, value.text])).toEqual([['paid', 'false']]);
    expect([orders?.visibleIf?.text, orders?.entries[1]?.where?.text]).toEqual(['customer = actor.id', 'order id = order cancelled.order id']);
  });
});

describe('Whatever says when is read, or refused with what can be written', () => {
  test.each(['hour', '15 minutes', '6 hours', 'day at 02:00', 'Sunday at 23:59', 'month on 28 at 0:30'])('every: %s', (written) => {
    expect(firstLinesOf(SHOP.replace('Monday at 09:00', written))).toEqual([]);
  });

  test.each(['7 minutes', '25 hours', '0 hours', 'day', 'day at 24:00', 'day at 2', 'Mnday at 09:00', 'month on 31 at 02:00', 'two hours'])('every: %s is refused', (written) => {
    expect(firstLinesOf(SHOP.replace('Monday at 09:00', written))).toEqual([expect.stringContaining(`not-a-schedule: "${written}" does not say when.`)]);
  });

  test.each(['1 minute', '90 minutes', '24 hours', '1 day'])('after: %s', (written) => {
    expect(firstLinesOf(SHOP.replace('after: 30 days', `after: ${written}`))).toEqual([]);
  });

  test.each(['0 days', 'a week', '1.5 hours', '30days', 'P30D', '-1 days', '99999999999 days'])('after: %s is refused', (written) => {
    expect(firstLinesOf(SHOP.replace('after: 30 days', `after: ${written}`))).toEqual([expect.stringContaining(`not-a-delay: "${written}" is no length of time.`)]);
  });
});

describe('What does not go together is said at its place', () => {
  test.each<[string, string, string, string]>([
    ['a record that holds itself', 'article: text, quantity', 'article: text, more: list of Line, quantity', 'type-made-of-itself'],
    ['an identity that is a list', 'state: { order id: identifier', 'state: { order id: list of identifier', 'identity-composed'],
    ['a key that is a record', 'place: whole number, paid', 'place: Line, paid', 'key-field-composed'],
    ['a version that is missing', '          1: { with: { article: text } }\n', '', 'versions-out-of-order'],
    ['a version that is not earlier', 'version: 3', 'version: 2', 'version-not-earlier'],
    ['calling off by another aggregate', 'whenever: Order placed\n    after', 'whenever: Payment received\n    after', 'unless-of-another-instance'],
    ['calling off what does not wait', '    after: 30 days\n', '', 'unless-without-after'],
    ['waiting behind a clock', '    for each: Orders\n', '    for each: Orders\n    after: 1 day\n', 'not-with-every'],
    ['rows of nothing', '    every: Monday at 09:00\n', '    whenever: Order placed\n', 'only-with-every'],
    ['a key beside `where`', 'Order cancelled: { where', 'Order cancelled: { key: { place: revision }, where', 'key-beside-where'],
    ['time that passes in an aggregate', '        when:\n          Place order:\n            order id: 00000000-0000-0000-0000-000000000001\n            lines:\n              - { article: Pen, quantity: 2, discounts: [0.50, 1.00] }\n', '        when: { time passes: 1 day }\n', 'time-passes-for-nobody'],
    ['an actor that is not there', 'by: { Customer: ada }', 'by: { Custmer: ada }', 'unknown-name'],
  ])('%s', (_, from, to, code) => {
    expect(SHOP).toContain(from);
    expect([...new Set(resolve(SHOP.replace(from, () => to)).diagnostics.map((each) => each.code))]).toContain(code);
  });
});
