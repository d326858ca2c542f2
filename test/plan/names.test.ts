import { describe, expect, test } from 'vitest';
import * as runtime from '../../runtime/index.ts';
import * as testing from '../../runtime/testing/index.ts';
import { runtimeNames, testingNames } from '../../generator/plan/runtime-names.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const index = readFileSync(join(import.meta.dirname, '../../runtime/index.ts'), 'utf8');

describe('The names that generated code imports', () => {
  test.each(runtimeNames)('the runtime exports %s', (name) => {
    const isType = /^[A-Z]/.test(name) && !(name in runtime);
    expect(isType ? new RegExp(`export type \\{[^}]*\\b${name}\\b`).test(index) : name in runtime).toBe(true);
  });

  test.each(testingNames)('the testing part exports %s', (name) => {
    expect(name in testing).toBe(true);
  });
});
