import { describe, expect, test } from 'vitest';
import { readCases } from './cases.ts';
import { inWords, runCases } from './run-cases.ts';

/** Each case goes through the whole compiler, and what it writes is run. */
const cases = readCases();
const outcomes = await runCases(cases, 'test');

describe('What the standard says of an expression is what the compiled expression gives, or it is refused', () => {
  test.each([...new Set(cases.map(({ topic }) => topic))])('%s', (topic) => {
    const ours = outcomes.filter((each) => each.case.topic === topic);
    const wrong = ours.filter(({ outcome }) => outcome === 'wrong');
    const newlyRefused = ours.filter((each) => each.outcome === 'refused' && !each.case.refused);
    expect([...wrong, ...newlyRefused].map((each) => `${topic}.cases:${each.case.line} ${each.case.expression} ==> ${inWords(each.case.answer)}: ${each.because}`)).toEqual([]);
  });

  test('what is listed as refused is refused', () => {
    const answered = outcomes.filter((each) => each.case.refused && each.outcome === 'right');
    expect(answered.map((each) => `${each.case.topic}.cases:${each.case.line} is answered by now; \`npx tsx test/conformance/table.ts --mark\` says so`)).toEqual([]);
  });
});
