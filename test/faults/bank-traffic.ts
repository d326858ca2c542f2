import { derivedId } from '../../runtime/message/ids.ts';
import type { Message } from '../../runtime/message/message.ts';
import { closeAccount, depositMoney, nameBonusAccount, openAccount, TRANSFER, transferMoney, withdrawMoney } from '../fixtures/bank-messages.ts';
import type { Random } from './random.ts';

/** Few, so that workers meet on them. */
export const ACCOUNTS = Array.from({ length: 12 }, (_, index) => `NL${String(100_001 + index)}`);
const BONUS = 'NL100007';

/** A command and the id it is sent under, however often. */
export interface ToSend {
  readonly commandId: string;
  readonly message: Message;
}

/** Has to be done before anything else; whoever is second is refused. */
export const openings: readonly Message[] = [...ACCOUNTS.map((number) => openAccount(number, `Owner of ${number}`)), nameBonusAccount(BONUS)];

/** What people do at a bank, in an order that the seed decides: mostly deposits, and a bit of everything else. */
export function* traffic(seed: number, random: Random): Generator<ToSend> {
  const id = (what: string): string => derivedId(TRANSFER, `${seed} ${what}`);
  const account = (): string => ACCOUNTS[random.below(ACCOUNTS.length)] ?? BONUS;
  const amount = (most: number): string => `${1 + random.below(most)}.${String(random.below(100)).padStart(2, '0')}`;
  for (const [index, message] of openings.entries()) yield { commandId: id(`opening ${index}`), message };
  for (let number = 1; ; number += 1) {
    const kind = random.next();
    yield { commandId: id(`command ${number}`), message: message(kind, account, amount, id(`transfer ${number}`)) };
  }
}

function message(kind: number, account: () => string, amount: (most: number) => string, transferId: string): Message {
  if (kind < 0.45) return depositMoney(account(), amount(100));
  if (kind < 0.6) return withdrawMoney(account(), amount(40));
  if (kind < 0.94) return transferMoney(account(), account(), amount(60), transferId);
  if (kind < 0.97) return depositMoney(account(), '0.00');
  // Nearly always refused: there is money on it.
  return closeAccount(account());
}
