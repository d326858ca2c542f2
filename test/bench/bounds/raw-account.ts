import type { JsonObject } from '../../../runtime/message/json.ts';
import { rateOfAll } from '../callers.ts';
import { accountEvent, accountStream } from '../accounts.ts';
import type { RawEvent, RawLog } from './raw-log.ts';

/** An account by hand, with exact amounts: what the generated one is held against. */
interface RawAccount {
  readonly open: boolean;
  /** As it is stored; it becomes a number where it is reckoned with. */
  readonly balance: string;
}

const notOpened: RawAccount = { open: false, balance: '0.00' };

function evolve(account: RawAccount, { type, data }: RawEvent): RawAccount {
  switch (type) {
    case 'Account opened':
      return { open: true, balance: '0.00' };
    case 'Money deposited':
    case 'Money withdrawn':
      return { open: true, balance: String(data['balance']) };
    default:
      return account;
  }
}

function decide(account: string, amount: bigint, { open, balance }: RawAccount): RawEvent {
  if (!open) throw new Error(`There is no account ${account}.`);
  if (amount <= 0n) throw new Error('The amount must be positive.');
  const data: JsonObject = { accountNumber: account, amount: written(amount), balance: written(cents(balance) + amount), transferId: null };
  return { type: 'Money deposited', data };
}

const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));

function written(amount: bigint): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A whole command: load, decide, append. `false` when somebody else was faster. */
export async function rawDeposit(log: RawLog, account: string): Promise<boolean> {
  const stream = accountStream(account);
  const rows = await log.load(stream);
  return log.append(stream, rows.length, decide(account, 10_00n, rows.reduce<RawAccount>(evolve, notOpened)));
}

export async function seedRawAccounts(log: RawLog, accounts: readonly string[], length: number): Promise<void> {
  await rateOfAll(8, accounts.length, async (number) => {
    const account = accounts[number] ?? '';
    await log.appendMany(accountStream(account), 0, Array.from({ length }, (_, index) => accountEvent(account, index)));
  });
}
