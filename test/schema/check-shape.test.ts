import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelSchema, shapeErrors } from '../../generator/schema/json-schema.ts';
import type { PlainData } from '../../generator/schema/plain-data.ts';
import type { SchemaPart } from '../../generator/schema/validate.ts';
import { languageWords } from '../../generator/source/language-words.ts';
import { diagnosticsOf, firstLinesOf, resolve, underlined } from '../support/diagnostics-of.ts';

const bank = readFileSync(new URL('../../model/bank.yaml', import.meta.url), 'utf8');

function bankWith(from: string, to: string): string {
  expect(bank).toContain(from);
  return bank.replace(from, to);
}

/** Code and underlined words of each mistake. */
function mistakes(yaml: string): readonly string[] {
  return resolve(yaml).diagnostics.map((each) => `${each.code} ${JSON.stringify(underlined(each))}`);
}

describe('A list or a context stands in the brackets it has in an expression', () => {
  const withValue = (value: string): readonly string[] => mistakes(bankWith('amount: round down(amount / 100, 2)', `amount: ${value}`));
  test.each([
    ['"[amount, 0][1]"', []], ['[amount, 0]', []], ['{ net: amount }', []],
    ['\n          - amount', ['wrong-kind "- amount"']], ['\n          net: amount', ['wrong-kind "net"']],
  ])('%s', (value, found) => {
    expect(withValue(value)).toEqual(found);
  });
});

