import { Decimal } from 'decimal.js';
import { isJsonObject } from '../../runtime/message/json.ts';
import type { EventStore, StoredEvent } from '../../runtime/store/event-store.ts';

/** Money at the bank, as the log alone tells. */
interface Money {
  /** What people and the CEO's bonus have paid in, without what they took out. */
  paidIn: Decimal;
  /** What each account is told to hold, by its last event. */
  readonly balances: Map<string, Decimal>;
  /** What has left one account and not reached another, by transfer. */
  readonly underWay: Map<string, Decimal>;
}

/**
 * No money is made and none is lost: what was paid in is on the accounts, each transfer has come to an end, and no balance is
 * below nothing. Sentences about what is not so.
 */
export async function moneyLost(events: EventStore): Promise<readonly string[]> {
  const money: Money = { paidIn: new Decimal(0), balances: new Map(), underWay: new Map() };
  const open = new Set<string>();
  for await (const batch of events.readAll({ after: 0n })) {
    for (const event of batch) {
      count(event, money);
      if (event.type === 'Transfer started') open.add(event.stream);
      if (event.type === 'Transfer completed' || event.type === 'Transfer failed') open.delete(event.stream);
    }
  }
  const onAccounts = [...money.balances.values()].reduce((sum, each) => sum.plus(each), new Decimal(0));
  return [
    ...(onAccounts.equals(money.paidIn) ? [] : [`The accounts hold ${onAccounts.toFixed(2)}, and ${money.paidIn.toFixed(2)} was paid in.`]),
    ...[...money.underWay].flatMap(([transfer, amount]) => (amount.isZero() ? [] : [`Of transfer ${transfer}, ${amount.toFixed(2)} is still on its way.`])),
    ...[...money.balances].flatMap(([account, balance]) => (balance.isNegative() && !balance.isZero() ? [`${account} is overdrawn: ${balance.toFixed(2)}.`] : [])),
    ...[...open].map((stream) => `${stream} has neither arrived nor failed.`),
  ];
}

function count({ type, stream, data }: StoredEvent, money: Money): void {
  const { balances, underWay } = money;
  if ((type !== 'Money deposited' && type !== 'Money withdrawn') || !isJsonObject(data)) return;
  const amount = new Decimal(String(data['amount'])).times(type === 'Money deposited' ? 1 : -1);
  balances.set(stream, new Decimal(String(data['balance'])));
  const transfer = data['transferId'];
  if (typeof transfer === 'string') underWay.set(transfer, (underWay.get(transfer) ?? new Decimal(0)).minus(amount));
  else money.paidIn = money.paidIn.plus(amount);
}
