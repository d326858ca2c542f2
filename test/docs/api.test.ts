import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiPage, undocumented } from './api-reference.ts';

describe('The page of what can be imported', () => {
  test('is what the sources say: npm run docs writes it anew', () => {
    expect(readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api.md'), 'utf8')).toBe(apiPage());
  });

  test('says of everything what it is', () => {
    expect(undocumented()).toEqual([]);
  });
});
