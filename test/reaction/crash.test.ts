import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { commands, foldOfLog, kept, openings, process, send } from '../fixtures/day-at-the-bank.ts';
import { createTestStore } from '../postgres/test-store.ts';
import { Crash, type Fate, faultyStore, unharmed } from '../fixtures/faulty-store.ts';

const application = bank();

async function opened(store: Store = createMemoryStore()): Promise<Store> {
  const assembly = await process(application, store);
  await send(assembly, openings);
  await settle(assembly);
  return store;
}

/** One life of a process: all commands, sent again under their ids, and everything that follows. How many calls it made. */
async function live(store: Store, fate: Fate): Promise<number> {
  const faulty = faultyStore(store, fate);
  try {
    const assembly = await process(application, faulty.store);
    await send(assembly, commands);
    await settle(assembly);
  } catch (error) {
    // The follower says where it was when the process died; the crash itself is underneath.
    if (!(error instanceof Crash) && !(error instanceof Error && error.message.includes(' call '))) throw error;
  }
  return faulty.calls();
}

/** Lives a day, dies at every call that is a multiple of `each`, lives the day again, and compares with a day undisturbed. */
async function dieAtEvery(each: number, createStore: () => Promise<Store>): Promise<void> {
  const undisturbed = await opened(await createStore());
  const calls = await live(undisturbed, unharmed);
  const wanted = await kept(application, undisturbed);
  expect(calls).toBeGreaterThan(60);
  for (let fatal = each; fatal <= calls; fatal += each) {
    for (const end of ['before', 'after'] as const) {
      const store = await opened(await createStore());
      await live(store, (call) => (call === fatal ? end : 'lives'));
      await live(store, unharmed);
      expect(await kept(application, store), `${end} call ${fatal}`).toEqual(wanted);
    }
  }
}

describe('A process that dies', () => {
  test('at any one call to the store loses nothing and doubles nothing', () => dieAtEvery(1, async () => createMemoryStore()));

  test('at calls to PostgreSQL neither', async () => {
    let last: Store | undefined;
    const createStore = async (): Promise<Store> => {
      await last?.close();
      last = await createTestStore();
      return last;
    };
    await dieAtEvery(29, createStore).finally(() => last?.close());
  }, 60_000);

  test('again and again, at random, leaves read models that equal a fold of the log', async () => {
    const lives = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom<'before' | 'after'>('before', 'after')), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lives, async (ends) => {
        const store = await opened();
        for (const [fatal, end] of ends) await live(store, (call) => (call === fatal ? end : 'lives'));
        await live(store, unharmed);
        for (const readModel of application.readModels) {
          const rows = await store.readModels.list(readModel.name, { where: {}, limit: 1000 });
          expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(new Set((await foldOfLog(application, readModel, store)).map((row) => JSON.stringify(row))));
        }
      }),
      { numRuns: 40 },
    );
  });
});
