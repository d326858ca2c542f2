import { randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { newId } from '../../runtime/message/ids.ts';
import type { JsonObject } from '../../runtime/message/json.ts';
import type { EventToStore } from '../../runtime/store/event-store.ts';

/** An event of 150 bytes, as both sides of a workload write it. */
export interface Payment {
  readonly type: 'Opened' | 'Deposited';
  readonly data: JsonObject;
}

/** What happens to an account: it is opened, then ten are paid in each time. `index` counts from 0. */
export function payment(account: string, index: number): Payment {
  const [type, amount] = index === 0 ? (['Opened', 0] as const) : (['Deposited', 10] as const);
  return { type, data: { accountId: account, txId: randomUUID(), amount, balance: index * 10, currency: 'EUR' } };
}

export interface Balance {
  readonly opened: boolean;
  readonly balance: number;
}

export const noBalance: Balance = { opened: false, balance: 0 };

/** Written as fast as Node runs it: a literal of the same shape each time. */
export function folded(_before: Balance, data: JsonObject): Balance {
  return { opened: true, balance: Number(data['balance']) };
}

/** As our store takes it. */
export function toStore({ type, data }: { readonly type: string; readonly data: JsonObject }): EventToStore {
  const cause = newId();
  const occurredAt = Temporal.Instant.fromEpochMilliseconds(Date.now());
  return { id: newId(), type, version: 1, data, occurredAt, metadata: { correlationId: cause, causationId: cause, actor: null, policy: null } };
}
