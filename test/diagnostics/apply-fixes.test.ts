import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFixes } from '../../generator/apply-fixes.ts';
import { compile } from '../../generator/compile.ts';
import type { Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { diagnose } from '../../generator/diagnostics/diagnostic.ts';
import { fixInWords } from '../../generator/diagnostics/fix-in-words.ts';
import { formatDiagnostics } from '../../generator/diagnostics/format.ts';
import { createTimings } from '../../generator/timings.ts';

const bank = readFileSync(new URL('../fixtures/plain-bank.yaml', import.meta.url), 'utf8');

/** The text after every certain fix, and what is still wrong with it. */
function mended(text: string): { readonly text: string; readonly errors: string; readonly said: readonly string[] } {
  const { texts, applied, remaining } = applyFixes((changed) => compile({ path: 'm.yaml', text: changed.get('m.yaml') ?? text }, 'bank', createTimings()).diagnostics);
  const errors = remaining.filter(({ severity }) => severity === 'error');
  return { text: texts.get('m.yaml') ?? text, errors: formatDiagnostics(errors), said: applied.map(({ fix }) => fixInWords(fix)) };
}

/** Mistakes in the bank: what is written in place of what. The fix gives back every byte, or what the fourth says. */
const MISTAKES: readonly (readonly [string, string, string, string?])[] = [
  ['curly quotes around a pattern', '"[A-Z]{2}[0-9]{6}"', '“[A-Z]{2}[0-9]{6}”'],
  ['curly single quotes', '"[A-Z]{2}[0-9]{6}"', '‘[A-Z]{2}[0-9]{6}’'],
  ['curly quotes around a name', '      Withdraw money:', '      “Withdraw money”:', '      "Withdraw money":'],
  ['curly quotes around a value in braces, with a comma', '{ owner: Ada }', '{ owner: “Ada, Eva” }', '{ owner: "Ada, Eva" }'],
  ['curly quotes in an expression', `'"The money could not be paid in and was given back"'`, '“The money could not be paid in and was given back”'],
  ['an event declared under another name', '      Money deposited:\n        with', '      Money deposit:\n        with'],
  ['a misspelt read model', 'bonus: Bonus account', 'bonus: Bonus acount'],
  ['a misspelt event', 'begins with: Account opened', 'begins with: Acount opened'],
  ['a misspelt type', '      balance: Money\n    always', '      balance: Mony\n    always'],
  ['a misspelt actor', 'by: Bank clerk', 'by: Bank clark'],
  ['a misspelt field in an expression', 'amount <= balance', 'amount <= balanse'],
  ['a misspelt key', '        rules:', '        ruels:'],
  ['a key in the singular', '\npolicies:', '\npolicy:'],
  ['a decimal comma in braces', '{ amount: 20.00 }', '{ amount: 20,00 }'],
  ['a comparison in words', 'amount <= balance', 'amount is at most balance'],
  ['a longer one', 'amount <= balance', 'amount is less than or equal to balance'],
  ['a sign of mathematics', 'amount <= balance', 'amount ≤ balance'],
  ['a sign of programming', 'balance = 0', 'balance == 0'],
  ['"is" for "="', 'balance = 0', 'balance is 0'],
  ['two signs in a row', 'amount <= balance', 'amount < = balance'],
  ['a unit behind a number', 'require: balance = 0', 'require: balance = 0 EUR'],
  ['"and" of another language', 'require: balance = 0', 'require: balance = 0 && balance >= 0', 'require: balance = 0 and balance >= 0'],
  ['"or" of another language', 'require: balance = 0', 'require: balance = 0||balance = 0', 'require: balance = 0 or balance = 0'],
  ['a keyword in capitals', 'require: balance = 0', 'require: balance = 0 AND balance >= 0', 'require: balance = 0 and balance >= 0'],
  ['a misspelt word of a type', 'step = depositing', 'step = deposting'],
  ['a word of a type in quotes', 'step = depositing', 'step = "depositing"'],
  ['an opening brace lost', 'Withdraw money: { amount: 20.00 }', 'Withdraw money: amount: 20.00 }'],
  ['a closing brace lost', 'Withdraw money: { amount: 20.00 }', 'Withdraw money: { amount: 20.00'],
  ['a closing bracket lost', 'one of: [deposit, withdrawal]', 'one of: [deposit, withdrawal'],
  ['a colon lost before braces', 'Withdraw money: { amount: 20.00 }', 'Withdraw money { amount: 20.00 }'],
  ['a colon lost in a list', '- Account opened: { owner: Ada }', '- Account opened { owner: Ada }'],
  ['a colon lost at the end of a line', '    events:\n', '    events\n'],
  ['a space lost behind a colon', 'is: decimal', 'is:decimal'],
  ['a dash lost', '- require: amount <= balance', '  require: amount <= balance'],
  ['the dash of the only rule lost', '        rules:\n          - require: amount > 0\n            otherwise: Amount must be positive\n        then', '        rules:\n            require: amount > 0\n            otherwise: Amount must be positive\n        then'],
  ['the dash of the first of two rules lost', '          - require: amount > 0\n            otherwise: Amount must be positive\n          - require', '            require: amount > 0\n            otherwise: Amount must be positive\n          - require'],
  ['the dash of the first of two rules deleted', '          - require: amount > 0\n            otherwise: Amount must be positive\n          - require', '          require: amount > 0\n            otherwise: Amount must be positive\n          - require'],
  ['an expression with brackets in braces', 'Money withdrawn: { balance: balance - amount }', 'Money withdrawn: { balance: max(balance, 0) - amount }', "Money withdrawn: { balance: 'max(balance, 0) - amount' }"],
  ['a misspelt field in an example', '{ amount: 20.00 }', '{ ammount: 20.00 }'],
  ['a name not deep enough', '      Withdraw money:\n', '    Withdraw money:\n'],
  ['a name too deep', '      Withdraw money:\n', '        Withdraw money:\n'],
  ['a key among the fields above it', '          amount: Money\n        rules:', '          amount: Money\n          rules:'],
  ['a key of the top that stands deeper', '\npolicies:', '\n  policies:'],
  ['a section read as a part of the one above', '\n    events:\n', '\n      events:\n'],
  ['a field among the keys of its command', '\n          amount: Money\n        rules', '\n        amount: Money\n        rules'],
  ['a misspelt identity', 'identified by: account number', 'identified by: acount number'],
  ['a tab', '\n    events:\n', '\n\tevents:\n'],
  ['an invisible character', 'require: balance = 0', 'require: balance\u200b = 0'],
  ['two commas', '[Account owner, Bank clerk]', '[Account owner,, Bank clerk]'],
  ['a text without quotes', `'"The money could not be paid in and was given back"'`, 'The money was given back', `'"The money was given back"'`],
  ['an apostrophe in single quotes', 'about: Works at the counter.', `about: 'Works at the bank's counter.'`, `about: "Works at the bank's counter."`],
  ['a colon in a sentence', 'about: Works at the counter.', 'about: Works there: at the counter.', 'about: "Works there: at the counter."'],
  ['a misspelt refusal', 'refused: Can not overdraw account', 'refused: Can not overdraw acount'],
  ['a line for other programs', 'model: Bank\n', '%YAML 1.2\nmodel: Bank\n', 'model: Bank\n'],
];

describe('What has one certain answer is put right, and every other byte is as it was', () => {
  for (const [name, right, wrong, instead] of MISTAKES) {
    test(name, () => {
      expect(bank).toContain(right);
      const result = mended(bank.replace(right, () => wrong));
      expect(result.errors).toBe('');
      expect(result.text).toBe(bank.replace(right, () => instead ?? right));
      expect(result.said.length).toBeGreaterThan(0);
      for (const sentence of result.said) expect(sentence).toMatch(/^m\.yaml:\d+: .+\.$/m);
    });
  }

  test('also where lines end as on Windows', () => {
    const wide = bank.replaceAll('\n', '\r\n');
    for (const [, right, wrong, instead] of MISTAKES.filter((_, index) => index % 5 === 0)) {
      const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
      expect(mended(wide.replace(crlf(right), () => crlf(wrong))).text).toBe(wide.replace(crlf(right), () => crlf(instead ?? right)));
    }
  });

  test('many at once', () => {
    const chosen = MISTAKES.filter(([name]) => ['a misspelt key', 'a decimal comma in braces', '"is" for "="', 'a closing bracket lost', 'a misspelt actor', 'a misspelt refusal'].includes(name));
    const wrong = chosen.reduce((text, [, right, written]) => text.replace(right, () => written), bank);
    expect(mended(wrong).text).toBe(bank);
  });

  test('twice changes nothing more', () => {
    const once = mended(bank.replace('balance = 0', () => 'balance == 0')).text;
    expect(mended(once)).toMatchObject({ text: once, said: [] });
  });
});

describe('What is not certain is left', () => {
  test.each([
    ['a name that could be one of two', 'step = depositing', 'step = d'],
    ['a number that could be thousands', '{ amount: 20.00 }', '{ amount: 20,000 }'],
    ['how to round', 'balance: balance + amount', 'balance: balance + amount / 3'],
  ])('%s', (_name, right, wrong) => {
    const text = bank.replace(right, () => wrong);
    expect(mended(text).text).toBe(text);
  });
});

describe('A fix that makes things worse', () => {
  const source = { path: 'm.yaml', text: 'abc' };
  const of = (start: number, ...codes: readonly string[]): Diagnostic[] => codes.map((sentence) => ({ ...diagnose('not-understood', { source, start, end: start + 1 }, {}), sentence }));
  const withFix = (diagnostic: Diagnostic, text: string): Diagnostic => ({ ...diagnostic, fixes: [{ title: '', edits: [{ span: diagnostic.span, text }] }] });

  test('is left out, and the good one beside it applied', () => {
    const find = (texts: ReadonlyMap<string, string>): readonly Diagnostic[] => {
      const text = texts.get('m.yaml') ?? 'abc';
      return [...(text.startsWith('a') ? of(0, 'first').map((each) => withFix(each, 'X')) : of(0, 'worse', 'still worse', 'and worse')), ...(text.endsWith('c') ? of(2, 'second').map((each) => withFix(each, 'C')) : [])];
    };
    expect(applyFixes(find).texts.get('m.yaml')).toBe('abC');
  });

  test('two of the same place are applied one after the other, and never without end', () => {
    let calls = 0;
    const find = (texts: ReadonlyMap<string, string>): readonly Diagnostic[] => {
      calls += 1;
      const text = texts.get('m.yaml') ?? 'abc';
      const here = { source: { path: 'm.yaml', text }, start: 0, end: 1 };
      return [{ ...diagnose(text.length % 2 === 0 ? 'not-understood' : 'key-not-a-name', here, {}), fixes: [{ title: '', edits: [{ span: here, text: 'yy' }] }] }];
    };
    applyFixes(find);
    expect(calls).toBeLessThan(100);
  });
});

test('Whatever somebody did to a model, mending it leaves no more errors than there were', () => {
  const change = fc.record({ at: fc.nat(bank.length), removed: fc.constantFrom(0, 1, 3), inserted: fc.constantFrom('', ':', ' ', '\t', '“', ',', '}', '- ', '==', 'x', '\n', "'") });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const text = changes.reduce((before, { at, removed, inserted }) => before.slice(0, at) + inserted + before.slice(at + removed), bank);
      const errors = (of: string): number => compile({ path: 'm.yaml', text: of }, 'bank', createTimings()).diagnostics.filter(({ severity }) => severity === 'error').length;
      const after = mended(text).text;
      expect(errors(after)).toBeLessThanOrEqual(errors(text));
    }),
    { numRuns: 40 },
  );
}, 60_000);
