import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PARAMETERS } from '../../generator/feel/functions/parameters.ts';
import { type Case, casesOf } from '../conformance/cases.ts';
import { inWords, runCases } from '../conformance/run-cases.ts';

/** Each row with an example and what it gives is compiled and run; each row with an example and a reason is refused. */
const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'feel.md'), 'utf8');

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly head: readonly string[];
}

function rowsOf(text: string): readonly Row[] {
  let head: readonly string[] = [];
  return text.split('\n').flatMap((line, index) => {
    if (!line.startsWith('|')) head = [];
    if (!line.startsWith('|') || /^[|\s-]+$/.test(line)) return [];
    const cells = line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
    if (head.length === 0) {
      head = cells;
      return [];
    }
    return [{ line: index + 1, cells, head }];
  });
}

const rows = rowsOf(page);
const inCode = (cell: string | undefined): string => /^`(.*)`$/.exec(cell ?? '')?.[1] ?? '';
const exampleIn = ({ head, cells }: Row): string => inCode(cells[head.indexOf('example')]);
const caseOf = (row: Row, answer: string): readonly Case[] => casesOf(`${exampleIn(row)} ==> ${answer}`, 'docs/feel.md').map((each) => ({ ...each, line: row.line }));

const answered = rows.filter(({ head }) => head.includes('gives')).flatMap((row) => caseOf(row, inCode(row.cells[row.head.indexOf('gives')])));
const refused = rows.filter(({ head }) => head.includes('why')).flatMap((row) => caseOf(row, 'null'));

describe('The reference of the language of rules', () => {
  test('gives examples that are what comes out', async () => {
    const outcomes = await runCases(answered, 'reference');
    expect(outcomes.filter(({ outcome }) => outcome !== 'right').map((each) => `docs/feel.md:${each.case.line} ${each.case.expression} gives ${inWords(each.case.answer)}: ${each.because}`)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(100);
  });

  test('names what is refused, and it is', async () => {
    const outcomes = await runCases(refused, 'refused');
    expect(outcomes.filter(({ outcome }) => outcome !== 'refused').map((each) => `docs/feel.md:${each.case.line} ${each.case.expression} is not refused: ${each.because}`)).toEqual([]);
  });

  test('has every function there is', () => {
    expect(Object.keys(PARAMETERS).filter((name) => name !== '@' && name !== 'range' && !new RegExp(`\`${name}(?:\\(|\`)`).test(page))).toEqual([]);
  });
});
