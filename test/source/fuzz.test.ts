import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { resolve } from '../support/diagnostics-of.ts';

const bank = readFileSync(new URL('../../model/bank.yaml', import.meta.url), 'utf8');

interface Change {
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

const characters = fc.array(fc.constantFrom(...':{}[]#"\'-,>|&*!%@`?\t\n \\()~<=é中\u0000\u{1f600}'.split('')), { maxLength: 4 }).map((all) => all.join(''));
const change: fc.Arbitrary<Change> = fc.record({ at: fc.nat(bank.length), removed: fc.constantFrom(0, 0, 1, 2, 20), text: characters });
const lineChange = fc.record({ line: fc.nat(520), how: fc.constantFrom('delete', 'double', 'indent', 'dedent', 'join') });

function changed(text: string, { at, removed, text: inserted }: Change): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

function changedLine(text: string, { line, how }: { readonly line: number; readonly how: string }): string {
  const lines = text.split('\n');
  const old = lines[line % lines.length] ?? '';
  const replacement = { delete: [], double: [old, old], indent: [` ${old}`], dedent: [old.replace(/^ {1,2}/, '')], join: [old + (lines[line + 1] ?? '').trim()] }[how] ?? [old];
  return [...lines.slice(0, line % lines.length), ...replacement, ...lines.slice((line % lines.length) + 1)].join('\n');
}

function expectSense(text: string): void {
  const { diagnostics } = resolve(text);
  for (const { span, sentence } of diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    expect(sentence).not.toMatch(/undefined|\[object|NaN|\uE000/);
  }
  expect(formatDiagnostics(diagnostics)).not.toMatch(/\uE000/);
}

describe('Whatever somebody does to a model, it is answered with sentences about places in it', () => {
  test('characters deleted, inserted and replaced', () => {
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => expectSense(changes.reduce(changed, bank))), { numRuns: 60 });
  });

  test('lines deleted, doubled, moved and joined', () => {
    fc.assert(fc.property(fc.array(lineChange, { minLength: 1, maxLength: 3 }), (changes) => expectSense(changes.reduce(changedLine, bank))), { numRuns: 60 });
  });

  test('text that was never a model', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a: ', '- ', '\n', '  ', '{', '}', '[', ']', '"', "'", '>', '|', 'model: B', '#', ': ', ',', '&a ', '*a', '!t ', '? ', '---\n', '%Y\n', '\t', 'then', 'é', '\r\n'), { maxLength: 40 }).map((parts) => parts.join('')), expectSense), { numRuns: 300 });
  });
});
