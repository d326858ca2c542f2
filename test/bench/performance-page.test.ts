import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { figuresOf, percentile, type ResultLine, spreadOf } from './figures.ts';
import { peerTable } from './peer-table.ts';
import { performancePage } from './performance-page.ts';
import { latestResults, peerResults } from './result-lines.ts';
import { runtimeWorkloads } from './workloads.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'performance.md'), 'utf8');

const line = (parts: Partial<ResultLine>): ResultLine => ({ workload: 'w', about: 'a thing', unit: 'events/s', better: 'higher', goal: 1, on: 'a machine', at: '2026-11-23T12:00:00Z', measured: [3, 1, 2], bound: [2, 2, 2], ...parts });

describe('docs/performance.md', () => {
  test('is what the committed raw lines say', () => {
    expect(page).toBe(performancePage(page, latestResults(), peerResults()));
  });

  test('is written by the command it names', () => {
    execFileSync('npm', ['run', 'bench:report'], { cwd: join(import.meta.dirname, '..', '..'), stdio: 'pipe' });
    expect(readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'performance.md'), 'utf8')).toBe(page);
  });

  test('holds every figure against the goal that its workload has today, and names the workloads without a figure', () => {
    const results = latestResults();
    const measured = runtimeWorkloads.filter(({ name }) => results.some(({ workload }) => workload === name));
    expect(results.map(({ workload, goal, better }) => ({ workload, goal, better }))).toEqual(measured.map(({ name, goal, better = 'lower' }) => ({ workload: name, goal, better })));
    expect(runtimeWorkloads.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
  });

  test('gives the reason for every goal that is missed', () => {
    const missed = latestResults().map(figuresOf).filter(({ reached }) => !reached).map(({ workload }) => workload);
    const reasons = page.slice(page.indexOf('## What is not reached, and why'));
    expect(missed.filter((workload) => !reasons.includes(`\`${workload}\``))).toEqual([]);
  });
});

describe('A figure', () => {
  test('is the middle one of its repetitions, or between the two in the middle', () => {
    expect(spreadOf([5, 1, 3])).toEqual({ median: 3, least: 1, most: 5 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
    expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  });

  test('is held against its goal the way its unit goes', () => {
    expect(figuresOf(line({ goal: 1 })).reached).toBe(true);
    expect(figuresOf(line({ goal: 1.01 })).reached).toBe(false);
    expect(figuresOf(line({ better: 'lower', goal: 1 })).reached).toBe(true);
    expect(figuresOf(line({ better: 'lower', goal: 0.99 })).reached).toBe(false);
  });

  test('of something that must never happen is reached only when it never did', () => {
    expect(figuresOf(line({ unit: 'events', better: 'lower', goal: 0, measured: [0, 0, 0] })).reached).toBe(true);
    expect(figuresOf(line({ unit: 'events', better: 'lower', goal: 0, measured: [0, 1, 0] })).reached).toBe(false);
  });
});

describe('The table of libraries', () => {
  test('takes the best set-up of each, leaves out what failed, and compares with the best other', () => {
    const lines = [
      { peer: 'raw-pg', rep: 0, value: 100 },
      { peer: 'raw-pg-batch', rep: 0, value: 300 },
      { peer: 'emmett', rep: 0, value: 10 },
      { peer: 'emmett', label: 'emmett (tuned)', rep: 0, value: 20 },
      { peer: 'act', rep: 0, value: 900, error: 'it fell over' },
      { peer: 'stormwright', rep: 0, value: 200 },
    ];
    expect(peerTable(new Map([['W3-16', lines]]))[2]).toBe('| append, one event a commit, 16 at once, commits/s | 300 | 200 | **10** | 20 | – | – | – | – | – | – | – |');
  });
});
