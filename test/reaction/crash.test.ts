import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { settle } from '../../runtime/reaction/settle.ts';
import type { Store } from '../../runtime/store/store.ts';
import { bank } from '../fixtures/bank/app.ts';
import { commands, foldOfLog, kept, openings, process, send } from '../fixtures/day-at-the-bank.ts';
import { Crash, type Fate, faultyStore, unharmed } from '../fixtures/faulty-store.ts';

const application = bank();

async function opened(): Promise<Store> {
  const store = createMemoryStore();
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

describe('A process that dies', () => {
  test('at any one call to the store loses nothing and doubles nothing', async () => {
    const undisturbed = await opened();
    const calls = await live(undisturbed, unharmed);
    const wanted = await kept(application, undisturbed);
    expect(calls).toBeGreaterThan(60);
    for (let fatal = 1; fatal <= calls; fatal += 1) {
      for (const end of ['before', 'after'] as const) {
        const store = await opened();
        await live(store, (call) => (call === fatal ? end : 'lives'));
        await live(store, unharmed);
        expect(await kept(application, store), `${end} call ${fatal}`).toEqual(wanted);
      }
    }
  });

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
