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
      stderr: 'adapters/email.ts can not be set up. The address of a mail server must be a URL, like smtps://user:password@mail.example:465.\n',
    });
  });
});

describe('An adapter', () => {
  test.each<[string, string, number, string]>([
    ['exports another name', 'export const email = 1;', 1, 'adapters/email.ts exports no createEmail.'],
    ['exports no function', 'export const createEmail = 3;', 2, 'adapters/email.ts must export a function that gives the adapter.'],
    ['gives something else', "export const createEmail = () => 'mail';", 2, 'adapters/email.ts must give an adapter or nothing, and gives a string.'],
    ['lacks a method', 'export const createEmail = () => ({});', 2, 'adapters/email.ts gives an adapter without the method sendThankYouEmail.'],
    ['gives a promise', "export const createEmail = async () => Promise.reject(new Error('no'));", 2, 'adapters/email.ts must give its adapter at once, and not a promise of it: what takes time belongs into its methods.'],
    ['imports what is not there', "import './template.ts';\nexport const createEmail = () => undefined;", 1, 'adapters/email.ts imports adapters/template.ts, which is not there.'],
    ['imports a package that is not there', "import 'no-such-mailer';\nexport const createEmail = () => undefined;", 1, 'adapters/email.ts imports the package no-such-mailer, which is not installed here.'],
    ['fails as it is loaded', "export const createEmail = () => undefined;\nthrow new Error('no table');", 1, 'adapters/email.ts:2 fails as it is loaded: no table'],
  ])('that %s says so in a sentence', async (_name, text, exitCode, sentence) => {
    await written(`${text}\n`);
    const { code, stderr } = await startProcess(project.folder, { DATABASE_URL: 'memory:' }).ended;
    expect([stderr, code]).toEqual([`${sentence}\n`, exitCode]);
  });

  test('that never answers keeps nobody from stopping', async () => {
    await written("import { createServer, connect } from 'node:net';\nconst deaf = createServer().listen(0);\nexport const createEmail = () => ({ sendThankYouEmail: () => new Promise(() => connect(Object(deaf.address()).port)) });\n");
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:' });
    const url = await payIn(started);
    while (!(await requestsAt(url)).includes('"attempts":1')) await sleep(20);
    await stop(started);
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
