import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesFolder, readCases } from './cases.ts';
import { inWords, type Outcome, runCases } from './run-cases.ts';

/**
 * `npx tsx test/conformance/table.ts [--details] [--mark] [topic …]`: how many cases of each topic are answered rightly,
 * refused, or wrongly. `--mark` writes `(refused)` behind the cases that are, and takes it away where it no longer holds.
 */
const args = process.argv.slice(2);
const wanted = args.filter((arg) => !arg.startsWith('--'));
const cases = readCases().filter(({ topic }) => wanted.length === 0 || wanted.includes(topic));
const outcomes = await runCases(cases, 'table');
const topics = [...new Set(outcomes.map((each) => each.case.topic))];

const count = (topic: string | undefined, outcome: Outcome['outcome']): number => outcomes.filter((each) => (topic === undefined || each.case.topic === topic) && each.outcome === outcome).length;
const row = (topic: string | undefined): string => `${(topic ?? 'all').padEnd(28)}${['right', 'refused', 'wrong'].map((outcome) => String(count(topic, outcome as Outcome['outcome'])).padStart(9)).join('')}`;

process.stdout.write(`${''.padEnd(28)}    right  refused    wrong\n${[...topics, undefined].map(row).join('\n')}\n`);
for (const each of outcomes.filter(({ outcome }) => outcome === 'wrong' || (outcome === 'refused' && args.includes('--details')))) {
  process.stdout.write(`${each.case.topic}.cases:${each.case.line} ${each.outcome}: ${each.case.expression} ==> ${inWords(each.case.answer)}; ${each.because}\n`);
}
if (args.includes('--mark')) for (const topic of topics) mark(topic);

function mark(topic: string): void {
  const path = join(casesFolder, `${topic}.cases`);
  const lines = readFileSync(path, 'utf8').split('\n');
  for (const { case: each, outcome } of outcomes.filter(({ case: { topic: own } }) => own === topic)) {
    const plain = (lines[each.line - 1] ?? '').replace(/ \(refused\)(?= \||$)/u, '');
    const [before = '', inputs] = plain.split(/ (?=\| )/u);
    lines[each.line - 1] = outcome === 'refused' ? [`${before} (refused)`, inputs].filter((part) => part !== undefined).join(' ') : plain;
  }
  writeFileSync(path, lines.join('\n'));
}
