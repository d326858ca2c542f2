import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judged } from './judged.ts';
import { inProject } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
const BANK = readFileSync(join(root, 'model', 'bank.yaml'), 'utf8');
const ADAPTER = readFileSync(join(root, 'adapters', 'email.ts'), 'utf8');
const PAGE = readFileSync(join(root, 'docs', 'external-systems.md'), 'utf8');
const SHOP = readFileSync(join(root, 'model', 'examples', 'web-shop.yaml'), 'utf8');

describe('`generate` and what developers write in adapters/', () => {
  test('says which systems nobody talks to, and where to write who does', () => {
    inProject({ 'model/bank.yaml': BANK, 'model/shop.yaml': SHOP }, (folder, run) => {
      expect(run('generate').out).toContain('What Email and Payment provider are asked for is only remembered, until there are adapters/email.ts and adapters/payment-provider.ts.\n');
      expect(existsSync(join(folder, 'generated/bank/adapters.ts'))).toBe(false);
    });
  });

  test('connects an adapter that is there, leaves it alone, and is out of date when it comes or goes', () => {
    inProject({ 'model/bank.yaml': BANK }, (folder, run) => {
      run('generate');
      mkdirSync(join(folder, 'adapters'));
      const path = join(folder, 'adapters', 'email.ts');
      writeFileSync(path, '// mine\n');
      const checked = run('generate', '--check');
      expect([checked.code, checked.err + checked.out]).toEqual([1, expect.stringContaining('  generated/bank/adapters.ts\n')]);
      const generated = run('generate');
      expect(generated.out).not.toContain('only remembered');
      expect(readFileSync(join(folder, 'generated/bank/adapters.ts'), 'utf8')).toContain('email: setUpAdapter<Email>(environment, {');
      expect([readFileSync(path, 'utf8'), run('generate', '--check').code]).toEqual(['// mine\n', 0]);
      rmSync(path);
      expect([run('generate', '--check').code, run('generate').code, existsSync(join(folder, 'generated/bank/adapters.ts'))]).toEqual([1, 0, false]);
    });
  });

  test.each<[string, string, string | undefined]>([
    ['the bank\'s own', ADAPTER, undefined],
    ['one without the method for a request', ADAPTER.replace('sendThankYouEmail:', 'sendEmail:'), "'sendEmail' does not exist in type 'Email'"],
    ['one that takes something else', ADAPTER.replace('({ accountNumber, amount }, delivery)', '({ accountNumber, total }, delivery)').replaceAll('encode(amount)', 'encode(total)'), "Property 'total' does not exist"],
    ['one of another name', ADAPTER.replace('createEmail', 'createMailer'), "has no exported member named 'createEmail'"],
  ])('lets TypeScript judge it: %s', { timeout: 60_000 }, (_name, adapter, mistake) => {
    expect(judged({ 'model/bank.yaml': BANK, 'adapters/email.ts': adapter })).toEqual([mistake === undefined, mistake === undefined ? '' : expect.stringContaining(mistake)]);
  });

  test('the adapters of the page about external systems are the bank\'s own and one that TypeScript takes', { timeout: 60_000 }, () => {
    const [email = '', webhook = ''] = [...PAGE.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
    expect(email).toBe(ADAPTER.replace(/^\/\*\*.*?\*\/\n/ms, ''));
    expect(judged({ 'model/web-shop.yaml': SHOP, 'adapters/payment-provider.ts': webhook })).toEqual([true, '']);
  });
});