describe('One mistake of shape is one sentence at the words that are wrong', () => {
  test.each<[string, string, string, string]>([
    ['a key nobody knows', 'find by: [owner]', 'sorted by: [owner]', 'unknown-key "sorted by"'],
    ['a misspelt key, read as it was meant', 'require: amount > 0', 'requires: amount > 0', 'unknown-key "requires"'],
    ['a policy that says `when`', '\n    whenever: Money deposited\n', '\n    when: Money deposited\n', 'unknown-key "when"'],
    ['a misspelt section, whose names are still known', '    events:\n      Account opened', '    event:\n      Account opened', 'unknown-key "event"'],
    ['a key of something else', '    identified by: account number\n', '    identified by: account number\n    by: Bank clerk\n', 'unknown-key "by"'],
    ['a key that is missing', '    identified by: account number\n', '', 'missing-key "Bank account"'],
    ['a rule without a name', '          - require: from account != to account\n            otherwise: Can not transfer to the same account\n', '          - require: from account != to account\n', 'missing-key "require"'],
    ['a model without a name', 'model: Bank\n', '', 'model-without-name "about"'],
    ['a word where a list belongs', 'one of: [deposit, withdrawal]', 'one of: deposit', 'wrong-kind "deposit"'],
    ['a list where a name belongs', 'identified by: transfer id', 'identified by: [transfer id, amount]', 'wrong-kind "[transfer id, amount]"'],
    ['names where a list belongs', '      - require: balance >= 0\n        otherwise: An', '        require: balance >= 0\n        otherwise: An', 'wrong-kind "require"'],
    ['a word where fields belong', '        sets: { step: refunding }', '        sets: step', 'wrong-kind "step"'],
    ['a word where a number belongs', 'digits: 2', 'digits: two', 'wrong-kind "two"'],
    ['a number in quotes', 'digits: 2', 'digits: "2"', 'wrong-kind "\\"2\\""'],
    ['a word that is not `removes`', 'Transfer completed: removes', 'Transfer completed: remove', 'wrong-kind "remove"'],
    ['an empty list', 'find by: [owner]', 'find by: []', 'list-empty "[]"'],
    ['an empty place', 'identified by: transfer id', 'identified by:', 'wrong-kind "identified by"'],
    ['an expression left out', 'require: from account != to account', 'require:', 'value-missing "require"'],
    ['an empty expression', 'require: from account != to account', 'require: ""', 'expression-empty "\\"\\""'],
    ['a remark that swallows an expression', 'require: from account != to account', 'require: amount #1', 'number-sign-in-expression "#1"'],
    ['two ways to be a type', '    one of: [deposit, withdrawal]', '    is: text\n    one of: [deposit, withdrawal]', 'keys-exclude-each-other "one of"'],
    ['neither way to be a type', '    one of: [deposit, withdrawal]', '    about: What moves', 'missing-one-of-keys "Movement"'],
    ['a key and `single`', '    single: true\n', '    single: true\n    key: balance\n', 'keys-exclude-each-other "single"'],
    ['`single: false`', 'single: true', 'single: false', 'wrong-kind "false"'],
    ['an `if` with nothing below', '          - if: step = withdrawing\n            Transfer failed: {}\n', '          - if: step = withdrawing\n', 'nothing-after-if "if"'],
    ['`then` beside events that have their own', '  Move the money:\n', '  Move the money:\n    if: amount > 0\n', 'belongs-to-each-event "if"'],
    ['two things under `when`', '          Withdraw money: { amount: 20.00 }\n', '          Withdraw money: { amount: 20.00 }\n          Deposit money: { amount: 20.00 }\n', 'only-one "Deposit money"'],
    ['a scenario without `when`', '        when: Refund transfer\n', '', 'missing-key "What can not be paid in goes back"'],
    ['`refused` in a list', '        then:\n          refused: Account must be empty', '        then:\n          - refused: Account must be empty', 'outcome-word-in-list "refused"'],
    ['`refused` and more', '          refused: Account must be empty\n', '          refused: Account must be empty\n          Account closed: {}\n', 'refused-and-more "Account closed"'],
    ['an empty outcome', '        then: nothing', '        then: []', 'outcome-empty "[]"'],
    ['a number for the values of a command', 'Withdraw money: { amount: 20.00 }', 'Withdraw money: 20', 'wrong-kind "20"'],
  ])('%s', (_, from, to, mistake) => {
    expect(mistakes(bankWith(from, to))).toEqual([mistake]);
  });

  test('and says what would be right', () => {
    expect(diagnosticsOf(bankWith('one of: [deposit, withdrawal]', 'one of: deposit'))).toEqual([
      [
        'model.yaml:19:13: error wrong-kind: "one of" wants a list of names, and here stands "deposit".',
        '  19 |     one of: deposit',
        '     |             ^^^^^^^',
        '  For example: one of: [open, closed]',
      ].join('\n'),
    ]);
    expect(firstLinesOf(bankWith('    identified by: account number\n', '    identified by: account number\n    by: Bank clerk\n'))).toEqual([
      '34:5: error unknown-key: "by" is nothing that an aggregate can have. It belongs to a command or a scenario.',
    ]);
  });

  test('a file that is no model at all', () => {
    expect(mistakes('- one\n- two\n')).toEqual(['not-a-model "- one\\n- two"']);
    expect(mistakes('hello\n')).toEqual(['not-a-model "hello"']);
  });
});

describe('What a key can not do is refused by name', () => {
  test.each<[string, string, string, string]>([
    ['limits of dates', '  Movement:\n', '  Due date: { is: date, at least: 2026-01-01 }\n  Movement:\n', 'not-supported-yet "at least"'],
  ])('%s', (_, from, to, mistake) => {
    expect(mistakes(bankWith(from, to))).toEqual([mistake]);
  });
});

