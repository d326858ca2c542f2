import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { openApiDocument } from '../../runtime/http/openapi/document.ts';
import { runWithoutNetwork, type Said } from '../support/without-network.ts';
import { applications } from './applications.ts';

const root = join(import.meta.dirname, '..', '..');
const redocly = join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js');
const rules = join(import.meta.dirname, 'redocly.yaml');

let folder = '';

function lint(file: string): Promise<Said> {
  return runWithoutNetwork(redocly, ['lint', file, '--config', rules, '--format', 'json'], folder, { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' });
}

/** Its rules that were broken, warnings included. */
function complaints({ code, stdout, stderr }: Said): readonly string[] {
  if (code !== 0 && code !== 1) throw new Error(`The linter ended with ${code}: ${stderr}`);
  const { problems }: { readonly problems: readonly { readonly ruleId: string; readonly message: string; readonly location: readonly { readonly pointer?: string }[] }[] } = JSON.parse(stdout);
  return problems.map(({ ruleId, message, location }) => `${ruleId} at ${location[0]?.pointer}: ${message}`);
}

describe('The API description, held against a public linter', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'storm-lint-'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is that of every model here', () => {
    const generated = readdirSync(join(root, 'generated'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of generated) expect(applications).toHaveProperty(name);
  });

  test.each(Object.entries(applications))('has no error and no warning: %s', async (name, application) => {
    const file = join(folder, `${name}.json`);
    await writeFile(file, JSON.stringify(openApiDocument(application()), null, 2));
    expect(complaints(await lint(file))).toEqual([]);
  });

  test('is judged without a network: who reaches for it is stopped', async () => {
    const script = join(folder, 'reach.mjs');
    for (const reach of ["await fetch('http://127.0.0.1:3999/')", "(await import('node:net')).connect(3999, '127.0.0.1')", "(await import('node:https')).get('https://localhost:3999/')"]) {
      await writeFile(script, reach);
      expect([reach, await runWithoutNetwork(script, [], folder)]).toEqual([reach, { code: 99, stdout: '', stderr: expect.stringContaining('reached for the network') }]);
    }
  });

  test('is really judged: what is wrong with it is found', async () => {
    const file = join(folder, 'wrong.json');
    const { servers: _, ...wrong } = openApiDocument(applications['bank']?.() ?? expect.fail('There is no bank.'));
    await writeFile(file, JSON.stringify(wrong));
    expect(complaints(await lint(file))).toEqual([expect.stringContaining('no-empty-servers')]);
  });
});
