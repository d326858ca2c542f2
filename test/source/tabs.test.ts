import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { firstLinesOf } from '../support/diagnostics-of.ts';

const bank = readFileSync(join(import.meta.dirname, '..', '..', 'model', 'bank.yaml'), 'utf8').split('\n');

/** The bank with one line, found by its text, indented with tabs. */
function withTabs(words: string, tabs: string): string {
  const at = bank.findIndex((line) => line.trim() === words);
  expect(at).toBeGreaterThan(0);
  return bank.map((line, index) => (index === at ? tabs + line.trim() : line)).join('\n');
}

describe('A line indented with tabs is one mistake, and is read where it was meant to stand', () => {
  test.each(['Deposit money:', 'with:', 'rules:', '- require: amount > 0', 'otherwise: Amount must be positive', 'CEO bonus:', 'given:', 'looks up:', 'Money withdrawn:'])('%s', (words) => {
    for (const tabs of ['\t', '\t\t\t', '  \t']) expect(firstLinesOf(withTabs(words, tabs)).map((line) => line.replace(/^\d+:\d+: /, ''))).toEqual([expect.stringMatching(/^error tab-in-indentation/)]);
  });
});
