import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modelSchema, type SchemaPart } from '../../generator/schema/json-schema.ts';
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

describe('One mistake of shape is one sentence at the words that are wrong', () => {
  test.each<[string, string, string, string]>([
    ['a key nobody knows', 'find by: [owner]', 'sorted by: [owner]', 'unknown-key "sorted by"'],
    ['a misspelt key, read as it was meant', 'require: amount > 0', 'requires: amount > 0', 'unknown-key "requires"'],
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
      '34:5: error unknown-key: "by" is nothing that an aggregate can have. It belongs to a command.',
    ]);
  });

  test('a file that is no model at all', () => {
    expect(mistakes('- one\n- two\n')).toEqual(['not-a-model "- one\\n- two"']);
    expect(mistakes('hello\n')).toEqual(['not-a-model "hello"']);
  });
});

describe('What the language has and this version does not is refused by name', () => {
  test.each<[string, string, string, string]>([
    ['includes', 'model: Bank\n', 'model: Bank\nincludes: [more.yaml]\n', 'includes'],
    ['levels', 'model: Bank\n', 'model: Bank\nlevel: big picture\n', 'level: big picture'],
    ['loose events', 'model: Bank\n', 'model: Bank\nevents: { Money lost: {} }\n', 'events'],
    ['loose commands', 'model: Bank\n', 'model: Bank\ncommands: { Lose money: {} }\n', 'commands'],
    ['accepted warnings', 'model: Bank\n', 'model: Bank\naccepted: []\n', 'accepted'],
    ['records', '    one of: [deposit, withdrawal]', '    with: { amount: Money }', 'with'],
    ['lists', 'transfer id: optional identifier', 'transfer id: list of identifier', 'list of identifier'],
    ['versions', '      Transfer completed:\n        sets', '      Transfer completed:\n        version: 2\n        sets', 'version: 2'],
    ['earlier versions', '      Transfer completed:\n        sets', '      Transfer completed:\n        earlier versions: {}\n        sets', 'earlier versions'],
    ['delays', '    then: Send thank-you email', '    then: Send thank-you email\n    after: 3 days', 'after'],
    ['calling off', '    then: Send thank-you email', '    then: Send thank-you email\n    unless: Account closed', 'unless'],
    ['the clock', '    then: Send thank-you email', '    then: Send thank-you email\n    every: day at 02:00', 'every'],
    ['rows of the clock', '    then: Send thank-you email', '    then: Send thank-you email\n    for each: Account overview', 'for each'],
    ['the first values of a row', '    single: true\n', '    single: true\n    starts as: { balance: 0 }\n', 'starts as'],
    ['rows for their reader', '    single: true\n', '    single: true\n    visible if: true\n', 'visible if'],
    ['many rows', '        removes: true\n', '        removes: true\n        where: true\n', 'where'],
    ['reports', '    does:\n', '    reports: {}\n    does:\n', 'reports'],
    ['who does it', '        when: Refund transfer\n', '        when: Refund transfer\n        by: { Account owner: ada }\n', 'by'],
    ['when it is done', '        when: Refund transfer\n', '        when: Refund transfer\n        at: 2026-01-01\n', 'at'],
    ['passing time', '        when: Refund transfer\n', '        when: { time passes: 3 days }\n', 'time passes'],
    ['limits of dates', '  Movement:\n', '  Due date: { is: date, at least: 2026-01-01 }\n  Movement:\n', 'at least: 2026-01-01'],
  ])('%s', (_, from, to, what) => {
    expect(firstLinesOf(bankWith(from, to)).filter((line) => line.includes('not-supported-yet')).map((line) => /`(.*)`/.exec(line)?.[1])).toEqual([what]);
    expect(firstLinesOf(bankWith(from, to)).filter((line) => !line.includes('not-supported-yet'))).toEqual([]);
  });
});

describe('The schema that editors use', () => {
  const definitions = Object.values(modelSchema().$defs ?? {});
  const keys = definitions.flatMap((part) => Object.entries(part.properties ?? {}));

  test('has a title and a description for every key, by itself or where it points to', () => {
    const target = (part: SchemaPart): SchemaPart | undefined => (part.$ref === undefined ? part : modelSchema().$defs?.[part.$ref.replace('#/$defs/', '')]);
    expect(keys.filter(([, part]) => (part.title ?? target(part)?.title) === undefined).map(([key]) => key)).toEqual([]);
  });

  test('and the compiler knows the same words', () => {
    expect([...new Set([...keys.map(([key]) => key), 'refused', 'time passes'])].sort()).toEqual([...languageWords].sort());
  });
});
