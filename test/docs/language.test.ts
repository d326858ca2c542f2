import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Compilation, compile } from '../../generator/compile.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import type { FurtherFiles } from '../../generator/source/source-files.ts';
import { createTimings } from '../../generator/timings.ts';
import { merged } from './merged.ts';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'language.md'), 'utf8');

const blocks = [...page.matchAll(/^```(yaml|ts)([^\n]*)\n([\s\S]*?)^```/gm)].map(([, language, info = '', text = '']) => ({ language, info, text }));

/** What stands behind the language of a block: `model=parts`. */
function said(info: string, key: string): string | undefined {
  return new RegExp(`${key}=(\\S+)`).exec(info)?.[1];
}

/** The pieces of a model on the page, put together in their order. */
function modelOf(name: string | undefined): string {
  const pieces = blocks.filter(({ language, info }) => language === 'yaml' && said(info, 'model') === name && said(info, 'file') === undefined);
  return stringify(pieces.map(({ text }): unknown => parse(text)).reduce(merged, {}), { lineWidth: 0 });
}

/** The further files of models on the page, where a model includes them. */
const further: FurtherFiles = {
  read: (path) => ({ source: { path, text: blocks.find(({ info }) => `model/${said(info, 'file') ?? ''}` === path)?.text ?? '' }, diagnostics: [] }),
  paths: () => blocks.flatMap(({ info }) => said(info, 'file') ?? []),
};

function compiled(name: string | undefined): Compilation {
  return compile({ path: 'model/tool-library.yaml', text: modelOf(name) }, 'tool-library', createTimings(), { further });
}

describe('The reference of the language', () => {
  test('shows a whole model that nothing is to be said about', () => {
    expect(formatDiagnostics(compiled(undefined).diagnostics)).toBe('');
  });

  test('shows a sketch, and a model of several files, without mistakes', () => {
    expect(formatDiagnostics(compiled('sketch').diagnostics)).toBe('');
    expect(formatDiagnostics(compiled('functions').diagnostics.filter(({ severity }) => severity === 'error'))).toBe('');
    expect(formatDiagnostics(compiled('parts').diagnostics.filter(({ severity }) => severity === 'error'))).toBe('');
  });

  test('shows the model whose code and scenarios are run as a golden one: `RECORD=1` writes it', () => {
    const path = join(root, 'test', 'golden', 'tool-library', 'model.yaml');
    if (process.env['RECORD'] === '1') writeFileSync(path, modelOf(undefined));
    expect(readFileSync(path, 'utf8')).toBe(modelOf(undefined));
  });

  const written = new Map([undefined, 'parts', 'functions'].map((name) => [name, compiled(name).files ?? []]));
  for (const { info, text } of blocks.filter(({ language }) => language === 'ts')) {
    const [file = ''] = info.trim().split(' ');
    test(`shows what is really written to ${file}: ${text.trim().split('\n')[0]}`, () => {
      const found = written.get(said(info, 'model'))?.find(({ path }) => path === file)?.text ?? `There is no file ${file}.`;
      expect(found).toContain(text.trimEnd());
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
