import { setTimeout as sleep } from 'node:timers/promises';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication, type StartOptions } from '../../runtime/reaction/start-application.ts';
import { type ToSend, traffic } from './bank-traffic.ts';
import { against, comesToRest, listening, type Place, type Verdict } from './harness.ts';
import { randomFrom } from './random.ts';
import { nothingSaid, type Said } from './workers.ts';

export interface BankInProcess {
  readonly definition: ApplicationDefinition;
  readonly running: RunningApplication;
  readonly said: Said;
  /** Sends so many commands of the bank's traffic, some at a time, and remembers which were accepted. */
  traffic(commands: number, callers?: number): Promise<void>;
  /** Sends one, and remembers it. */
  send(message: ToSend['message']): ReturnType<RunningApplication['send']>;
  /** Waits for rest, and lets the checker and the books decide. */
  verdict(): Promise<Verdict>;
  close(): Promise<void>;
}

export interface BankOptions extends StartOptions {
  readonly connections?: number;
  readonly definition?: (bank: ApplicationDefinition) => ApplicationDefinition;
  readonly said?: Said;
  readonly seed?: number;
}

/** The bank, or another version of it, in this process. */
export async function bankAt(place: Place, { connections = 8, definition: change = (same) => same, said = nothingSaid(), seed = 1, ...options }: BankOptions = {}): Promise<BankInProcess> {
  const definition = change(bank({ email: listening(said) }));
  const store = await createPostgresStore({ ...place, connections });
  const running = await startApplication(definition, store, { pollInMilliseconds: 50, leaseInMilliseconds: 1000, ...options });
  const source = traffic(seed, randomFrom(seed));
  const sendAs = async ({ commandId, message }: ToSend): ReturnType<RunningApplication['send']> => {
    const result = await running.send(message, { commandId });
    if (result.kind === 'accepted') said.acknowledged.push({ commandId, events: result.events });
    return result;
  };
  let sent = 0;
  return {
    definition,
    running,
    said,
    traffic: async (commands, callers = 8) => {
      let left = commands;
      const call = async (): Promise<void> => {
        for (; left > 0; ) {
          left -= 1;
          const { value } = source.next();
          await sendAs(value);
        }
      };
      await Promise.all(Array.from({ length: callers }, call));
    },
    send: (message) => sendAs({ commandId: `${place.schema} ${seed} ${(sent += 1)}`, message }),
    verdict: async () => [...(await comesToRest(running)), ...(await against(definition, store, said))],
    close: async () => {
      await running.stop();
      await store.close();
    },
  };
}

/** Asks again and again until it is so, for half a minute at most. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`It did not come to be within 30 seconds that ${what}.`);
    await sleep(20);
  }
}
