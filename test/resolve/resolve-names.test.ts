import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { resolveNames } from '../../generator/resolve/resolve-names.ts';
import { checkShape } from '../../generator/schema/check-shape.ts';
import { parseSource } from '../../generator/source/parse-source.ts';
import { diagnosticsOf, firstLinesOf, resolve } from '../support/diagnostics-of.ts';

const bank = readFileSync(new URL('../fixtures/plain-bank.yaml', import.meta.url), 'utf8');

function bankWith(from: string, to: string): string {
  expect(bank).toContain(from);
  return bank.replace(from, to);
}

function sentences(yaml: string): readonly string[] {
  return firstLinesOf(yaml).map((line) => line.replace(/^\d+:\d+: error /, ''));
}

describe('The bank', () => {
  const { model, diagnostics } = resolve(bank);
  const account = model?.aggregates[0];

  test('resolves without a word', () => {
    expect(diagnostics).toEqual([]);
    expect(model?.incomplete).toBeUndefined();
  });

  test('has all of its parts', () => {
    expect(model?.types.map((each) => `${each.kind} ${each.identifier}`)).toEqual(['limited type AccountNumber', 'limited type Money', 'choice type TransferStep', 'choice type Movement']);
    expect(model?.actors.map((each) => [each.name, each.views.map((view) => view.name)])).toEqual([
      ['Account owner', ['Account overview', 'Statement']],
      ['Bank clerk', ['Account overview', 'Bonus account', 'Transfers under way']],
    ]);
    expect(model?.aggregates.map((each) => [each.name, each.commands.length, each.events.length, each.invariants.length, each.scenarios.length])).toEqual([['Bank account', 7, 5, 1, 12], ['Money transfer', 5, 5, 0, 4]]);
    expect(model?.policies.map((each) => [each.name, each.reactions.length, each.scenarios.length])).toEqual([['CEO bonus', 1, 2], ['Thank the depositor', 1, 1], ['Move the money', 5, 0]]);
    expect(model?.readModels.map((each) => [each.name, each.single, each.key.map(({ to }) => to.identifier), each.entries.length, each.scenarios.length])).toEqual([
      ['Account overview', false, ['accountNumber'], 4, 1],
      ['Statement', false, ['accountNumber', 'entry'], 2, 0],
      ['Bonus account', true, [], 4, 0],
      ['Transfers under way', false, ['transferId'], 3, 0],
    ]);
    expect(model?.externalSystems.map((each) => [each.name, each.does.map((request) => request.identifier)])).toEqual([['Email', ['SendThankYouEmail']]]);
    expect([model?.scenarios.length, model?.hotSpots.length, model?.timeZone]).toEqual([3, 2, 'UTC']);
  });

  test('links names to the things themselves', () => {
    const deposit = account?.commands.find((each) => each.name === 'Deposit money');
    expect(deposit?.aggregate).toBe(account);
    expect(deposit?.by.map(({ to }) => to)).toEqual(model?.actors);
    expect(deposit?.then[0]?.event).toBe(account?.events.find((each) => each.name === 'Money deposited'));
    expect(account?.begins.map(({ to }) => to.name)).toEqual(['Account opened']);
    const bonus = model?.policies[0]?.reactions[0];
    expect(bonus?.then[0]?.target).toBe(deposit);
    expect(bonus?.lookUps[0]?.readModel).toBe(model?.readModels[2]);
  });

  test('carries the identity first, without saying so', () => {
    const opened = account?.events[0]?.fields;
    expect(opened?.map((field) => [field.identifier, field.implicit])).toEqual([['accountNumber', true], ['owner', false]]);
    expect(opened?.[0]?.span).toEqual(account?.identity.span);
  });

  test('keeps expressions as text that knows where it stands', () => {
    const condition = model?.policies[0]?.reactions[0]?.if;
    expect(condition?.text).toBe('transfer id = null and amount >= 1 and bonus.balance < 100000 and bonus.account number != account number');
    const at = condition?.text.indexOf('100000') ?? 0;
    const span = condition?.spanOf(at, at + 6);
    expect(bank.slice(span?.start, span?.end)).toBe('100000');
  });

  test('keeps every digit of an example', () => {
    const value = account?.scenarios[2]?.then;
    expect(value?.kind === 'happens' ? value.messages[0]?.values.map(({ data }) => (data.kind === 'scalar' ? data.text : data.kind)) : value).toEqual(['50.00', '50.00']);
  });
});

