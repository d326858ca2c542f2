import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';
import { formatDiagnostic, sortedDiagnostics } from '../../generator/diagnostics/format.ts';


// The bank as it was before its accounts had owners: nothing of it is asked for that is not in it.
const bank = readFileSync(new URL('../fixtures/plain-bank.yaml', import.meta.url), 'utf8');


function bankWith(from: string, to: string): string {
  expect(bank).toContain(from);
  return bank.replace(from, () => to);
}

/** The bank as it stands remembers an owner whom none of its rules asks for. */
const OF_THE_BANK = 'state-never-read';

/** Place, severity and code of each, and everything that is said. */
function found(text: string): readonly (readonly [string, string])[] {
  const { diagnostics } = compile({ path: 'm', text }, 'bank', createTimings());
  return sortedDiagnostics(diagnostics.filter(({ code }) => code !== OF_THE_BANK)).map((each) => {
    const printed = formatDiagnostic(each);
    return [(printed.split(': ', 2).join(': ')).replace(/^m:/, '').replace(/ error | warning /, ' '), printed];
  });
}

function expectOne(text: string, place: string, saying: string): void {
  const all = found(text);
  expect(all.map(([first]) => first)).toEqual([place]);
  expect(all[0]?.[1]).toContain(saying);
}

describe('One mistake in the bank is one message, at its place', () => {
  test.each<[string, string, string, string, string]>([
    ['curly quotes around a pattern', '"[A-Z]{2}[0-9]{6}"', '“[A-Z]{2}[0-9]{6}”', '11:14: typographic-quotes', 'Write "[A-Z]{2}[0-9]{6}".'],
    ['curly single quotes', '"[A-Z]{2}[0-9]{6}"', '‘[A-Z]{2}[0-9]{6}’', '11:14: typographic-quotes', 'straight'],
    ['curly quotes around a name', '      Withdraw money:', '      “Withdraw money”:', '61:7: typographic-quotes', 'Write "Withdraw money".'],
    ['curly quotes around a value in braces, with a comma', '{ owner: Ada }', '{ owner: “Ada, Eva” }', '128:34: typographic-quotes', 'Write "Ada, Eva".'],
    ['curly quotes in an expression', `'"The money could not be paid in and was given back"'`, '“The money could not be paid in and was given back”', '243:40: text-in-other-quotes', 'straight'],
    ['an event declared under another name', '      Money deposited:\n        with', '      Money deposit:\n        with', '110:7: declared-under-another-name', 'Call it "Money deposited" here'],
    ['a look-up in a misspelt read model', 'bonus: Bonus account', 'bonus: Bonus acount', '311:14: unknown-name', 'Did you mean "Bonus account"?'],
    ['a key in the singular', '\npolicies:', '\npolicy:', '306:1: unknown-key', 'Did you mean "policies"?'],
    ['a decimal comma in braces', '{ amount: 20.00 }', '{ amount: 20,00 }', '150:37: decimal-comma', 'Write 20.00.'],
    ['a comma between thousands in braces', '{ amount: 50.00, balance: 50.00 }', '{ amount: 50.00, balance: 50,000 }', '144:56: decimal-comma', 'Write 50000.'],
    ['a comparison in words', 'amount <= balance', 'amount is at most balance', '68:29: comparison-in-words', 'Write `<=`.'],
    ['a longer one', 'amount <= balance', 'amount is less than or equal to balance', '68:29: comparison-in-words', 'Write `<=`.'],
    ['one without "is"', 'amount <= balance', 'amount more than 5', '68:29: comparison-in-words', 'Write `>`.'],
    ['a unit behind a number', 'amount <= balance', 'amount > 50 EUR', '68:34: unit-in-expression', 'Write 50 alone.'],
    ['a percentage', 'amount <= balance', '1% of amount > 3', '68:23: percent-sign', '`amount / 100`'],
    ['a word that begins like the one that is meant', 'step = depositing', 'step = deposit', '240:24: unknown-member', 'Did you mean "depositing"?'],
    ['an amount beside a text', 'amount <= balance', 'amount <= owner', '68:22: different-kinds', 'different kinds of things'],
    ['a point between thousands', '100000', '100.000', '314:27: point-for-thousands', 'write 100000'],
    ['a rule without its condition', '          - require: amount <= balance\n            otherwise', '          - otherwise', '68:13: missing-key', 'has no "require"'],
    ['a rule without its name', '\n            otherwise: Can not overdraw account', '', '68:13: missing-key', 'has no "otherwise"'],
    ['an opening brace lost', 'Withdraw money: { amount: 20.00 }', 'Withdraw money: amount: 20.00 }', '150:27: opening-brace-missing', 'Write: { amount: 20.00 }'],
    ['a dash lost', '- require: amount <= balance', '  require: amount <= balance', '68:13: list-item-without-dash', 'Begin it with "- "'],
    ['a field that differs in a sign', 'transfer id: identifier\n        then', 'transfer id: identifier\n          transfer-id: identifier\n        then', '78:11: fields-too-alike', 'Give one of them another name.'],
    ['a misspelt field in an example', '{ amount: 20.00 }', '{ ammount: 20.00 }', '150:29: unknown-field', 'Did you mean "amount"?'],
    ['a misspelt field of an event that is sent', 'Money withdrawn: { balance: balance - amount }', 'Money withdrawn: { balanc: balance - amount }', '71:30: unknown-field', 'Did you mean "balance"?'],
    ['a misspelt field of a command that is sent', 'amount: round down(amount / 100, 2)', 'ammount: round down(amount / 100, 2)', '318:9: unknown-field', 'Did you mean "amount"?'],
    ['the heading of the events lost', '    events:\n      Account opened:\n', '      Account opened:\n', '104:7: misplaced-entry', 'Put the heading `events:` above it'],
    ['the heading of the scenarios lost', '    scenarios:\n      Nobody transfers', '      Nobody transfers', '279:7: misplaced-entry', 'reads like a scenario'],
    ['the heading of the policies lost', 'policies:\n', '', '306:3: misplaced-entry', 'The same goes for "Thank the depositor" and "Move the money".'],
    ['the heading of the read models lost', 'read models:\n', '', '372:3: misplaced-entry', 'reads like a read model'],
    ['a scenario among the commands', '      Close account:\n', '      An account closes:\n        given:\n          - Account opened: { owner: Ada }\n        when: Close account\n        then:\n          - Account closed\n      Close account:\n', '97:7: misplaced-entry', 'Move it under `scenarios` of "Bank account"'],
    ['two conditions joined in German', 'bonus.balance < 100000 and', 'bonus.balance < 100000 und', '314:34: sign-of-other-language', 'Write `and`.'],
    ['a field in quotes', 'amount <= balance', 'amount <= "balance"', '68:32: name-in-quotes', 'Write balance.'],
    ['two scenarios in one', '          refused: Account must be empty\n', '          refused: Account must be empty\n        when: Name bonus account\n        then:\n          - Bonus account named: { balance: 50.00 }\n', '194:9: keys-twice', 'they are a second scenario'],
    ['a type in another language', '          amount: Money\n        rules', '          amount: Geld\n        rules', '54:19: unknown-type', 'Take "Account number", "Money",'],
    ['an example that lacks a field', '- Money deposited: { amount: 50.00, balance: 50.00 }\n        when: Close', '- Money deposited: { amount: 50.00 }\n        when: Close', '190:13: example-incomplete', 'Add `balance: …` (Money).'],
    ['an argument too few', 'amount <= balance', 'modulo(amount) <= balance', '68:22: wrong-number-of-arguments', 'It is written `modulo(dividend, divisor)`.'],
    ['a length of time in words', 'amount <= balance', 'now + 90 minutes > now', '68:28: duration-in-words', 'Write duration("PT90M")'],
    ['a duration of words', 'amount <= balance', 'now + duration("1 day") > now', '68:28: not-a-time', 'Write duration("P1D").'],
    ['a name behind the word above it', '        sets:\n          balance: 0\n', '        sets: balance: 0\n', '108:15: two-names-on-a-line', 'sets: { balance: 0 }'],
    ['two names behind a word', '        when:\n          Withdraw money: { amount: 20.00 }', '        when: Withdraw money: amount: 20.00', '149:15: two-names-on-a-line', 'when: { Withdraw money: { amount: 20.00 } }'],
    ['the first of a list behind the word above it', '        given:\n          - Account opened: { owner: The CEO }\n', '        given: Account opened: { owner: The CEO }\n', '181:16: two-names-on-a-line', '- Account opened: { owner: The CEO }'],
    ['"not in"', 'if: step = depositing\n            Transfer completed', 'if: step not in (depositing, refunding)\n            Transfer completed', '240:22: not-in-between', 'Write `not(step in …)`.'],
    ['a function between what it looks at', 'amount <= balance', 'owner starts with "A"', '68:22: no-infix', 'Write `starts with(owner, "A")`.'],
    ['emptiness in words', 'amount <= balance', 'owner is not empty', '68:28: missing-in-words', '`!= ""` for a text'],
    ['a second value behind "or"', 'amount <= balance', 'amount = 1 or 2', '68:36: condition-wanted', 'for example `amount = 2`'],
    ['a semicolon between values', 'amount <= balance', 'max(amount; balance) > 3', '68:32: sign-of-other-language', 'Write `,`.'],
    ['an apostrophe between thousands', 'amount <= balance', "amount <= 1'000", '68:33: comma-in-number', '1000 for a thousand'],
    ['a date with slashes', 'amount <= balance', 'today > 01/02/2026', '68:30: date-without-quotes', 'with its year first'],
    ['an expression that begins with a text', 'amount <= balance', '"a" & owner = "b"', '68:26: text-after-quote', `'"a" & owner = "b"'`],
    ['the name of a scenario lost', '      Money can be taken out:\n', '', '145:9: keys-twice', 'put a name of its own above'],
    ['a comma between braces lost', '{ from account: NL000001, to account: NL000001, amount: 30.00 }', '{ from account: NL000001 to account: NL000001, amount: 30.00 }', '282:43: comma-missing', 'Put a comma before "to account".'],
    ['no space between a colon and a brace', 'Withdraw money: { amount: 20.00 }', 'Withdraw money:{ amount: 20.00 }', '150:11: space-missing-after-colon', 'after "Withdraw money"'],
    ['an opening brace of two lost', 'when:\n          Withdraw money: { amount: 20.00 }', 'when: Withdraw money: { amount: 20.00 } }', '149:15: opening-brace-missing', 'Write: { Withdraw money: { amount: 20.00 } }'],
    ['the name of a command lost', '      Open account:\n', '', '45:9: name-missing-above', 'Put a name above "by:"'],
    ['the name of an event lost, to which much refers', '      Account opened:\n        with', '        with', '105:9: name-missing-above', 'Below "events:" stand names'],
    ['the name of a type lost', '  Account number:\n', '', '9:5: name-missing-above', 'Put a name above "is:"'],
    ['the name of the first scenario lost', '      Anybody can open an account:\n', '', '126:9: name-missing-above', 'Below "scenarios:"'],
    ['the name of the only external system lost', '  Email:\n', '', '448:5: name-missing-above', 'Below "external systems:"'],
    ['the opening brace of an item lost', '- { account number: NL000002, balance: 30.00 }', '-  account number: NL000002, balance: 30.00 }', '472:14: opening-brace-missing', 'Write: { account number: NL000002, balance: 30.00 }'],
    ['a "!" before brackets', 'require: amount <= balance', 'require: !(amount > balance)', '68:22: no-tags', 'not(amount > balance)'],
    ['an equals sign for a colon', '      owner: text\n', '      owner = text\n', '38:7: colon-missing-after-name', 'Write "owner:"'],
    ['a semicolon for a colon', '      owner: text\n', '      owner; text\n', '38:7: colon-missing-after-name', 'Write "owner:"'],
    ['a dash before the first of several names', '      Account opened:\n        with', '      - Account opened:\n        with', '105:7: dash-among-names', 'Delete the dash'],
    ['a heading that is not indented at all', '    commands:\n      Open account', 'commands:\n      Open account', '44:1: bad-indentation', 'behind 4 spaces'],
    ['a unit in an example', '{ amount: 20.00 }', '{ amount: 20 EUR }', '150:37: example-value', 'Write 20 alone'],
    ['a currency sign in an example', '{ amount: 20.00 }', '{ amount: $20 }', '150:37: example-value', 'Write 20 alone'],
    ['a list as other languages write it', '      owner: text\n', '      owner: string[]\n', '38:14: unknown-type', 'Did you mean "list of text"?'],
    ['a list in brackets', '      owner: text\n', '      owner: [text]\n', '38:14: wrong-kind', 'owner: list of text'],
    ['a question mark for what may be missing', '      owner: text\n', '      owner: text?\n', '38:14: unknown-type', 'Did you mean "optional text"?'],
    ['a name that begins with a remark', 'otherwise: Can not overdraw account', 'otherwise: #1 Can not overdraw', '69:13: wrong-kind', '"#1 Can not overdraw"'],
    ['a misspelt word of the language that could be an actor', '\naggregates:\n', '\nagregates:\n', '29:1: unknown-key', 'Did you mean "aggregates"?'],
    ['an expression that begins with a list', 'require: amount <= balance', 'require: [amount, 5][1] <= balance', '68:22: bad-start-of-text', 'Put the whole text in quotes'],
    ['a name not deep enough', '      Withdraw money:\n', '    Withdraw money:\n', '61:5: bad-indentation', 'behind 6 spaces'],
    ['a name too deep', '      Withdraw money:\n', '        Withdraw money:\n', '61:9: bad-indentation', 'behind 6 spaces'],
    ['a key among the fields above it', '          amount: Money\n        rules:', '          amount: Money\n          rules:', '55:11: bad-indentation', 'behind 8 spaces'],
    ['a key of the top that stands deeper', '\npolicies:', '\n  policies:', '306:3: bad-indentation', 'without spaces'],
    ['a section read as a part of the one above', '\n    events:\n', '\n      events:\n', '104:7: bad-indentation', 'behind 4 spaces'],
    ['a field among the keys of its command', '\n          amount: Money\n        rules', '\n        amount: Money\n        rules', '54:9: bad-indentation', 'behind 10 spaces'],
    ['a misspelt identity', 'identified by: account number', 'identified by: acount number', '33:20: identity-not-in-state', 'Did you mean "account number"?'],
  ])('%s', (_name, from, to, place, saying) => {
    expectOne(bankWith(from, to), place, saying);
  });
});

