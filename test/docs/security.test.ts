import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allTrials } from '../http/security/all-trials.ts';
import { securityPage } from './security-page.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'security.md'), 'utf8');

describe('The page about security', () => {
  test('lists what is really tried: npm run docs writes it anew', () => {
    expect(page).toBe(securityPage());
  });

  test('lists nothing twice', () => {
    const tried = allTrials.flatMap(({ trials }) => trials.map((each) => each.tried));
    expect(tried.filter((each, index) => tried.indexOf(each) !== index)).toEqual([]);
  });

  test('names tests that there are', () => {
    const named = [...page.matchAll(/\]\(\.\.\/(?<path>[^)#]+)\)/g)].map(({ groups }) => groups?.['path'] ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const quoted = [...page.matchAll(/\| \[[^\]]+\]\(\.\.\/(?<path>[^)]+)\): "(?<name>[^"]+)"/g)];
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.flatMap(({ groups }) => (readFileSync(join(root, groups?.['path'] ?? ''), 'utf8').includes(groups?.['name'] ?? '') ? [] : [groups?.['name']]))).toEqual([]);
  });
});