describe('A name that nobody knows is answered with the nearest of the right kind', () => {
  test.each<[string, string, string, string]>([
    ['an event', 'then: Account opened', 'then: Account opend', 'unknown-name: There is no event called "Account opend". Did you mean "Account opened"?'],
    ['in small letters', 'then: Account opened', 'then: account opened', 'unknown-name: There is no event called "account opened". Did you mean "Account opened"?'],
    ['with its words swapped', 'then: Account opened', 'then: Opened account', 'unknown-name: There is no event called "Opened account". Did you mean "Account opened"?'],
    ['an actor', 'by: Bank clerk', 'by: Bank clark', 'unknown-name: There is no actor called "Bank clark". Did you mean "Bank clerk"?'],
    ['something of another kind', 'by: Bank clerk', 'by: Account opened', 'wrong-kind-of-name: "Account opened" is an event, and `by` wants an actor. Did you mean "Account owner"?'],
    ['an event of another aggregate', 'begins with: Account opened', 'begins with: Transfer started', 'event-of-another-aggregate: "Transfer started" is an event of "Money transfer", and `begins with` names events of its own aggregate only.'],
    ['the identity', 'identified by: account number', 'identified by: account numbr', 'identity-not-in-state: "account numbr" is no field of the state of "Bank account". Did you mean "account number"?'],
    ['a type', 'balance: Money', 'balance: Mony', 'unknown-type: There is no type called "Mony". Did you mean "Money"?'],
    ['a type as programmers call it', 'owner: text', 'owner: String', 'unknown-type: There is no type called "String". Did you mean "text"?'],
    ['a field of the state', '        sets: { step: refunding }', '        sets: { stepp: refunding }', 'unknown-field: The state of "Money transfer" has no field "stepp". Did you mean "step"?'],
    ['a field of an event', 'Money deposited: { balance: balance + amount }', 'Money deposited: { balnce: balance + amount }', 'unknown-field: The event "Money deposited" has no field "balnce". Did you mean "balance"?'],
    ['a field of a command in a policy', '        account number: bonus.account number', '        acount number: bonus.account number', 'unknown-field: The command "Deposit money" has no field "acount number". Did you mean "account number"?'],
    ['a read model', 'bonus: Bonus account', 'bonus: Bonus acount', 'unknown-name: There is no read model called "Bonus acount". Did you mean "Bonus account"?'],
    ['an event for a command', 'then: Record withdrawal', 'then: Transfer withdrawn', 'wrong-kind-of-name: "Transfer withdrawn" is an event, and `then` of a policy wants a command or a request.'],
    ['a field to search on', 'find by: [owner]', 'find by: [ower]', 'unknown-field: The read model "Account overview" has no field "ower". Did you mean "owner"?'],
    ['a key that is none', 'key: { entry: revision }', 'key: { kind: revision }', 'not-a-key-field: "kind" is no key of "Statement".'],
    ['a command in a scenario', 'when: Close account', 'when: Close acount', 'unknown-name: There is no command called "Close acount". Did you mean "Close account"?'],
    ['a field in a scenario', 'Withdraw money: { amount: 20.00 }', 'Withdraw money: { amont: 20.00 }', 'unknown-field: The command "Withdraw money" has no field "amont". Did you mean "amount"?'],
    ['a field of a row', '{ account number: NL000001, balance: 20.00 }', '{ account number: NL000001, balans: 20.00 }', 'unknown-field: The read model "Account overview" has no field "balans". Did you mean "balance"?'],
    ['what a hot spot hangs on', 'on: Close account', 'on: Close acount', 'unknown-name: There is no sticky note called "Close acount". Did you mean "Close account"?'],
    ['a time zone', 'model: Bank\n', 'model: Bank\ntime zone: Europe/Amsterdm\n', 'unknown-time-zone: There is no time zone called "Europe/Amsterdm". Did you mean "Europe/Amsterdam"?'],
  ])('%s', (_, from, to, sentence) => {
    expect(sentences(bankWith(from, to))).toEqual([sentence]);
  });

  test('and where none is near, those that there are', () => {
    expect(diagnosticsOf(bankWith('by: Bank clerk', 'by: Somebody'))[0]?.split('\n').at(-1)).toBe('  There is: Account owner, Bank clerk.');
  });
});

