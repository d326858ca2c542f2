import { bankAccount } from '../../generated/bank/bank-account.ts';
import { type CommandHandler, commandHandler, type CommandHandlerParts } from '../../runtime/command/command-handler.ts';
import { systemClock } from '../../runtime/command/clock.ts';
import { eventRegistry } from '../../runtime/message/event-registry.ts';
import type { JsonObject } from '../../runtime/message/json.ts';
import type { EventToStore } from '../../runtime/store/event-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { streamName } from '../../runtime/store/stream-name.ts';
import { depositMoney } from '../fixtures/bank-messages.ts';
import { rateOfAll } from './callers.ts';
import { toStore } from './payments.ts';

/** Accounts of the bank, in their hundreds. Most events in one append: a thousand. */
const MOST_AT_ONCE = 1000;
const LETTERS = 26;

/** `AA000000` for the first account of the first set. Sets are for repetitions that each want accounts of their own. */
export function accountNumber(set: number, index: number): string {
  const letter = (of: number): string => String.fromCodePoint(65 + (of % LETTERS));
  return `${letter(Math.floor(set / LETTERS))}${letter(set)}${String(index).padStart(6, '0')}`;
}

export function accountNumbers(set: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => accountNumber(set, index));
}

export const accountStream = (account: string): string => streamName(bankAccount.name, account);

/** As the bank stores them: an account is opened, then ten are paid in each time. `index` counts from 0. */
export function accountEvent(account: string, index: number): { readonly type: string; readonly data: JsonObject } {
  if (index === 0) return { type: 'Account opened', data: { accountNumber: account, owner: 'Ada' } };
  return { type: 'Money deposited', data: { accountNumber: account, owner: 'Ada', amount: '10.00', balance: `${index}0.00`, transferId: null } };
}

export function accountEvents(account: string, from: number, to: number): readonly EventToStore[] {
  return Array.from({ length: to - from }, (_, offset) => toStore(accountEvent(account, from + offset)));
}

/** Gives each account a history of that many events. */
export async function seedAccounts(store: Store, accounts: readonly string[], length: number): Promise<void> {
  await rateOfAll(16, accounts.length, async (number) => {
    const account = accounts[number] ?? '';
    for (let from = 0; from < length; from += MOST_AT_ONCE) {
      await store.events.append({ streams: [{ stream: accountStream(account), expected: from, events: accountEvents(account, from, Math.min(length, from + MOST_AT_ONCE)) }] });
    }
  });
}

/** A new one remembers nothing. It keeps snapshots where it is given a place for them. */
export function bankHandler(store: Store, options: Partial<CommandHandlerParts> = {}): CommandHandler {
  const registry = eventRegistry(new Map(Object.entries(bankAccount.events)));
  return commandHandler({ aggregates: [bankAccount], registry, events: store.events, clock: systemClock, timeZone: 'UTC', ...options });
}

export async function deposit(handler: CommandHandler, account: string): Promise<void> {
  const result = await handler.send(depositMoney(account, '10.00'));
  if (result.kind !== 'accepted') throw new Error(`Ten can be paid in to ${account}, and yet the command came to: ${JSON.stringify(result)}.`);
}
