import { rename, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testPostgresUrl } from '../postgres/test-store.ts';
import { send } from './bank-client.ts';
import { endAtLast, startProcess, startThroughNpm } from './process.ts';
import { makeProject, type Project } from './project.ts';

const memory = { DATABASE_URL: 'memory:' };

describe('Starting a model', () => {
  let project: Project;

  beforeAll(async () => {
    project = await makeProject();
  });

  afterAll(async () => {
    await project.remove();
  });

  test('in memory keeps nothing, says so, and stops when it is told to', async () => {
    const started = startProcess(project.folder, memory, ['model/bank.yaml']);
    const url = await started.url;
    expect(started.said().split('\n')[1]).toBe('Its data are kept in memory, and are gone when it stops.');
    expect((await send(url, 'open-account', { accountNumber: 'NL000001', owner: 'Ada' })).status).toBe(200);
    started.signal('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/\n\nStopping: what was asked is still answered\. Ctrl\+C again does not wait for it\.\nStopped\.\n$/) });
  });

  test('on a PostgreSQL of its user\'s keeps everything there, and shows no password', async () => {
    const DATABASE_URL = await testPostgresUrl();
    const first = startProcess(project.folder, { DATABASE_URL });
    expect((await send(await first.url, 'open-account', { accountNumber: 'NL000001', owner: 'Ada' })).status).toBe(200);
    expect(first.said()).toContain(new URL(DATABASE_URL).host);
    expect(first.said()).not.toContain(new URL(DATABASE_URL).password);
    first.signal('SIGTERM');
    await first.ended;
    const second = startProcess(project.folder, { DATABASE_URL });
    await second.ready();
    expect((await fetch(`${await second.url}/account-overview/NL000001`)).status).toBe(200);
    second.signal('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test('needs no name where there is only one', async () => {
    const other = await makeProject();
    try {
      await rename(join(other.folder, 'model', 'bank.yaml'), join(other.folder, 'model', 'teller.yaml'));
      const started = startProcess(other.folder, memory);
      expect((await fetch(`${await started.url}/health/live`)).status).toBe(200);
      started.signal('SIGTERM');
      await started.ended;
      await writeFile(join(other.folder, 'model', 'till.yaml'), 'model: Till\n');
      expect((await startProcess(other.folder, memory).ended).stderr).toBe('Say which model: teller, till.\n');
    } finally {
      await other.remove();
    }
  });

  test('two signals in one keystroke stop it once', async () => {
    const started = startProcess(project.folder, memory);
    await started.url;
    started.signal('SIGINT');
    started.signal('SIGINT');
    expect(await started.ended).toMatchObject({ code: 0, stderr: '' });
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)('through npm, it does not outlive an npm that gets %s', async (signal) => {
    const started = startThroughNpm(project.folder, memory);
    expect((await fetch(`${await started.url}/health/live`)).status).toBe(200);
    started.signal(signal);
    // Only when nobody holds its output any more has everything ended.
    await started.ended;
    await expect(fetch(`${await started.url}/health/live`)).rejects.toThrow();
  });

  test.each([
    ['a model that is not there', {}, ['bnak'], 2, 'There is no model "bnak" in model/; did you mean "bank"?'],
    ['a port that is none', { PORT: '80a' }, [], 2, 'PORT is "80a": it must be a whole number from 0 (any that is free) to 65535.'],
    ['a level of the log that is none', { LOG_LEVEL: 'loud' }, [], 2, 'LOG_LEVEL is "loud": it must be one of fatal, error, warn, info, debug, silent.'],
    ['a port out of range', { PORT: '65536' }, [], 2, 'PORT is "65536": it must be a whole number from 0 (any that is free) to 65535.'],
    ['a database of another kind', { DATABASE_URL: 'mysql://root:secret@localhost/bank' }, [], 2, expect.stringMatching(/^DATABASE_URL must be like postgres:/)],
    ['a database that does not answer', { DATABASE_URL: 'postgres://me:secret@127.0.0.1:1/bank' }, [], 1, expect.stringMatching(/^The PostgreSQL at 127\.0\.0\.1:1\/bank, which DATABASE_URL names, cannot be used: .*ECONNREFUSED/)],
  ] as const)('%s is one sentence', async (_, environment, args, code, sentence) => {
    const ended = await startProcess(project.folder, environment, args).ended;
    expect([ended.code, ended.stdout, ended.stderr.trimEnd()]).toEqual([code, '', sentence]);
    expect(ended.stderr).not.toContain('secret');
    expect(ended.stderr.trimEnd()).not.toContain('\n');
  });

  test('a port that is taken is one sentence', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve(Number(Object(other.address()).port))));
    const ended = await startProcess(project.folder, { ...memory, PORT: String(port) }).ended;
    other.close();
    expect([ended.code, ended.stdout, ended.stderr]).toEqual([1, '', `Port ${port} of 127.0.0.1 is taken by another program: stop it, or set PORT to another one.\n`]);
  });

  test('a model with a mistake is not started', async () => {
    const wrong = await makeProject();
    await writeFile(join(wrong.folder, 'model', 'bank.yaml'), 'model: Bank\ntypes:\n  Money:\n    is: decimel\n');
    const ended = await startProcess(wrong.folder, memory).ended;
    expect(ended.code).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(/model\/bank\.yaml:4:9: error /);
    await wrong.remove();
  });

  test('a second signal, later, ends it at once', async () => {
    const started = startProcess(project.folder, memory);
    const url = await started.url;
    // A request that never ends keeps the first one waiting.
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('POST /commands/open-account HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{');
    await fetch(`${url}/health/live`);
    started.signal('SIGTERM');
    await sleep(700);
    started.signal('SIGTERM');
    expect((await started.ended).code).toBe(143);
    socket.destroy();
    await endAtLast(started);
  });
});
