import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, npm, pack, root, run, stormwright } from './project.ts';
import { serve } from './served.ts';

const MINUTES = 5 * 60_000;

/** The package, the project that a stranger made with it, and the same as it is put into production. */
const [packed, project, production] = [emptyFolder(), emptyFolder(), emptyFolder()];

beforeAll(() => {
  const tarball = pack(packed);
  // A stranger has nothing yet: `npx` would fetch the package for this one command.
  npm(packed, ['install', tarball, '--omit=dev', '--omit=optional']);
  run(project, process.execPath, [join(packed, 'node_modules', 'stormwright', 'cli', 'main.mjs'), 'init', 'library', '--stormwright', tarball, '-y']);
  npm(project, ['install']);
}, MINUTES);

afterAll(() => {
  for (const folder of [packed, project, production]) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

async function post(url: string, command: string, body: object, headers: { readonly [name: string]: string } = {}): Promise<{ readonly status: number; readonly json: { readonly position?: string; readonly title?: string } }> {
  const answer = await fetch(`${url}/commands/${command}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  return { status: answer.status, json: JSON.parse(await answer.text()) };
}

/** Buys a book, borrows it as Ada, and asks as Ada and as Ben which books they have. */
async function borrow(url: string): Promise<readonly unknown[]> {
  expect((await post(url, 'buy-book', { bookNumber: 'B0001', title: 'Momo' })).status).toBe(200);
  const borrowed = await post(url, 'borrow-book', { bookNumber: 'B0001' }, { 'actor-id': 'ada' });
  expect(borrowed.status).toBe(200);
  const again = await post(url, 'borrow-book', { bookNumber: 'B0001' }, { 'actor-id': 'ben' });
  expect([again.status, again.json.title]).toEqual([409, 'Somebody else has the book']);
  const booksOf = async (id: string): Promise<unknown> => JSON.parse(await (await fetch(`${url}/my-books?wait-for=${borrowed.json.position ?? ''}`, { headers: { 'actor-id': id } })).text());
  return [await booksOf('ada'), await booksOf('ben')];
}

const BORROWED = [{ items: [{ bookNumber: 'B0001', title: 'Momo', borrower: 'ada' }], next: null }, { items: [], next: null }];

describe('A stranger with the package', () => {
  test('is told nothing that is wrong with the model they are given, and has its code and its tests in no time', () => {
    expect(stormwright(project, 'check')).toBe('model/library.yaml: no mistakes.\n');
    expect(npm(project, ['test'])).toMatch(/Tests .*\b\d+ passed/);
    expect(stormwright(project, 'test', 'library')).toMatch(/Tests .*\b9 passed/);
    expect(JSON.parse(stormwright(project, 'board', '--json', '--out', 'wall.svg'))).toEqual({ model: 'library', path: 'wall.svg' });
    expect(readFileSync(join(project, 'wall.svg'), 'utf8')).toContain('Book borrowed');
    expect(stormwright(project, 'generate', '--check')).toBe('Everything in generated/ is up to date.\n');
  }, MINUTES);

  test('is told what is wrong, and exits with 1', () => {
    expect(() => stormwright(project, 'check', 'model/libary.yaml')).toThrow('There is no file "model/libary.yaml". Did you mean "model/library.yaml"?');
    expect(() => stormwright(project, 'chek')).toThrow('(Did you mean check?)');
    expect(() => stormwright(project, 'test', 'libary')).toThrow('There is no model "libary" in model/; did you mean "library"?');
  });

  test('serves it on a PostgreSQL of its own, which keeps it', async () => {
    for (const again of [false, true]) {
      const { url, stop } = await serve(project, process.execPath, [join(project, 'node_modules', 'stormwright', 'cli', 'main.mjs'), 'start', 'library']);
      if (again) expect(JSON.parse(await (await fetch(`${url}/books-on-loan/B0001`)).text())).toMatchObject({ borrower: 'ada' });
      else expect(await borrow(url)).toEqual(BORROWED);
      expect((await fetch(`${url}/`)).status).toBe(200);
      expect(await stop()).toBe(0);
    }
    expect(stormwright(project, 'store', 'verify', 'library')).toContain('nothing is wrong');
  }, MINUTES);

  test('builds it, and runs it where nothing of the generator is installed', async () => {
    npm(project, ['run', 'build']);
    for (const path of ['package.json', 'build']) run(production, 'cp', ['-r', join(project, path), path]);
    npm(production, ['install', '--omit=dev', '--omit=optional']);
    const installed = readdirSync(join(production, 'node_modules'), { recursive: true }).map(String);
    for (const name of ['yaml', 'handlebars', 'commander', 'esbuild', 'tsx', 'typescript', 'vitest', 'fast-check', '@bpmn-io']) expect(installed).not.toContain(name);
    const { url, stop } = await serve(production, process.execPath, [join(production, 'node_modules', 'stormwright', 'cli', 'main.mjs'), 'start', '--built'], { DATABASE_URL: 'memory:' });
    expect(await borrow(url)).toEqual(BORROWED);
    expect(await stop()).toBe(0);
  }, MINUTES);
});

const PROGRAM = `
import { createServer, startApplication } from 'stormwright/server';
import { createMemoryStore } from 'stormwright/memory';
import { createApplication } from './build/generated/library/app.js';
const running = await startApplication(createApplication(), createMemoryStore());
const sent = await running.send({ type: 'Buy book', data: { bookNumber: 'B0001', title: 'Momo' } }, { actor: { name: 'Librarian', id: null } });
const server = await createServer(running);
const answer = await server.inject({ url: '/books-on-loan', query: { 'wait-for': sent.position.toString() } });
console.log(sent.kind, answer.statusCode);
await server.close();
await running.stop();
`;

describe('The package', () => {
  test('can be used from a program, without the command', () => {
    writeFileSync(join(production, 'program.mjs'), PROGRAM);
    expect(run(production, process.execPath, ['program.mjs'])).toBe('accepted 200\n');
  });


  test('holds no tests and no sources, and the licences of what was put into it', () => {
    const inside = readdirSync(join(packed, 'node_modules', 'stormwright'), { recursive: true }).map(String);
    expect(inside.filter((path) => /(?:^|[\\/])(?:test|generator|generated)(?:[\\/]|$)|(?<!\.d)\.ts$/.test(path))).toEqual([]);
    expect(inside).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
    expect(readFileSync(join(packed, 'node_modules', 'stormwright', 'dist', 'THIRD-PARTY-LICENCES.txt'), 'utf8')).toContain('handlebars');
    const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(stormwright(packed, '--version')).toBe(`${version}\n`);
  });
});
