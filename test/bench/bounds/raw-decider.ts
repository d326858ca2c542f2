/** The account's rules as somebody writes them by hand who knows the shapes: what the generated ones are held against. */
interface State {
  readonly open: boolean;
  readonly owner: string;
  /** Cents. */
  readonly balance: bigint;
}

type Command =
  | { readonly type: 'open'; readonly account: string; readonly owner: string }
  | { readonly type: 'deposit' | 'withdraw'; readonly account: string; readonly amount: bigint };

type Event =
  | { readonly type: 'opened'; readonly account: string; readonly owner: string }
  | { readonly type: 'deposited' | 'withdrawn'; readonly account: string; readonly amount: bigint; readonly balance: bigint };

const notOpened: State = { open: false, owner: '', balance: 0n };

function decide(command: Command, state: State): readonly Event[] {
  if (command.type === 'open') {
    if (state.open) throw new Error('It is open.');
    return [{ type: 'opened', account: command.account, owner: command.owner }];
  }
  if (!state.open) throw new Error('It is not open.');
  const { account, amount } = command;
  if (amount <= 0n) throw new Error('The amount must be positive.');
  if (command.type === 'deposit') return [{ type: 'deposited', account, amount, balance: state.balance + amount }];
  if (amount > state.balance) throw new Error('There is not so much on it.');
  return [{ type: 'withdrawn', account, amount, balance: state.balance - amount }];
}

function evolve(state: State, event: Event): State {
  return event.type === 'opened' ? { open: true, owner: event.owner, balance: 0n } : { open: true, owner: state.owner, balance: event.balance };
}

/** Opens an account, pays in and takes out in turn, and gives what is on it in the end. */
export function rawMovements(account: string, count: number): bigint {
  let state = notOpened;
  const take = (command: Command): void => {
    for (const event of decide(command, state)) state = evolve(state, event);
  };
  take({ type: 'open', account, owner: 'Ada' });
  for (let number = 0; number < count; number += 1) take({ type: number % 2 === 0 ? 'deposit' : 'withdraw', account, amount: 10_00n });
  return state.balance;
}
