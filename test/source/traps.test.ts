import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { formatDiagnostic, sortedDiagnostics } from '../../generator/diagnostics/format.ts';
import { createTimings } from '../../generator/timings.ts';

const bank = readFileSync(new URL('../fixtures/plain-bank.yaml', import.meta.url), 'utf8');

/** What is printed of the bank with one change, without the path and the excerpt. */
function said(from: string, to: string): readonly string[] {
  expect(bank).toContain(from);
  const { diagnostics } = compile({ path: 'm', text: bank.replace(from, () => to) }, 'bank', createTimings());
  // The bank as it stands remembers an owner whom none of its rules asks for.
  return sortedDiagnostics(diagnostics.filter(({ code }) => code !== 'state-never-read')).map((each) => {
    const [first = '', ...rest] = formatDiagnostic(each).split('\n');
    return [first.replace(/^m:\d+:\d+: error /, ''), ...rest.filter((line) => !/^ +(?:\d+ )?\|/.test(line)).map((line) => line.trim())].join(' → ');
  });
}

const RULE = 'require: amount > 0';
const VALUES = 'Money deposited: { balance: balance + amount }';
const TEXT = `reason: '"The money could not be paid in and was given back"'`;
const SENTENCE = 'about: Works at the counter.';

describe('What YAML would take for something else has a sentence of its own', () => {
  test.each<[string, string, string, string]>([
    ['a colon missing before braces', '- Account opened: { owner: Ada }', '- Account opened { owner: Ada }', 'colon-missing-before-brace: A colon is missing after "Account opened". → Write: Account opened: { owner: Ada }'],
    ['a "#" in an expression', RULE, 'require: amount > 0 #1', 'number-sign-in-expression: Everything from "#1" on is left out: "#" behind a blank begins a remark. → If it belongs to the expression, put the whole expression in single quotes; if it is a remark, put a blank behind the "#".'],
    ['and in the middle of one', RULE, 'require: amount #1 > 0', 'number-sign-in-expression: Everything from "#1" on is left out: "#" behind a blank begins a remark. → If it belongs to the expression, put the whole expression in single quotes; if it is a remark, put a blank behind the "#".'],
    ['"!" for "not"', RULE, 'require: !closed', 'no-tags: "!closed" begins with "!", which has a special meaning here that models do not use. → To say that something does not hold, write not(closed).'],
    ['nothing before ">"', RULE, 'require: > 100', 'bad-block-text: Nothing stands before ">" that could be compared, and at the beginning ">" says that a text follows on the lines below. → Write what is compared before the sign, as in `amount > 100`; if it is a text, put it on the lines below, indented.'],
    ['nothing before ">="', RULE, 'require: >= 100', 'bad-block-text: Nothing stands before ">=" that could be compared, and at the beginning ">" says that a text follows on the lines below. → Write what is compared before the sign, as in `amount >= 100`; if it is a text, put it on the lines below, indented.'],
    ['nothing before "<"', RULE, 'require: < 100', 'comparison-without-left: It is not said what is compared here. → Write it before the sign, for example `amount < 100`.'],
    ['"&" at the beginning', RULE, 'require: &amount > 0', 'no-anchors: "&amount > 0" has a special meaning here that models do not use: a name for a piece of the file. → If the "&" belongs to the text, put the whole text in quotes.'],
    ['"*" at the beginning', RULE, 'require: *amount > 0', 'no-aliases: "*amount > 0" has a special meaning here that models do not use: a copy of another piece of the file. → If the "*" belongs to the text, put the whole text in quotes; else write it out again.'],
    ['"?" and ":" of other languages', RULE, 'require: amount ? 0 : 1', 'colon-inside-text: There is a second colon in this line, inside the text "amount ? 0 : 1". → Write: if amount then 0 else 1'],
    ['a colon inside a sentence', SENTENCE, 'about: At the counter: works.', 'colon-inside-text: There is a second colon in this line, inside the text "At the counter: works.". → Put the text in quotes: "At the counter: works."'],
    ['an apostrophe inside single quotes', 'otherwise: Amount must be positive', "otherwise: 'Amount isn't positive'", 'apostrophe-ends-text: The text begins with a single quote, so the apostrophe ends it, and "t positive\'" stands outside. → Put the whole text in double quotes: "Amount isn\'t positive"'],
    ['brackets of an expression in braces', VALUES, 'Money deposited: { balance: balances[open] }', 'expression-in-braces: An expression with brackets or commas, like "balances[open]", can not stand between braces. → Write each name on a line of its own, indented, without the braces.'],
    ['commas of an expression in braces', VALUES, 'Money deposited: { balance: min(balance, amount) }', 'expression-in-braces: An expression with brackets or commas, like "min(balance, amount)", can not stand between braces. → Write each name on a line of its own, indented, without the braces.'],
    ['a name alone in braces', VALUES, 'Money deposited: {balance}', 'no-value-in-braces: Between braces each name has a colon and a value, and "balance" has none. → Write { balance: … }, or "balance" without braces when nothing belongs to it.'],
    ['no blank behind a colon in braces', VALUES, 'Money deposited: {balance:balance}', 'space-missing-after-colon: A space is missing behind the colon after "balance".'],
    ['a text without quotes where an expression stands', TEXT, 'reason: Not paid', 'text-without-quotes: Nothing here is called "Not paid". If it is meant as text, it needs quotes of its own inside the quotes of the line. → Write \'"Not paid"\'.'],
    ['and with the quotes of the line only', TEXT, 'reason: "Not paid"', 'text-without-quotes: Nothing here is called "Not paid". If it is meant as text, it needs quotes of its own inside the quotes of the line. → Write \'"Not paid"\'.'],
    ['a tab', '\n    events:\n', '\n\tevents:\n', 'tab-in-indentation: This line is indented with a tab; only spaces can indent a line. → Put two spaces in place of each tab.'],
    ['a key twice', '        by: Bank clerk\n', '        by: Bank clerk\n        by: Bank clerk\n', 'key-twice: "by" stands here twice; each name can stand only once in one place. → m:93:9: "by" stands here for the first time. → Bring the two together, or give one of them another name.'],
    ['the dash of a first rule lost', '          - require: amount > 0\n            otherwise: Amount must be positive\n          - require', '            require: amount > 0\n            otherwise: Amount must be positive\n          - require', 'list-item-without-dash: A dash is missing: this line stands where a list has an entry. → Begin it with "- ", or indent it further when it belongs to the line before.'],
  ])('%s', (_name, from, to, sentence) => {
    expect(said(from, to)).toEqual([sentence]);
  });

  test.each([
    ['a remark behind an expression', RULE, 'require: amount > 0 # more than nothing'],
    ['an apostrophe in a sentence', SENTENCE, "about: It's at the bank's counter."],
    ['a colon without a blank', SENTENCE, 'about: From 9:00 to 17:00.'],
    ['an expression in single quotes', RULE, "require: 'amount > 0'"],
    ['an expression on the lines below', RULE, 'require: >\n              amount\n              > 0'],
    ['an expression with commas in braces, in quotes', VALUES, "Money deposited: { balance: 'max(balance, 0) + amount' }"],
  ])('and what only looks like it is fine: %s', (_name, from, to) => {
    expect(said(from, to)).toEqual([]);
  });
});