describe('Names keep to their rules', () => {
  test.each<[string, string, string, string]>([
    ['two stickies with one name', '      Account closed: {}\n', '      Account closed: {}\n      Refund transfer: {}\n', 'name-twice: "Refund transfer" is a command here and an event elsewhere; each name stands for one thing only.'],
    ['two stickies with one identifier', '      Account closed: {}\n', '      Account closed: {}\n      Account-closed: {}\n', 'names-too-alike: "Account-closed" and "Account closed" are too much alike: they differ in nothing but blanks, signs, or large and small letters.'],
    ['two fields with one identifier', '      step: Transfer step\n', '      step: Transfer step\n      Step: Transfer step\n', 'fields-too-alike: The state of "Money transfer" has a field "step" already, and "Step" differs from it in nothing but blanks, signs, or large and small letters.'],
    ['a keyword in a field', '      step: Transfer step\n', '      step: Transfer step\n      amount in euro: Money\n', 'field-name-with-keyword: The name "amount in euro" has the word "in" in it, which has a meaning of its own in expressions.'],
    ['a sign in a field', '      step: Transfer step\n', '      step: Transfer step\n      e-mail: text\n', 'field-name-with-sign: The name "e-mail" has "-" in it, and only letters, digits and blanks can be told from the signs of an expression.'],
    ['a digit first', '      step: Transfer step\n', '      step: Transfer step\n      2nd owner: text\n', 'field-name-with-digit-first: The name "2nd owner" begins with a digit, so an expression would take it for a number.'],
    ['a keyword among names', 'one of: [deposit, withdrawal]', 'one of: [deposit, withdrawal, in]', 'field-name-with-keyword: The name "in" has the word "in" in it, which has a meaning of its own in expressions.'],
    ['a field called like one of its own names', '      step: Transfer step\n', '      step: Transfer step\n      done: Transfer step\n', 'member-is-field-too: The state of "Money transfer" has a field "done" of the type Transfer step, and "done" is one of that type\'s own names, so an expression could not tell which is meant.'],
    ['a name of signs only', '      Account closed: {}\n', '      Account closed: {}\n      "!!": {}\n', 'name-without-letters: "!!" has no letter and no digit in it, so it can not be a name.'],
    ['an address of the server', '  Transfers under way:\n', '  Health: { key: step, with: { step: Transfer step }, from: { Transfer started: { key: { step: "step" } } } }\n  Transfers under way:\n', 'url-taken-by-server: The read model "Health" would be found at "/health", and "/health" is an address of the server itself.'],
    ['a file of the generator', '  Email:\n', '  Types: { does: { Do it: {} } }\n  Email:\n', 'file-name-taken: The external system "Types" would be written to "types.ts", a name that is kept for something else.'],
    ['an identity that is set', '        sets: { step: refunding }', '        sets: { transfer id: transfer id }', 'identity-not-set: "transfer id" tells one "Money transfer" from another and is there by itself; it is never set.'],
    ['an identity of another type', '      Fail transfer:\n        with:\n', '      Fail transfer:\n        with:\n          transfer id: text\n', 'identity-of-another-type: The command "Fail transfer" carries "transfer id" without saying so, as identifier; here it has another type.'],
    ['a key among what is set', 'sets: { kind: deposit,', 'sets: { entry: 1, kind: deposit,', 'key-field-in-sets: "entry" is the key of "Statement", which says which row is meant, so `sets` can not change it.'],
    ['a key for the only row', 'bonus: Bonus account', 'bonus: { Bonus account: { account number: account number } }', 'key-of-single: "Bonus account" has only one row, so no key can choose among them.'],
    ['an event handled twice', '    whenever: Money deposited\n    if: transfer id = null', '    whenever: [Money deposited, Money deposited]\n    if: transfer id = null', 'name-listed-twice: "Money deposited" stands here twice.'],
    ['something set in a row that goes', '        removes: true\n', '        removes: true\n        sets: { balance: 0 }\n', 'nothing-set-when-removed: This event takes the row away, so nothing can be set in it.'],
  ])('%s', (_, from, to, sentence) => {
    expect(sentences(bankWith(from, to))).toEqual([sentence]);
  });

  test('words that only begin with a keyword are fine, and so are names of any script', () => {
    expect(sentences(bankWith('      step: Transfer step\n', '      step: Transfer step\n      order: text\n      island: text\n      notice: text\n      format: text\n      ändringsdag: text\n      金额: Money\n'))).toEqual([]);
  });

  test('an identity that is written out with its own type is the same identity', () => {
    const { model, diagnostics } = resolve(bankWith('      Fail transfer:\n        with:\n', '      Fail transfer:\n        with:\n          transfer id: identifier\n'));
    expect(diagnostics).toEqual([]);
    expect(model?.aggregates[1]?.commands.at(-1)?.fields.map((field) => field.name)).toEqual(['transfer id', 'reason']);
  });
});

