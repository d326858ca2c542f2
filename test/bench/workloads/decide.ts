import type { CommandContext } from 'stormwright';
import { Temporal } from 'temporal-polyfill';
import { bankAccount, type BankAccountCommand, decide, evolve } from '../../../generated/bank/bank-account.ts';
import { AccountNumber, Money } from '../../../generated/bank/types.ts';
import { accountNumber } from '../accounts.ts';
import { rawMovements } from '../bounds/raw-decider.ts';
import type { Workload } from '../workload.ts';

const MOVEMENTS = 10_000;
const MILLISECONDS = 1000;

export const decideWorkloads: readonly Workload[] = [
  {
    name: 'decide',
    about: "decide and evolve in memory, by the bank's generated code, against a loop by hand with the same exact amounts",
    unit: 'commands/s',
    better: 'higher',
    goal: 0.8,
    repetitions: 9,
    prepare: async () => ({ measured: async () => rateOfMovements(movements), bound: async () => rateOfMovements(rawMovements) }),
  },
];

function rateOfMovements(move: (account: string, count: number) => bigint): number {
  const start = performance.now();
  let count = 0;
  for (; performance.now() - start < MILLISECONDS; count += MOVEMENTS) {
    const balance = move(accountNumber(0, count % MILLISECONDS), MOVEMENTS);
    if (balance !== 0n) throw new Error(`As much was taken out as was paid in, and ${balance} is left.`);
  }
  return (count * 1000) / (performance.now() - start);
}


const now = Temporal.Instant.from('2026-01-15T12:00:00Z');
const context: CommandContext = { now, today: now.toZonedDateTimeISO('UTC').toPlainDate(), actor: 'Account owner', actorId: 'Ada' };

/** As `rawMovements`, by the generated code. */
function movements(number: string, count: number): bigint {
  const [account, ten] = [AccountNumber.of(number), Money.of(10_00n)];
  let instance = bankAccount.initialState;
  const take = (command: BankAccountCommand): void => {
    const decision = decide(command, instance, context);
    if (decision.kind === 'refused') throw new Error(decision.refusal);
    for (const event of decision.events) instance = evolve(instance, event);
  };
  take({ type: 'Open account', data: { accountNumber: account, owner: 'Ada' } });
  for (let each = 0; each < count; each += 1) take({ type: each % 2 === 0 ? 'Deposit money' : 'Withdraw money', data: { accountNumber: account, amount: ten } });
  return instance.stage === 'begun' ? instance.state.balance : -1n;
}
