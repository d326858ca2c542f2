import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../../generator/compile.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { createTimings } from '../../generator/timings.ts';
import { merged } from './merged.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'language.md'), 'utf8');

/** The pieces of a model on the page, put together in their order. */
function modelOf(name: string | undefined): unknown {
  const pieces = [...page.matchAll(/^```yaml([^\n]*)\n([\s\S]*?)^```/gm)].filter(([, info = '']) => /model=(\S+)/.exec(info)?.[1] === name);
  return pieces.map(([, , text = '']): unknown => parse(text)).reduce(merged, {});
}

function compiled(name: string | undefined) {
  return compile({ path: 'model/tool-library.yaml', text: stringify(modelOf(name), { lineWidth: 0 }) }, 'tool-library', createTimings());
}

describe('The reference of the language', () => {
  const { files = [], diagnostics } = compiled(undefined);

  test('shows a whole model without mistakes', () => {
    expect(formatDiagnostics(diagnostics.filter(({ severity }) => severity === 'error'))).toBe('');
  });

  test('shows a sketch without mistakes', () => {
    expect(formatDiagnostics(compiled('sketch').diagnostics)).toBe('');
  });

  for (const [, file = '', text = ''] of page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```/gm)) {
    test(`shows what is really written to ${file}: ${text.trim().split('\n')[0]}`, () => {
      const written = files.find(({ path }) => path === file)?.text ?? `There is no file ${file}.`;
      expect(written).toContain(text.trimEnd());
    });
  }

  test('has every key of the schema', () => {
    const schema: unknown = JSON.parse(readFileSync(join(root, 'model', 'event-storming.schema.json'), 'utf8'));
    const missing = keysOf(schema).filter((key) => !page.includes(`\`${key}\``) && !page.includes(`\`${key}:`));
    expect(missing).toEqual([]);
  });
});

/** Every key that a model can have, wherever the schema names it. */
function keysOf(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'properties' in part && typeof part.properties === 'object' && part.properties !== null ? Object.keys(part.properties) : [];
  return [...new Set([...own, ...Object.values(part).flatMap(keysOf)])];
}
