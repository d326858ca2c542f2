import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';
import { saidOf, sentencesOf } from './said-of.ts';

/** A command with these rules, on a state and with fields of every kind of type. */
function withRules(rules: readonly string[], invariants: readonly string[] = []): string {
  return `
model: Rules
types:
  Money: { is: decimal, digits: 2, at least: 0, below: 1000 }
  Step: { one of: [open, paid, closed] }
  Code: { is: text, min length: 3, max length: 8 }
  Plate: { is: text, matches: "[A-Z]{2}", example: AB }
  Line: { with: { price: Money, plate: Plate } }
actors: { Clerk: {} }
aggregates:
  Case:
    identified by: case id
    begins with: Case opened
    state: { case id: text, balance: Money, step: Step, count: whole number, due on: optional date, since: date and time, free: yes or no, name: text }
    always: [${['balance >= 0 or count >= 0 or free or name = "" or step = open or since < date and time("2999-01-01T00:00:00Z")', ...invariants].map((each) => `'${each}'`).join(', ')}]
    commands:
      Open case: { by: Clerk, with: { balance: Money, count: whole number, since: date and time, free: yes or no, name: text }, then: Case opened }
      Change case:
        by: Clerk
        with: { amount: Money, other: Money, third: Money, code: Code, wish: Step, from: text, to: text, until: date, at: date and time, pause: duration, any: decimal, note: optional text, list: list of text, lines: list of Line, line: Line, plate: Plate }
        rules:
${rules.map((rule, index) => `          - require: '${rule}'\n            otherwise: Rule ${index + 1}`).join('\n')}
        then: Case changed
      Set step: { by: Clerk, with: { step: Step, due on: optional date }, then: Step set }
    events:
      Case opened: { with: { balance: Money, count: whole number, since: date and time, free: yes or no, name: text }, sets: { step: open } }
      Case changed: { with: { amount: Money } }
      Step set: { with: { step: Step, due on: optional date } }
`;
}

const judged = (rules: readonly string[], invariants?: readonly string[]): readonly string[] => saidOf(withRules(rules, invariants)).filter((said) => /^(?:rule|invar)/.test(said)).map((said) => said.replaceAll("'", '').replace(/^rules-refuse-everything: (.*)/, 'never $1').replace(/^rule-never-refuses: (.*)/, 'always $1'));

