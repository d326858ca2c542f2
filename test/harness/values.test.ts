import { aggregateScenario } from 'stormwright/testing';
import { describe, expect, test } from 'vitest';
import { shop } from '../http/shop.ts';
import { failureOf } from './failure-of.ts';

const orderId = '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11';
const tea = { article: 'Tea', unitPrice: 1_50n, count: 2 };
const cup = { article: 'Cup', unitPrice: 3_00n, count: 1 };

function placed(...lines: readonly object[]) {
  const [order] = shop().aggregates;
  if (order === undefined) throw new Error('The shop has no orders.');
  return (...expected: readonly object[]) =>
    aggregateScenario(shop(), order, 'model/shop.yaml:7')
      .when({ type: 'Place order', data: { orderId, lines, isExpress: true, note: null } })
      .then({ type: 'Order placed', data: { lines: expected } });
}

describe('Lists and records in a scenario', () => {
  test('are the same when all that is in them is', async () => {
    await placed(tea, cup)({ ...tea }, { ...cup });
    await placed()();
  });

  test('that differ are told from the inside out', async () => {
    const failure = await failureOf(placed(tea, cup)(tea, { ...cup, unitPrice: 2_50n, count: 4 }));
    expect(failure.message).toContain('Order placed has unit price of item 2 of lines 3.00 and count of item 2 of lines 1, and the scenario says 2.50 and 4.\n');
    expect(failure.message).toContain('  - Order placed: { lines: [{ article: Tea, unit price: 1.50, count: 2 }, { article: Cup, unit price: 2.50, count: 4 }] }\n');
  });

  test('of another length are told by their lengths', async () => {
    const failure = await failureOf(placed(tea, cup)(tea));
    expect(failure.message).toContain('Order placed has 2 items in lines, and the scenario says 1 item.\n');
  });
});
