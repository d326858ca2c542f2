import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Acknowledged, accounts, differences, payInUntilGone, send } from './bank-client.ts';
import { endAtLast, startProcess, type StartedProcess } from './process.ts';
import { makeProject, type Project } from './project.ts';

const WITHIN_MILLISECONDS = 30_000;

describe('The bank on its own PostgreSQL', () => {
  const acknowledged: Acknowledged[] = [];
  let project: Project;
  let running: StartedProcess;

  beforeAll(async () => {
    project = await makeProject();
  });

  afterAll(async () => {
    await endAtLast(running);
    // Takes over what a kill has left running, and ends it in order.
    const last = startProcess(project.folder);
    await last.url.catch(() => {});
    last.signal('SIGTERM');
    await last.ended;
    await project.remove();
  });

  async function nothingIsLost(): Promise<void> {
    const url = await running.url;
    for (const account of accounts) expect(await differences(url, account, acknowledged)).toEqual([]);
  }

  test('starts from nothing and says in three lines what it serves', async () => {
    running = startProcess(project.folder);
    expect(await running.ready()).toBeLessThan(WITHIN_MILLISECONDS);
    const url = await running.url;
    expect(running.said().trimEnd().split('\n')).toEqual([
      `Bank is at ${url}/ and its API is described at ${url}/openapi.json`,
      expect.stringContaining(join('.storm', 'bank')),
      expect.stringContaining('There are no tokens'),
    ]);
    for (const accountNumber of [...accounts, 'NL000007']) expect((await send(url, 'open-account', { accountNumber, owner: 'Ada' })).status).toBe(200);
    expect((await send(url, 'name-bonus-account', { accountNumber: 'NL000007' })).status).toBe(200);
  });

  test('is not started a second time on the same folder', async () => {
    const second = await startProcess(project.folder).ended;
    expect([second.code, second.stdout]).toEqual([1, '']);
    expect(second.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(second.stderr).toContain(join('.storm', 'bank'));
    expect((await fetch(`${await running.url}/health/live`)).status).toBe(200);
  });

  test.each([
    ['alone', (it: StartedProcess) => it.signal('SIGKILL')],
    ['with its whole process group', (it: StartedProcess) => it.signalGroup('SIGKILL')],
  ])('killed %s in the middle of deposits, it has lost nothing that was acknowledged', async (_, kill) => {
    await payInUntilGone(await running.url, acknowledged, 150, () => kill(running));
    await running.ended;
    running = startProcess(project.folder);
    expect(await running.ready()).toBeLessThan(WITHIN_MILLISECONDS);
    await nothingIsLost();
  }, 60_000);

  test('stops in order: what was asked is answered, and no PostgreSQL is left', async () => {
    const postgres = Number.parseInt(await readFile(join(project.folder, '.storm', 'bank', 'data', 'postmaster.pid'), 'utf8'), 10);
    expect(() => process.kill(postgres, 0)).not.toThrow();
    await payInUntilGone(await running.url, acknowledged, 20, () => running.signal('SIGTERM'));
    expect(await running.ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(() => process.kill(postgres, 0)).toThrow('ESRCH');
    running = startProcess(project.folder);
    await running.ready();
    await nothingIsLost();
  }, 60_000);
});
