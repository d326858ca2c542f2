import { WEIGHTS } from '../../generator/check/levels.ts';
import { ALL_RULES } from '../../generator/check/rules/all-rules.ts';

const WORDS = { unsaid: 'not asked', 'a warning': 'warnings', 'as its code has it': 'as each code says' };

/** The table of the levels, from the data that the checks go by. */
export function levelsInWords(): string {
  const codesOf = (kind: 'flow' | 'model'): string => ALL_RULES.filter((rule) => rule.kind === kind).flatMap((rule) => rule.finds).map((code) => `[${code}](#${code})`).join(', ');
  return [
    '| level | what leads to what | rules, values, examples and trust |',
    '|---|---|---|',
    ...Object.entries(WEIGHTS).map(([level, { flow, model }]) => `| ${level} | ${WORDS[flow]} | ${WORDS[model]} |`),
    '',
    `What leads to what: ${codesOf('flow')}.`,
    '',
    `Of the whole design besides: ${codesOf('model')}.`,
  ].join('\n');
}