describe('The schema that editors use', () => {
  const definitions = Object.entries(modelSchema().$defs ?? {}).filter(([name]) => !name.startsWith('whole '));
  const parts = definitions.flatMap(([name, part]) => [[name, part] as const, ...Object.entries(part.properties ?? {}).map(([key, each]) => [`${name}: ${key}`, each] as const)]);
  const keys = parts.flatMap(([name, part]) => Object.entries(part.properties ?? {}).map(([key, each]) => ({ key, name: `${name}: ${key}`, part: each })));
  const target = (part: SchemaPart | undefined): SchemaPart | undefined => (part?.$ref === undefined ? part : modelSchema().$defs?.[part.$ref.replace('#/$defs/', '')]);
  const says = (part: SchemaPart, what: 'title' | 'description' | 'examples'): boolean => part[what] !== undefined || target(part)?.[what] !== undefined || target(target(part))?.[what] !== undefined;

  test('has a title, a description and examples for every key, by itself or where it points to', () => {
    expect(keys.length).toBeGreaterThan(80);
    expect(keys.flatMap(({ name, part }) => (['title', 'description', 'examples'] as const).filter((what) => !says(part, what)).map((what) => `${name} has no ${what}`))).toEqual([]);
  });

  test('leaves no key open that it does not know', () => {
    expect(parts.filter(([, part]) => part.properties !== undefined && part.additionalProperties === undefined).map(([name]) => name)).toEqual([]);
  });

  test('and its examples are what they are examples of', () => {
    const written = keys.flatMap(({ name, key, part }) => (part.examples ?? []).map((example) => ({ name, errors: shapeErrors(exampleModel(name.slice(0, -`: ${key}`.length), key, example), false) })));
    expect(written.filter(({ errors }) => errors.length > 0).map(({ name, errors }) => `${name}: ${errors.map(({ pointer, keyword }) => `${pointer} ${keyword}`).join(', ')}`)).toEqual([]);
  });

  test('and the compiler knows the same words', () => {
    expect([...new Set([...keys.map(({ key }) => key), 'refused'])].sort()).toEqual([...languageWords].sort());
  });
});

/** A model with one example in it, at a place where its key belongs. */
function exampleModel(owner: string, key: string, example: PlainData): PlainData {
  const places: { readonly [owner: string]: (thing: PlainData) => PlainData } = {
    model: (thing) => thing,
    type: (thing) => ({ types: { T: thing } }),
    function: (thing) => ({ functions: { F: thing } }),
    actor: (thing) => ({ actors: { A: thing } }),
    aggregate: (thing) => ({ aggregates: { A: thing } }),
    invariant: (thing) => ({ aggregates: { A: { always: [{ require: 'a', ...entriesIn(thing) }] } } }),
    rule: (thing) => ({ aggregates: { A: { commands: { C: { rules: [thing] } } } } }),
    command: (thing) => ({ aggregates: { A: { commands: { C: thing } } } }),
    emissions: (thing) => ({ aggregates: { A: { commands: { C: { then: thing } } } } }),
    emission: (thing) => ({ aggregates: { A: { commands: { C: { then: [thing] } } } } }),
    event: (thing) => ({ aggregates: { A: { events: { E: thing } } } }),
    'earlier version': (thing) => ({ aggregates: { A: { events: { E: { 'earlier versions': { 1: thing } } } } } }),
    policy: (thing) => ({ policies: { P: thing } }),
    reaction: (thing) => ({ policies: { P: { whenever: { E: thing } } } }),
    'read model': (thing) => ({ 'read models': { R: thing } }),
    'read model entry': (thing) => ({ 'read models': { R: { from: { E: thing } } } }),
    'external system': (thing) => ({ 'external systems': { S: thing } }),
    request: (thing) => ({ 'external systems': { S: { does: { R: thing } } } }),
    scenario: (thing) => ({ scenarios: { S: thing } }),
    'hot spot': (thing) => ({ 'hot spots': [{ question: 'Why?', ...entriesIn(thing) }] }),
    'loose event': (thing) => ({ events: { E: thing } }),
    'loose command': (thing) => ({ commands: { C: thing } }),
    acceptance: (thing) => ({ accepted: [{ code: 'c', on: 'o', because: 'b', ...entriesIn(thing) }] }),
  };
  const [room = '', inner] = owner.split(': ');
  return (places[room] ?? ((thing) => thing))(inner === undefined ? { [key]: example } : { [inner]: { [key]: example } });
}

function entriesIn(thing: PlainData): { readonly [key: string]: PlainData } {
  return thing !== null && typeof thing === 'object' ? Object.fromEntries(Object.entries(thing)) : {};
}
