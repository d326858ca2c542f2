import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { assemble } from '../../runtime/reaction/assembly.ts';
import type { Store } from '../../runtime/store/store.ts';
import { nameBonusAccount, openAccount } from '../fixtures/bank-messages.ts';
import { all } from '../fixtures/log.ts';
import { createTestStore, freshSchema, testPostgresUrl, withClient } from '../postgres/test-store.ts';

const ACCOUNTS = Array.from({ length: 25 }, (_, index) => `NL${String(index + 1).padStart(6, '0')}`);

interface Killable {
  readonly ended: Promise<string>;
  kill(): void;
}

function startTimed(url: string, schema: string, policy: 'delay' | 'clock'): Killable {
  const child = spawn(process.execPath, ['--conditions=stormwright-source', '--import', 'tsx', join(import.meta.dirname, 'timed-application.ts'), url, schema, policy]);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { ended: new Promise((resolve) => child.on('close', () => resolve(said))), kill: () => void child.kill('SIGKILL') };
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(10);
}

/** How often something happened to each account. */
async function counted(store: Store, type: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const event of await all(store.events)) if (event.type === type) counts.set(event.stream.split('/')[1] ?? '', (counts.get(event.stream.split('/')[1] ?? '') ?? 0) + 1);
  return counts;
}

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** While nobody looked, so much time has passed. */
async function timePasses(schema: string, column: 'timers.due_at' | 'strokes.struck_at', interval: string): Promise<void> {
  const [table, name] = column.split('.');
  await withClient((client) => client.query(`UPDATE "${schema}".${table} SET ${name} = ${name} - $1::interval`, [interval]));
}

describe('An application that is killed while something is still to happen', () => {
  async function withAccounts(policy: 'delay' | 'clock', work: (store: Store, schema: string, start: () => Promise<Killable>) => Promise<void>): Promise<void> {
    const [url, schema] = [await testPostgresUrl(), freshSchema()];
    const store = await createTestStore(schema);
    const { handler } = await assemble(bank(), store);
    // The policy is there before anything happens: what happened earlier would not concern it.
    await store.checkpoints.beginShares(policy, 4, 0n);
    for (const account of ACCOUNTS) await handler.send(openAccount(account));
    const started: Killable[] = [];
    try {
      await work(store, schema, async () => {
        const timed = startTimed(url, schema, policy);
        started.push(timed);
        return timed;
      });
    } finally {
      for (const each of started) each.kill();
      expect((await Promise.all(started.map(({ ended }) => ended))).join('')).toBe('');
      await store.close();
    }
  }

  test('acts after each delay once, and not where it was called off, however often it is killed', async () => {
    await withAccounts('delay', async (store, schema, start) => {
      const first = await start();
      await until(async () => (await store.checkpoints.listCheckpoints()).filter(({ subscription, position }) => subscription.startsWith('delay') && position >= BigInt(ACCOUNTS.length)).length === 4);
      first.kill();
      await first.ended;
      const { handler } = await assemble(bank(), store);
      await handler.send(nameBonusAccount('NL000003'));
      expect(await counted(store, 'Account closed')).toEqual(new Map());
      await timePasses(schema, 'timers.due_at', '1 day');
      for (const wanted of [1, 9, ACCOUNTS.length - 1]) {
        const again = await start();
        await until(async () => (await counted(store, 'Account closed')).size >= wanted);
        again.kill();
        await again.ended;
      }
      expect(await counted(store, 'Account closed')).toEqual(new Map(ACCOUNTS.filter((account) => account !== 'NL000003').map((account) => [account, 1])));
    });
  }, 60_000);

  test('makes up for each stroke of the clock once for each row, however often it is killed', async () => {
    await withAccounts('clock', async (store, schema, start) => {
      const first = await start();
      await until(async () => (await store.timers.lastStroke('clock')) !== undefined);
      first.kill();
      await first.ended;
      await timePasses(schema, 'strokes.struck_at', '3 days');
      const wanted = ACCOUNTS.length * 3;
      for (const enough of [1, 40, wanted]) {
        const again = await start();
        await until(async () => sumOf(await counted(store, 'Money deposited')) >= enough);
        again.kill();
        await again.ended;
      }
      expect(await counted(store, 'Money deposited')).toEqual(new Map(ACCOUNTS.map((account) => [account, 3])));
    });
  }, 60_000);
});
