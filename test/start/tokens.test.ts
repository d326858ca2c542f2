import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess } from './process.ts';
import { makeProject, type Project, root } from './project.ts';

const tokens = { AUTH_ISSUER: 'me', AUTH_AUDIENCE: 'bank', AUTH_KEY: 'a-secret-of-at-least-32-bytes-that-nobody-else-knows' };

/** A token as the README makes one. */
async function tokenOfReadme(): Promise<string> {
  const [, program = ''] = /^TOKEN=\$\(node -e "(.+)"\)$/m.exec(await readFile(join(root, 'README.md'), 'utf8')) ?? [];
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: root, env: { ...process.env, ...tokens } });
  return stdout.trim();
}

describe('Started with tokens', () => {
  let project: Project;
  beforeAll(async () => {
    project = await makeProject();
  });
  afterAll(async () => {
    await project.remove();
  });

  test('it takes the token that the README makes, says so, and listens where it is told to', async () => {
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:', HOST: '0.0.0.0', ...tokens });
    const url = (await started.url).replace('0.0.0.0', '127.0.0.1');
    const ask = async (headers: Record<string, string>): Promise<number> => (await fetch(`${url}/commands/open-account`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: '{"accountNumber":"NL000001","owner":"Ada"}' })).status;
    expect([await ask({}), await ask({ actor: 'Bank clerk', 'actor-id': 'Carl' }), await ask({ authorization: `Bearer ${await tokenOfReadme()}` })]).toEqual([401, 401, 200]);
    started.signal('SIGTERM');
    const { code, stdout, stderr } = await started.ended;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[2]).toBe('It takes tokens of me for bank, and tells nobody without one what it keeps. Ctrl+C stops it.');
  });

  test.each<[string, Record<string, string>, string]>([
    ['an address for others and no tokens', { HOST: '0.0.0.0' }, 'HOST is "0.0.0.0": without tokens everybody may act as anybody, so the server listens on this machine only. Set AUTH_ISSUER, AUTH_AUDIENCE and AUTH_KEY or AUTH_JWKS_URL, or leave HOST out.\n'],
    ['half of what tokens need', { AUTH_KEY: tokens.AUTH_KEY }, 'Tokens need three of these in the environment: AUTH_ISSUER and AUTH_AUDIENCE, and either AUTH_KEY or AUTH_JWKS_URL.\n'],
  ])('%s is one sentence and exit code 2', async (_name, environment, sentence) => {
    expect(await startProcess(project.folder, { DATABASE_URL: 'memory:', ...environment }).ended).toMatchObject({ code: 2, stderr: sentence, stdout: '' });
  });
});
