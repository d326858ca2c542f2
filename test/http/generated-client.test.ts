import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '../../runtime/http/openapi/document.ts';
import { runWithoutNetwork } from '../support/without-network.ts';
import { applications } from './applications.ts';
import { openServer } from './open-server.ts';

const root = join(import.meta.dirname, '..', '..');
const generator = join(root, 'node_modules', 'swagger-typescript-api', 'dist', 'cli.mjs');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

let folder = '';

async function generateClient(name: string): Promise<void> {
  const application = applications[name] ?? expect.fail(`There is no ${name}.`);
  await writeFile(join(folder, `${name}.json`), JSON.stringify(openApiDocument(application())));
  const { code, stdout, stderr } = await runWithoutNetwork(
    generator,
    // What has no body, as 304 has none, is no problem that a caller could read.
    ['generate', '--default-response', 'never', '--path', join(folder, `${name}.json`), '--output', folder, '--name', `${name}.ts`, '--module-name-first-tag', '--enum-style', 'union', '--disable-throw-on-error'],
    folder,
  );
  if (code !== 0) throw new Error(`The generator ended with ${code}: ${stdout}${stderr}`);
}

/** What TypeScript, at its strictest, has to say about these files. */
async function typeErrors(...files: readonly string[]): Promise<string> {
  const settings = ['--strict', '--noEmit', '--target', 'es2023', '--module', 'esnext', '--moduleResolution', 'bundler', '--allowImportingTsExtensions', '--lib', 'es2023,dom,dom.iterable', '--types', ''];
  return promisify(execFile)(process.execPath, [compiler, ...settings, ...files], { cwd: folder }).then(({ stdout }) => stdout, ({ stdout }) => String(stdout));
}

describe('A client that a public generator makes of the API description', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'storm-client-'));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    for (const name of Object.keys(applications)) await generateClient(name);
    await copyFile(join(import.meta.dirname, 'client-of-the-bank.txt'), join(folder, 'visit.ts'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('compiles, for every model here', async () => {
    expect(await typeErrors(...Object.keys(applications).map((name) => `${name}.ts`))).toBe('');
  });

  test('has names that read like the model', async () => {
    const client = await readFile(join(folder, 'bank.ts'), 'utf8');
    for (const name of ['bankAccount = {', 'withdrawMoney: (data: WithdrawMoney,', 'getAccountOverview: (', 'listStatementByAccountNumber: (', 'export interface MoneyDeposited {', 'export interface AccountOverviewPage {', '"Can not overdraw account"']) {
      expect(client).toContain(name);
    }
  });

  test('calls the bank, and is told with types what it refuses', async () => {
    expect(await typeErrors('visit.ts')).toBe('');
    await build({ entryPoints: [join(folder, 'visit.ts')], outfile: join(folder, 'visit.js'), bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' });
    await using bank = await openServer();
    const url = await bank.server.listen({ host: '127.0.0.1', port: 0 });
    const { visit } = await import(pathToFileURL(join(folder, 'visit.js')).href);
    expect(await visit(url)).toEqual({
      opened: ['Account opened'],
      balance: '50.00',
      refusal: 'Can not overdraw account',
      mistakes: ['#/amount'],
      accounts: ['NL000001'],
      forbidden: 403,
      missing: 404,
    });
  });

  test('does not compile against names that are not there', async () => {
    const visit = await readFile(join(folder, 'visit.ts'), 'utf8');
    await writeFile(join(folder, 'wrong.ts'), visit.replace('Can not overdraw account', 'Can not overdraw acount').replace("amount: '80.00'", "amont: '80.00'"));
    const errors = await typeErrors('wrong.ts');
    expect(errors).toContain('"Can not overdraw acount"');
    expect(errors).toContain("'amont' does not exist");
  });
});