describe('Types are held against what they are made of', () => {
  const withType = (text: string): string => bankWith('  Movement:\n', `  New:\n${text.split('\n').map((line) => `    ${line}`).join('\n')}\n  Movement:\n`);

  test.each<[string, string, string]>([
    ['digits of a text', 'is: text\ndigits: 2', 'limit-on-wrong-type: "digits" has no meaning for text; it is for decimal.'],
    ['a pattern of a number', 'is: decimal\nmatches: "[0-9]"', 'limit-on-wrong-type: "matches" has no meaning for decimal; it is for text.'],
    ['a bound that is no number', 'is: decimal\nat least: zero', 'limit-not-a-value: "at least" wants a number here, and "zero" is none.'],
    ['half a bound for whole numbers', 'is: whole number\nat most: 1.5', 'limit-not-a-value: "at most" wants a whole number here, and "1.5" is none.'],
    ['a bound with too many digits', 'is: decimal\ndigits: 2\nabove: 0.001', 'limit-too-many-digits: "0.001" has more digits after the point than the 2 of this type.'],
    ['bounds that leave nothing', 'is: decimal\nat least: 5\nbelow: 5', 'limits-leave-nothing: No value is allowed by both `at least: 5` and `below: 5`.'],
    ['lengths that leave nothing', 'is: text\nmin length: 5\nmax length: 3', 'limits-leave-nothing: No value is allowed by both `min length: 5` and `max length: 3`.'],
    ['two lower ends', 'is: decimal\nat least: 5\nabove: 4', 'limit-said-twice: Both "at least" and "above" limit the same end; one of them is enough.'],
    ['a pattern that is none', 'is: text\nmatches: "[A-Z{2}"', 'pattern-broken: This pattern can not be read: a "[" is not closed.'],
    ['a pattern with ends', 'is: text\nmatches: "^[A-Z]{2}"', 'pattern-with-ends: "^" is not needed: a pattern is always about the whole text.'],
    ['a pattern with a look ahead', 'is: text\nmatches: "(?=a)b"', 'pattern-not-common: "(?=" is not understood everywhere a pattern is used.'],
    ['a pattern that takes for ever', 'is: text\nmatches: "(a+)+"', 'pattern-too-slow: This pattern repeats something that repeats itself, and could take very long on some texts.'],
    ['an example that does not match', 'is: text\nmatches: "[A-Z]+"\nexample: abc', 'example-does-not-fit: The example "abc" does not match [A-Z]+.'],
    ['an example that is too large', 'is: decimal\ndigits: 2\nat most: 10\nexample: 10.01', 'example-does-not-fit: The example "10.01" is more than 10.'],
    ['an example of another type', 'is: date\nexample: 2026-02-30', 'example-does-not-fit: The example "2026-02-30" is no date, such as 2026-11-23.'],
    ['a wider copy of a named type', 'is: Money\ndigits: 4', 'limit-wider-than-its-type: "digits: 4" allows more than the type "Money" it is made of, which has "digits: 2".'],
    ['itself', 'is: New', 'type-made-of-itself: This type is made of itself: "New" is "New".'],
    ['a list of names', 'is: Movement', 'type-not-basic: A type with limits is made of a basic type, and "Movement" is a list of names.'],
    ['something optional', 'is: optional text', 'type-not-basic: A type with limits is made of a basic type, and "optional" belongs to a field.'],
    ['a limit beside its names', 'one of: [a, b]\nexample: a', 'limit-on-one-of: A type with "one of" has nothing but its names, so "example" has no meaning here.'],
    ['a name twice', 'one of: [a, b, a]', 'member-twice: "a" stands in this list twice.'],
  ])('%s', (_, text, sentence) => {
    expect(sentences(withType(text))).toEqual([sentence]);
  });

  test('a type made of a named one has both their limits', () => {
    const { model, diagnostics } = resolve(withType('is: Money\nat least: 0\nexample: 5.00'));
    expect(diagnostics).toEqual([]);
    expect(model?.types.find((each) => each.name === 'New')).toMatchObject({ kind: 'limited type', base: { kind: 'decimal', digits: 2 }, limits: { digits: 2, atLeast: '0', example: '5.00' } });
  });

  test('a pattern with a fixed sign between its repetitions is fine', () => {
    expect(sentences(withType('is: text\nmatches: "[A-Za-z]+( [A-Za-z]+)*"'))).toEqual([]);
  });

  test.each(['[0-9]{4}-[0-9]{4}', 'A&&B', '\\\\1', '\\[[a-z]+\\]'])('signs that mean something only between square brackets are fine outside: %s', (pattern) => {
    expect(sentences(withType(`is: text\nmatches: '${pattern}'`))).toEqual([]);
  });

  test.each([['[a-z-[e]', '-['], ['[a-z&&b]', '&&'], ['[[:a]', '[:'], ['a(?<b>c)', '(?<'], ['(a)\\1', '\\1']])('what is read differently elsewhere is refused: %s', (pattern, written) => {
    expect(sentences(withType(`is: text\nmatches: '${pattern}'`))).toEqual([`pattern-not-common: "${written}" is not understood everywhere a pattern is used.`]);
  });
});

