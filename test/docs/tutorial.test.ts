import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../../generator/compile.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { createTimings } from '../../generator/timings.ts';
import { isMap, merged } from './merged.ts';

/** A piece of model on the page: what it adds to the model so far, which keys of it go first, and what is then printed. */
interface Step {
  readonly chapter: string;
  readonly piece: object;
  readonly remove: readonly string[];
  /** Only shown: the next step goes on without it. */
  readonly wrong: boolean;
  readonly output: string | undefined;
}

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'tutorial.md'), 'utf8');

function stepsOf(text: string): readonly Step[] {
  return text.split(/^## /m).slice(1).flatMap((chapter): readonly Step[] => {
    const found = /^```yaml([^\n]*)\n([\s\S]*?)^```/m.exec(chapter);
    if (found === null) return [];
    const [, info = '', yaml = ''] = found;
    const output = /^```output\n([\s\S]*?)^```/m.exec(chapter)?.[1]?.trim();
    return [{ chapter: chapter.split('\n')[0] ?? '', piece: parse(yaml), remove: /remove=(\S+)/.exec(info)?.[1]?.split(',') ?? [], wrong: info.includes('wrong'), output }];
  });
}

let model: unknown = {};

describe('Every step of the tutorial compiles', () => {
  for (const step of stepsOf(page)) {
    const base = isMap(model) ? Object.fromEntries(Object.entries(model).filter(([key]) => !step.remove.includes(key))) : {};
    const now = merged(base, step.piece);
    if (!step.wrong) model = now;
    test(step.chapter, () => {
      const { diagnostics } = compile({ path: 'model/bike-shop.yaml', text: stringify(now, { lineWidth: 0 }) }, 'bike-shop', createTimings());
      const errors = formatDiagnostics(diagnostics.filter(({ severity }) => severity === 'error'));
      if (step.output === undefined) expect(errors).toBe('');
      else expect(errors).toContain(step.output);
    });
  }
});

test('The code and the examples of where it ends are run as a golden model: `RECORD=1` writes it', () => {
  const path = join(import.meta.dirname, '..', 'golden', 'bike-shop', 'model.yaml');
  const text = stringify(model, { lineWidth: 0 });
  if (process.env['RECORD'] === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
