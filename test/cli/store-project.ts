import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { Store } from '../../runtime/store/store.ts';
import { testPostgresUrl } from '../postgres/test-store.ts';
import type { Ran } from './run.ts';

const root = join(import.meta.dirname, '..', '..');

/** A database that nobody else has, with what the bank keeps in it. */
export interface BankDatabase {
  readonly url: string;
  /** As `npm start` opens it. */
  open(): Promise<Store>;
  query(text: string): Promise<readonly { readonly [column: string]: unknown }[]>;
  /** `stormwright store …` on it, in the project that this is. */
  store(...args: readonly string[]): Promise<Ran>;
  remove(): Promise<void>;
}

export async function makeBankDatabase(): Promise<BankDatabase> {
  const server = await testPostgresUrl();
  const name = `cli_${randomUUID().replaceAll('-', '')}`;
  await queryOn(server, `CREATE DATABASE ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return {
    url,
    open: () => createPostgresStore({ url, schema: 'storm_bank', readModelSchema: 'bank' }),
    query: (text) => queryOn(url, text),
    store: (...args) => runStore(root, { DATABASE_URL: url }, args),
    remove: async () => void (await queryOn(server, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** Beside this process, which may be running an application meanwhile. */
export function runStore(folder: string, environment: { readonly [name: string]: string }, args: readonly string[]): Promise<Ran> {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(root, 'cli', 'main.mjs'), 'store', ...args], { cwd: folder, env: { ...inherited, ...environment } });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })));
}

async function queryOn(url: string, text: string): Promise<readonly { readonly [column: string]: unknown }[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