describe('Rules that leave nothing between them', () => {
  test.each<[string, readonly string[]]>([
    ['two numbers', ['any > 10', 'any < 5']],
    ['the ends left out', ['any > 10', 'any <= 10']],
    ['nothing fits between two digits', ['amount > 1.01', 'amount < 1.02']],
    ['nothing fits between two whole numbers', ['count > 1', 'count < 2']],
    ['two fields one way and the other', ['amount <= balance', 'amount > balance']],
    ['the same with the sides changed', ['amount <= balance', 'balance < amount']],
    ['a sum', ['amount + other <= balance', 'balance - amount < other']],
    ['a number between two others', ['amount < other', 'other < third', 'third < amount']],
    ['an amount above what is there', ['amount > 500', 'balance < 400', 'amount <= balance']],
    ['the limits of a type', ['amount < 0']],
    ['the limits of a type, by a sum', ['amount + other >= 2000']],
    ['a member that another rule forbids', ['step = open', 'step = paid']],
    ['all members forbidden', ['step != open', 'step != paid', 'step != closed']],
    ['two texts', ['from = "a"', 'from = "b"']],
    ['a field like another and unlike it', ['from = to', 'to != from']],
    ['three that are like one another', ['from = to', 'to = name', 'from != name']],
    ['a field like another, and each another literal', ['step = wish', 'wish = paid', 'step = open']],
    ['fields that have one value, and differ', ['from = "a"', 'to = "a"', 'from != to']],
    ['fewer than none', ['count(list) < 0']],
    ['a text that is too short for its type', ['code = "ab"']],
    ['a text that looks otherwise', ['plate = "ab"']],
    ['a text and its length', ['from = "abc"', 'string length(from) > 3']],
    ['an empty text, by its length', ['string length(from) = 0', 'from != ""']],
    ['a list that is written out', ['list contains(["a", "b"], from)', 'from = "c"']],
    ['a field of a record', ['line.price < 0']],
    ['an item that no list can have', ['some l in lines satisfies l.price < 0']],
    ['a remainder', ['modulo(count, 3) = 3']],
    ['a month', ['until.month > 12']],
    ['another value of what is there', ['note != null', 'note = "a"', 'note = "b"']],
    ['yes and no', ['free', 'not(free)']],
    ['yes and no, written out', ['free = true', 'free = false']],
    ['a value that is missing and there', ['due on = null', 'due on != null']],
    ['dates', ['until > date("2026-05-01")', 'until < date("2026-05-02")']],
    ['a date some days later', ['until > today + duration("P7D")', 'until <= today']],
    ['durations', ['pause > duration("P1D")', 'pause < duration("PT3H")']],
    ['moments', ['at > since + duration("PT1H")', 'at < since']],
    ['lengths of texts', ['string length(code) > 8']],
    ['a choice that covers neither', ['count < 1 or count > 5', 'count between 2 and 4']],
    ['parts of a rule', ['count > 5 and count < 3']],
    ['the same question', ['contains(from, "x")', 'not(contains(from, "x"))']],
  ])('%s', (_name, rules) => {
    expect(judged(rules).at(-1)).toBe(`never ${rules.at(-1)}`);
  });

  test('an invariant counts as well', () => {
    expect(judged(['count > 100'], ['count <= 100'])).toEqual(['never count > 100']);
    expect(sentencesOf('rules-refuse-everything', withRules(['count > 100'], ['count <= 100']))).toEqual(['"Change case" is always refused: `count > 100` never holds where `count <= 100`.']);
  });

  test('the sentence names what it takes, and nothing else', () => {
    expect(sentencesOf('rules-refuse-everything', withRules(['amount > 500', 'free', 'balance < 400', 'amount <= balance']))).toEqual(['"Change case" is always refused: `amount <= balance` never holds where `amount > 500` and `balance < 400`.']);
    expect(sentencesOf('rules-refuse-everything', withRules(['amount > 5', 'amount < 0']))).toEqual(['"Change case" is always refused: `amount < 0` never holds where "amount" is at least 0.']);
  });

  test('what was stored may be older than a limit or an invariant: a command that mends it is only warned of', () => {
    const found = (rules: readonly string[]): readonly string[] => compile({ path: 'm', text: withRules(rules, ['count <= 100']).trimStart() }, 'm', createTimings()).diagnostics.filter(({ code }) => code === 'rules-refuse-everything').map(({ severity, help = '' }) => `${severity}${help.includes('accept') ? ', to be accepted' : ''}`);
    expect(found(['count > 100'])).toEqual(['warning, to be accepted']);
    expect(found(['balance < 0'])).toEqual(['warning, to be accepted']);
    expect(found(['count > 100', 'amount < 0'])).toEqual(['warning, to be accepted']);
    expect(found(['amount < 0'])).toEqual(['error']);
    expect(found(['count > 5', 'count < 5'])).toEqual(['error']);
  });

  test('the sentence of a value that was asked for says what else was', () => {
    expect(sentencesOf('rules-refuse-everything', withRules(['note != null', 'note = "a"', 'note = "b"']))).toEqual(['"Change case" is always refused: `note = "b"` never holds where `note = "a"`.']);
    expect(sentencesOf('rules-refuse-everything', withRules(['some l in lines satisfies l.price < 0']))).toEqual(['"Change case" is always refused: `some l in lines satisfies l.price < 0` never holds where "price" is at least 0.']);
  });

  test('in a command of very many rules each is asked beside those near it', () => {
    const many = Array.from({ length: 60 }, (_, index) => `count != ${index * 2}`);
    expect(judged([...many, 'any > 10', 'any < 5'])).toEqual(['never any < 5']);
    expect(judged(['any > 10', ...many, 'any < 5'])).toEqual([]);
  });

  test('invariants that nothing can keep', () => {
    expect(judged([], ['count > 5', 'count < 5'])).toEqual(['invariants-exclude-each-other: count < 5']);
  });
});

