import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailServer, type MailServer } from '../adapters/mail-server.ts';
import { send } from './bank-client.ts';
import { startProcess, type StartedProcess } from './process.ts';
import { makeProject, type Project, root } from './project.ts';

let project: Project;
let server: MailServer | undefined;
beforeEach(async () => {
  project = await makeProject();
  server = undefined;
});
afterEach(async () => {
  await server?.close();
  await project.remove();
});

const written = async (text: string): Promise<void> => {
  await mkdir(join(project.folder, 'adapters'), { recursive: true });
  await writeFile(join(project.folder, 'adapters', 'email.ts'), text);
};

async function payIn(started: StartedProcess): Promise<string> {
  const url = await started.url;
  await send(url, 'open-account', { accountNumber: 'NL000001', owner: 'Ada' });
  expect((await send(url, 'deposit-money', { accountNumber: 'NL000001', amount: '40.00' })).status).toBe(200);
  return url;
}

async function stop(started: StartedProcess): Promise<void> {
  started.signal('SIGTERM');
  expect(await started.ended).toMatchObject({ code: 0 });
}

const requestsAt = async (url: string): Promise<string> => (await fetch(`${url}/requests.json`)).text();

describe('The bank', () => {
  test('thanks by mail where SMTP_URL says how', async () => {
    server = await mailServer();
    await cp(join(root, 'adapters'), join(project.folder, 'adapters'), { recursive: true });
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:', SMTP_URL: `smtp://127.0.0.1:${server.port}` });
    await payIn(started);
    while (server.mails.length === 0) await sleep(20);
    expect(server.mails.map(({ from, to }) => [from, to])).toEqual([['no-reply@bank.example', ['nl000001@bank.example']]]);
    expect(server.mails[0]?.text).toContain('Thank you for paying 40.00 into your account NL000001.');
    await stop(started);
    expect(server.mails).toHaveLength(1);
  });

  test('only remembers and shows it where SMTP_URL says nothing', async () => {
    await cp(join(root, 'adapters'), join(project.folder, 'adapters'), { recursive: true });
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:' });
    const url = await payIn(started);
    while (!(await requestsAt(url)).includes('"delivered"')) await sleep(20);
    expect(JSON.parse(await requestsAt(url))).toMatchObject({ items: [{ type: 'Send thank-you email', state: 'delivered', data: { accountNumber: 'NL000001', amount: '40.00' } }] });
    await stop(started);
  });

  test('tells nobody the password of a mail server that does not answer, neither in the log nor where requests are shown', async () => {
    await cp(join(root, 'adapters'), join(project.folder, 'adapters'), { recursive: true });
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:', LOG_LEVEL: 'debug', SMTP_URL: 'smtp://bank:hush-hush-17@127.0.0.1:1' });
    const url = await payIn(started);
    while (!(await requestsAt(url)).includes('ECONNREFUSED')) await sleep(20);
    const shown = await requestsAt(url);
    await stop(started);
    for (const secret of ['hush-hush-17', Buffer.from('\0bank\0hush-hush-17').toString('base64')]) expect(shown + started.said() + started.complained()).not.toContain(secret);
    expect(started.complained()).toContain('failed, and will be tried again');
  });

  test('does not start with an SMTP_URL that is none, and does not repeat it', async () => {
    await cp(join(root, 'adapters'), join(project.folder, 'adapters'), { recursive: true });
    expect(await startProcess(project.folder, { DATABASE_URL: 'memory:', SMTP_URL: 'mail.example:hush-hush-17' }).ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'What is in adapters/ can not be set up. The address of a mail server must be a URL, like smtps://user:password@mail.example:465.\n',
    });
  });
});

describe('An adapter', () => {
  test('that is not what it should be says so in a sentence', async () => {
    await written('export const email = 1;\n');
    const { code, stderr } = await startProcess(project.folder, { DATABASE_URL: 'memory:' }).ended;
    expect([code, stderr]).toEqual([2, "What is in adapters/ can not be set up. The requested module '../../adapters/email.ts' does not provide an export named 'createEmail'\n"]);
  });

  test('that fails is tried again, and the server goes on', async () => {
    await written("export const createEmail = () => ({ sendThankYouEmail: (_: unknown, { attempt }: { attempt: number }) => (attempt < 3 ? Promise.reject(new Error('not yet')) : Promise.resolve()) });\n");
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:' });
    const url = await payIn(started);
    while (!(await requestsAt(url)).includes('"delivered"')) await sleep(20);
    expect(JSON.parse(await requestsAt(url))).toMatchObject({ items: [{ attempts: 3 }] });
    await stop(started);
  });
});
