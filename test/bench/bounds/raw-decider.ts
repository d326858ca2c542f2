/**
 * The account's rules as somebody writes them by hand who knows the shapes: what the generated ones are held against. The same
 * messages go in and come out, and the amounts are as exact.
 */
interface State {
  readonly open: boolean;
  readonly owner: string;
  /** Cents. */
  readonly balance: bigint;
}

type Command =
  | { readonly type: 'Open account'; readonly data: { readonly accountNumber: string; readonly owner: string } }
  | { readonly type: 'Deposit money' | 'Withdraw money'; readonly data: { readonly accountNumber: string; readonly amount: bigint } };

type Event =
  | { readonly type: 'Account opened'; readonly data: { readonly accountNumber: string; readonly owner: string } }
  | { readonly type: 'Money deposited' | 'Money withdrawn'; readonly data: { readonly accountNumber: string; readonly owner: string; readonly amount: bigint; readonly balance: bigint; readonly transferId: null } };

interface Actor {
  readonly name: string;
  readonly id: string;
}

const ada: Actor = { name: 'Account owner', id: 'Ada' };

const notOpened: State = { open: false, owner: '', balance: 0n };

function decide(command: Command, state: State, actor: Actor): readonly Event[] {
  if (command.type === 'Open account') {
    if (actor.name === 'Account owner' && command.data.owner !== actor.id) throw new Error('It is for somebody else.');
    if (state.open) throw new Error('It is open.');
    return [{ type: 'Account opened', data: command.data }];
  }
  if (!state.open) throw new Error('It is not open.');
  const { accountNumber, amount } = command.data;
  if (amount <= 0n) throw new Error('The amount must be positive.');
  if (command.type === 'Deposit money') return [{ type: 'Money deposited', data: { accountNumber, owner: state.owner, amount, balance: state.balance + amount, transferId: null } }];
  if (actor.name === 'Account owner' && state.owner !== actor.id) throw new Error('It is somebody else\'s.');
  if (amount > state.balance) throw new Error('There is not so much on it.');
  return [{ type: 'Money withdrawn', data: { accountNumber, owner: state.owner, amount, balance: state.balance - amount, transferId: null } }];
}

function evolve(state: State, event: Event): State {
  if (event.type === 'Account opened') return { open: true, owner: event.data.owner, balance: 0n };
  return { open: true, owner: state.owner, balance: event.data.balance };
}

/** Opens an account, pays in and takes out in turn, and gives what is on it in the end. */
export function rawMovements(accountNumber: string, count: number): bigint {
  let state = notOpened;
  const take = (command: Command): void => {
    for (const event of decide(command, state, ada)) state = evolve(state, event);
  };
  take({ type: 'Open account', data: { accountNumber, owner: 'Ada' } });
  for (let number = 0; number < count; number += 1) take({ type: number % 2 === 0 ? 'Deposit money' : 'Withdraw money', data: { accountNumber, amount: 10_00n } });
  return state.balance;
}
