import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testPostgresUrl } from '../postgres/test-store.ts';
import { inProject, run } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
const BANK = readFileSync(join(root, 'model', 'bank.yaml'), 'utf8');
const PARCELS = readFileSync(join(root, 'model', 'examples', 'parcels.yaml'), 'utf8');
const CLEAN = { DATABASE_URL: 'memory:', PORT: '0', HOST: '', AUTH_KEY: '', AUTH_ISSUER: '', AUTH_AUDIENCE: '', AUTH_JWKS_URL: '' };

interface Finding {
  readonly about: string;
  readonly state: string;
  readonly says: string;
  readonly todo?: string;
}

interface Diagnosis {
  readonly code: number | null;
  readonly well: boolean;
  readonly findings: readonly Finding[];
  readonly text: string;
}

function diagnosed(folder: string, environment: NodeJS.ProcessEnv = {}): Diagnosis {
  const { code, out, err } = run(folder, ['doctor', '--json'], { ...CLEAN, ...environment });
  expect(err).toBe('');
  return { code, text: out, ...JSON.parse(out) };
}

const found = ({ findings }: Diagnosis, about: string): readonly (readonly [string, string])[] => findings.filter((each) => each.about === about).map(({ state, says }) => [state, says]);

describe('`doctor`', () => {
  test('in this repository finds nothing in the way, and says it in lines', () => {
    const { code, out } = run(root, ['doctor'], CLEAN);
    expect([code, out.split('\n').at(-2)]).toEqual([0, 'Nothing is in the way.']);
    expect(out).toContain(`ok       Node.js    Node.js ${process.versions.node} runs it.\n`);
    expect(out).toContain('ok       generated  generated/ is what the models say.\n');
    expect(out).toContain('warning  database   Data are kept in memory, and are gone when it stops.\n                    Set DATABASE_URL to a PostgreSQL, or leave it out for an embedded one.\n');
  });

  test('in a folder that is no project says how to get one', () => {
    inProject({}, (folder) => {
      const { code, findings } = diagnosed(folder);
      expect(code).toBe(1);
      expect(findings.find(({ about }) => about === 'project')).toMatchObject({ state: 'problem', todo: 'Go to the folder of your project, or make one: npx stormwright init library' });
    });
  });

  test('says what is not there yet: code, functions, adapters, tools', () => {
    inProject({ 'model/bank.yaml': BANK, 'model/parcels.yaml': PARCELS, 'functions/days-on-the-way.ts': '' }, (folder) => {
      const diagnosis = diagnosed(folder);
      expect([diagnosis.code, diagnosis.well]).toEqual([1, false]);
      expect(found(diagnosis, 'models')).toEqual([['ok', 'model/bank.yaml, model/parcels.yaml: no mistakes.']]);
      expect(found(diagnosis, 'generated')).toEqual([['warning', 'Nothing was generated yet.']]);
      expect(found(diagnosis, 'functions')).toEqual([['problem', '"Price of a parcel" is not written yet.']]);
      expect(found(diagnosis, 'adapters')).toEqual([['warning', 'What Email is asked for is only remembered.']]);
      expect(found(diagnosis, 'tools')).toEqual([['problem', 'typescript, tsx, vitest are not installed here.']]);
      expect(readdirSync(folder).sort()).toEqual(['functions', 'model']);
    });
  });

  test('says how far generated/ is from the models', () => {
    inProject({ 'model/bank.yaml': BANK, 'generated/bank/app.ts': '' }, (folder) => {
      expect(found(diagnosed(folder), 'generated')).toEqual([['problem', expect.stringMatching(/^In generated\/, \d+ files are not what the models say\.$/)]]);
    });
  });

  test('counts the mistakes of a model, and does not blame what follows from them', () => {
    inProject({ 'model/bank.yaml': BANK.replace('then: Account opened', 'then: Account opend') }, (folder) => {
      const diagnosis = diagnosed(folder);
      expect(found(diagnosis, 'models')).toEqual([['problem', expect.stringMatching(/^model\/bank\.yaml: \d+ mistakes?\.$/)]]);
      expect(found(diagnosis, 'generated').map(([state]) => state)).toEqual(['warning']);
    });
  });

  test.each<[string, NodeJS.ProcessEnv, string, string]>([
    ['a port that is none', { PORT: 'abc' }, 'settings', 'PORT is "abc": it must be a whole number from 0 (any that is free) to 65535.'],
    ['half a lock', { AUTH_KEY: 'a-secret-of-at-least-32-bytes-that-nobody-else-knows' }, 'settings', 'Tokens need three of these in the environment: AUTH_ISSUER and AUTH_AUDIENCE, and either AUTH_KEY or AUTH_JWKS_URL.'],
    ['a database where nobody is', { DATABASE_URL: 'postgres://ada:hush-hush-17@127.0.0.1:1/bank' }, 'database', 'The PostgreSQL at 127.0.0.1:1/bank can not be used: connect ECONNREFUSED 127.0.0.1:1.'],
    ['an address that is not of this machine', { HOST: '192.0.2.1', AUTH_ISSUER: 'me', AUTH_AUDIENCE: 'bank', AUTH_KEY: 'a-secret-of-at-least-32-bytes-that-nobody-else-knows' }, 'port', 'Port 0 of 192.0.2.1 can not be used: listen EADDRNOTAVAIL: address not available 192.0.2.1.'],
  ])('calls %s a problem, and repeats no secret', (_name, environment, about, says) => {
    const diagnosis = diagnosed(root, environment);
    expect([diagnosis.code, found(diagnosis, about)]).toEqual([1, [['problem', says]]]);
    expect(diagnosis.text).not.toMatch(/hush-hush-17|a-secret-of/);
  });

  test('asks the database who it is and what its role may do', async () => {
    const url = await testPostgresUrl();
    expect(found(diagnosed(root, { DATABASE_URL: url }), 'database')).toEqual([['ok', expect.stringMatching(/^PostgreSQL [\d.]+.* answers; this role may make its schemas\.$/)]]);
  });

  test('looks whether the embedded one can be run', () => {
    expect(found(diagnosed(root, { DATABASE_URL: '' }), 'database')).toEqual([['ok', 'The embedded PostgreSQL can be run; it keeps its files in .storm/. In production, set DATABASE_URL.']]);
    expect(existsSync(join(root, 'doctor'))).toBe(false);
  });

  test('warns of a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(found(diagnosed(root, { PORT: String(port) }), 'port')).toEqual([['warning', `Port ${port} of 127.0.0.1 is taken: by the application itself, if it runs.`]]);
    server.close();
    await once(server, 'close');
  });
});