describe('A rule that can never refuse', () => {
  test.each<[string, readonly string[]]>([
    ['said before, and more', ['any > 10', 'any > 5']],
    ['said by the type', ['amount >= 0']],
    ['said by two together', ['amount <= other', 'other <= third', 'amount <= third']],
    ['all members', ['step = open or step = paid or step = closed']],
    ['both ways', ['from = to or from != to']],
    ['lengths', ['string length(code) >= 3']],
    ['two fields that have other values', ['from = "a"', 'to = "b"', 'from != to']],
    ['counts', ['count(list) >= 0']],
    ['items', ['every l in lines satisfies l.price >= 0']],
    ['a text that is too short', ['code != ""']],
  ])('%s', (_name, rules) => {
    expect(judged(rules).at(-1)).toBe(`always ${rules.at(-1)}`);
  });
});

describe('Rules that only look like it', () => {
  test.each<[string, readonly string[]]>([
    ['an end that both allow', ['any >= 10', 'any <= 10']],
    ['one value between two whole numbers', ['count > 1', 'count < 3']],
    ['any decimal fits between', ['any > 1.01', 'any < 1.02']],
    ['one amount fits between', ['amount > 1.01', 'amount < 1.03']],
    ['two fields that may be equal', ['amount <= balance', 'amount >= balance']],
    ['a quotient is rounded', ['amount / 3 > other', 'amount > other * 3']],
    ['products of what is not known', ['amount * other > 5', 'amount < 2', 'other < 4']],
    ['members of two fields', ['step = open', 'wish = paid']],
    ['one member left', ['step != open', 'step != paid']],
    ['texts of two fields', ['from = "a"', 'to = "b"']],
    ['texts of two fields that may differ', ['from = "a" or from = "b"', 'to = "b"', 'from != to']],
    ['three of which two are like one another', ['from = to', 'to != name']],
    ['a field like another that may be it', ['step = wish', 'wish = paid']],
    ['a text of the right length', ['string length(from) = 3', 'from = "abc"', 'string length(code) = 3', 'code != "abc"']],
    ['a text that looks like it', ['plate = "AB"']],
    ['a list written out that has it', ['list contains(["a", "b"], from)', 'from = "b"']],
    ['a field of a record and of another', ['line.price > 5', 'amount < 5', 'some l in lines satisfies l.price < 5']],
    ['an empty list has only items without a price', ['every l in lines satisfies l.price < 0']],
    ['a remainder that there is', ['modulo(count, 3) = 2', 'modulo(count, -3) = -2', 'until.month = 12']],
    ['an empty list', ['count(list) > 0 or count(list) = 0 and free']],
    ['a length that fits', ['string length(code) = 8']],
    ['another question', ['contains(from, "x")', 'not(contains(from, "y"))']],
    ['dates a day apart', ['until > date("2026-05-01")', 'until < date("2026-05-03")']],
    ['a date before the month after', ['until < date("2026-02-28")', 'until != date("2026-01-31")']],
    ['missing or good', ['due on = null or due on > today', 'due on != null']],
    ['a rule switched on by hand', ['true']],
    ['a rule switched off by hand', ['false']],
    ['numbers alone', ['1 = 2', '0.1 + 0.2 = 0.3']],
    ['texts alone', ['"a" = "b"']],
  ])('%s', (_name, rules) => {
    expect(judged(rules)).toEqual([]);
  });
});
