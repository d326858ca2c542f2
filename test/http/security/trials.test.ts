import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApplication as bank } from '../../../generated/bank/app.ts';
import { createMemoryStore } from '../../../runtime/memory/memory-store.ts';
import type { RunningApplication } from '../../../runtime/reaction/running-application.ts';
import { startApplication } from '../../../runtime/reaction/start-application.ts';
import type { Store } from '../../../runtime/store/store.ts';
import { createTestStore } from '../../postgres/test-store.ts';
import { type OpenServer, serverOn } from '../open-server.ts';
import { clerk, owner, tokens } from '../signed.ts';
import { allTrials } from './all-trials.ts';
import type { Trial } from './trial.ts';

const STORES: readonly (readonly [string, () => Promise<Store>])[] = [['memory', async () => createMemoryStore()], ['PostgreSQL', createTestStore]];

/** What only a server says that lets its inside be seen. */
const INSIDE = /node_modules|\.ts:\d|^\s+at |syntax error at|pg_catalog|relation "|duplicate key|TypeError|undefined|\bSELECT\b.*\bFROM\b/m;

const tokenOf = async (as: Trial['as']): Promise<{ readonly [name: string]: string }> => (as === 'nobody' ? {} : as === 'Ada' || as === 'Ben' ? owner(as) : clerk());

describe.each(STORES)('The bank on %s, tried by strangers', (_store, makeStore) => {
  let [store, running, open]: [Store | undefined, RunningApplication | undefined, OpenServer | undefined] = [undefined, undefined, undefined];
  const server = (): OpenServer => {
    if (open === undefined) throw new Error('The bank was not opened.');
    return open;
  };
  const accounts = async (): Promise<unknown> => {
    const answer = await server().settled('/health/live');
    expect(answer.statusCode).toBe(200);
    return ['NL000001', 'NL000002'].reduce<Promise<readonly unknown[]>>(async (before, number) => [...(await before), (await server().get(`/bank-account/${number}`, await clerk())).json()], Promise.resolve([]));
  };

  beforeAll(async () => {
    store = await makeStore();
    running = await startApplication(bank(), store, { pollInMilliseconds: 20 });
    open = await serverOn(running, { tokens });
    for (const [accountNumber, name] of [['NL000001', 'Ada'], ['NL000002', 'Ben']] as const) {
      await open.post('open-account', { accountNumber, owner: name }, await owner(name));
      await open.post('deposit-money', { accountNumber, amount: '50.00' }, await owner(name));
    }
  });
  afterAll(async () => {
    await open?.[Symbol.asyncDispose]();
    await store?.close();
  });

  async function answerTo({ method = 'GET', url, as, headers = {}, body }: Trial): Promise<LightMyRequestResponse> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return server().server.inject({ method, url, headers: { ...type, ...(await tokenOf(as)), ...headers }, ...(body === undefined ? {} : { payload: body }) });
  }

  for (const { about, trials } of allTrials) {
    test.each(trials)(`${about}: $tried`, async (trial) => {
      const before = await accounts();
      const answer = await answerTo(trial);
      expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([trial.status, expect.any(String)]);
      if (answer.statusCode >= 400) expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.body).not.toMatch(INSIDE);
      if (trial.says !== undefined) expect(answer.body).toContain(trial.says);
      if (trial.hides !== undefined) expect(answer.body + JSON.stringify(answer.headers)).not.toContain(trial.hides);
      expect(await accounts()).toEqual(before);
    });
  }

  test('nothing was left on any prototype', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});