describe('One mistake in a record is one message', () => {
  const library = (type: string): string => `model: Library
types:
  ${type}: { with: { street: text, floor: optional whole number } }
  Holder: { with: { name: text, address: Address } }
actors: { Clerk: {} }
aggregates:
  Card:
    identified by: card
    begins with: Card made
    state: { card: identifier, holder: Holder }
    commands:
      Make card:
        by: Clerk
        with: { holder: Holder }
        rules: [ { require: holder.address.street != holder.name, otherwise: Strange } ]
        then: Card made
    events:
      Card made: { with: { holder: Holder } }
    scenarios:
      A card is made:
        when: { Make card: { holder: { name: Ada, address: { street: Main street } } } }
        then: [ Card made: {} ]
`;

  test('when the type of one of its fields is misspelt', () => {
    expect(found(library('address')).map(([first]) => first).filter((first) => !/never/.test(first))).toEqual(['4:42: unknown-type']);
    expect(found(library('Address')).map(([first]) => first).filter((first) => !/never/.test(first))).toEqual([]);
  });
});

describe('What stands in prose is no part of the model', () => {
  const box = (about: string, rest = ''): string => `model: T\nabout: >\n  In our words\n${about}aggregates:\n  Box:\n    identified by: box\n    begins with: Made\n    state: { box: text }\n    commands: { Make: { then: Made } }\n    events: { Made: {} }\n${rest}`;

  test('neither a word before a bracket nor a heading', () => {
    expect(found(box('  then:[see below] is prose.\n  scenarios:\n      given: a\n')).map(([first]) => first).filter((first) => !/warning|never|without-sender/.test(first))).toEqual([]);
  });

  test('and nothing is moved into it to make its mistakes go', () => {
    const said = found(box('').replace('    begins with: Made\n', '').replace('then: Made', 'results in: Made')).map(([first]) => first);
    expect(said).not.toContain('4:1: bad-indentation');
    expect(said.join('\n')).toContain('unknown-key');
  });
});
