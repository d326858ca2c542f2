import { expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';

/** What a command comes with, and what a rule says of it. */
interface Given {
  readonly a: number;
  readonly b: number;
  readonly step: string;
  readonly wish: string;
  readonly from: string;
  readonly free: boolean;
  readonly list: readonly number[];
}
interface Said<T> {
  readonly text: string;
  readonly of: (given: Given) => T;
}
type Random = (below: number) => number;

function randomFrom(start: number): Random {
  let seed = start;
  return (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
}

const STEPS = ['open', 'paid', 'closed'];
const TEXTS = ['', 'x', 'yy'];
const OPERATORS: readonly (readonly [string, (left: number, right: number) => boolean])[] = [
  ['=', (left, right) => left === right], ['!=', (left, right) => left !== right], ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right], ['>', (left, right) => left > right], ['>=', (left, right) => left >= right],
];
const NUMBERS: readonly Said<number>[] = [
  { text: 'a', of: ({ a }) => a },
  { text: 'b', of: ({ b }) => b },
  { text: 'count(list)', of: ({ list }) => list.length },
  { text: 'string length(from)', of: ({ from }) => from.length },
];

function pick<T>(random: Random, from: readonly [T, ...T[]] | readonly T[]): T {
  const found = from[random(from.length)];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

function numberOf(random: Random): Said<number> {
  const [one, other, number] = [pick(random, NUMBERS), pick(random, NUMBERS), random(7) - 2];
  return pick<Said<number>>(random, [
    one,
    { text: `(${number})`, of: () => number },
    { text: `(${one.text} + 2 * ${other.text})`, of: (given) => one.of(given) + 2 * other.of(given) },
    { text: `modulo(${one.text}, 3)`, of: (given) => ((one.of(given) % 3) + 3) % 3 },
  ]);
}

function questionOf(random: Random): Said<boolean> {
  const [left, right, [operator, holds]] = [numberOf(random), numberOf(random), pick(random, OPERATORS)];
  const [step, text, low, one] = [pick(random, STEPS), pick(random, TEXTS), random(4) - 1, pick(random, NUMBERS)];
  return pick<Said<boolean>>(random, [
    { text: `${left.text} ${operator} ${right.text}`, of: (given) => holds(left.of(given), right.of(given)) },
    { text: `${left.text} ${operator} ${right.text}`, of: (given) => holds(left.of(given), right.of(given)) },
    { text: `step = ${step}`, of: (given) => given.step === step },
    { text: 'step != wish', of: (given) => given.step !== given.wish },
    { text: `from = "${text}"`, of: ({ from }) => from === text },
    { text: `list contains(["${text}", "x"], from)`, of: ({ from }) => from === text || from === 'x' },
    { text: 'free', of: ({ free }) => free },
    { text: `${one.text} in (${low}..${low + 2}]`, of: (given) => one.of(given) > low && one.of(given) <= low + 2 },
    { text: `(some i in list satisfies i > ${low})`, of: ({ list }) => list.some((item) => item > low) },
    { text: `(every i in list satisfies i > ${low})`, of: ({ list }) => list.every((item) => item > low) },
  ]);
}

function conditionOf(random: Random, depth: number): Said<boolean> {
  if (depth === 0 || random(3) === 0) return questionOf(random);
  const [one, other] = [conditionOf(random, depth - 1), conditionOf(random, depth - 1)];
  return pick<Said<boolean>>(random, [
    { text: `not(${one.text})`, of: (given) => !one.of(given) },
    { text: `(${one.text} and ${other.text})`, of: (given) => one.of(given) && other.of(given) },
    { text: `(${one.text} or ${other.text})`, of: (given) => one.of(given) || other.of(given) },
    { text: `(if ${one.text} then ${other.text} else free)`, of: (given) => (one.of(given) ? other.of(given) : given.free) },
  ]);
}

const ALL: readonly Given[] = [-2, -1, 0, 1, 2, 3, 4, 5].flatMap((a) => [0, 1, 2, 3].flatMap((b) => STEPS.flatMap((step) => STEPS.flatMap((wish) => TEXTS.flatMap((from) => [true, false].flatMap((free) => [[], [0], [3], [1, 4]].map((list) => ({ a, b, step, wish, from, free, list }))))))));

function modelOf(rules: readonly Said<boolean>[]): string {
  return `model: Rules
types: { Step: { one of: [open, paid, closed] }, Few: { is: whole number, at least: 0, at most: 3 }, Size: { is: whole number, at least: 0 } }
actors: { Clerk: {} }
aggregates:
  Case:
    identified by: case id
    begins with: Made
    state: { case id: text }
    commands:
      Make:
        by: Clerk
        with: { a: whole number, b: Few, step: Step, wish: Step, from: text, free: yes or no, list: list of Size }
        rules:
${rules.map(({ text }) => `          - require: '${text}'\n            otherwise: No\n`).join('')}        then: Made
    events: { Made: {} }
`;
}

test('What is said never to hold, or always, of random rules is so for everything a command can come with', () => {
  const random = randomFrom(20_261_123);
  let claims = 0;
  for (let round = 0; round < 250; round += 1) {
    const rules = Array.from({ length: 1 + random(4) }, () => conditionOf(random, 2));
    const text = modelOf(rules);
    for (const { code, span, sentence } of compile({ path: 'm', text }, 'm', createTimings()).diagnostics) {
      if (code !== 'rules-refuse-everything' && code !== 'rule-never-refuses') continue;
      const index = text.slice(0, span.start).split('- require:').length - 2;
      const left = ALL.filter((given) => rules.slice(0, index).every(({ of }) => of(given)));
      expect(left.filter((given) => rules[index]?.of(given) === (code === 'rules-refuse-everything')).slice(0, 1), sentence).toEqual([]);
      claims += 1;
    }
  }
  expect(claims).toBeGreaterThan(20);
});