describe('Several names in one text, where a list was meant', () => {
  test.each(['Account owner, Bank clerk', 'Bank clerk,Account owner', 'Account owner and Bank clerk'])('are never mended to one of them: %s', (text) => {
    const [told, ...more] = resolve(bankWith('by: [Account owner, Bank clerk]', `by: ${text}`)).diagnostics;
    expect(more).toEqual([]);
    expect(told?.sentence).toBe(`There is no actor called "${text}".`);
    expect(told?.help).toBe(`These are 2 names: where several can stand, write them as a list, [${text.split(/,| and /).map((each) => each.trim()).join(', ')}].`);
    expect(told?.fixes).toBeUndefined();
  });
});

describe('One broken thing never hides another, and is not reported again', () => {
  test('a broken type is not reported where it is used, and what stands beside it is', () => {
    const yaml = bankWith('    is: decimal\n    digits: 2', '    is: decimall\n    digits: 2').replace('then: Account opened', 'then: Account opend');
    expect(sentences(yaml)).toEqual([
      'unknown-type: There is no type called "decimall". Did you mean "decimal"?',
      'unknown-name: There is no event called "Account opend". Did you mean "Account opened"?',
    ]);
  });

  test('an identity that is not found is reported once', () => {
    expect(sentences(bankWith('identified by: account number', 'identified by: accountnumber'))).toHaveLength(1);
  });

  test('a line that could not be read is not missed', () => {
    const yaml = bankWith('      amount: Money\n      step', '      amount Money\n      step').replace('- Account opened: { owner: Ada }', '- Account opened { owner: Ada, ower: Ben }');
    expect(sentences(yaml).map((each) => each.split(':')[0])).toEqual(['colon-missing-before-brace', 'unknown-field', 'colon-missing-after-name']);
  });

  test('and an expression may ask whether a name it does not know was meant to be there', () => {
    const { raw } = checkShape(parseSource({ path: 'model.yaml', text: bankWith('balance: Money', 'balance: Mony').replace('bonus: Bonus account', 'bonus: Bonus acount') }).document);
    const { isUnsure } = resolveNames(raw);
    expect(['balance', 'bonus', 'owner', 'blance'].map(isUnsure)).toEqual([true, true, false, false]);
  });

  test('and what it is missing from says so', () => {
    const { model } = resolve(bankWith('owner: text', 'owner: txt'));
    expect(model?.aggregates.map((each) => each.incomplete)).toEqual([true, undefined]);
  });
});
