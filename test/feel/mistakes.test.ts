import { describe, expect, test } from 'vitest';
import type { ValueType } from '../../generator/resolve/value-type.ts';
import { noFacts } from '../../generator/feel/typing/type-expression.ts';
import { accountNumber, brief, condition, date, decimalOf, identifier, money, optional, step, text, typed, valueOf, wholeNumber } from './places.ts';

const found = (written: string, type?: ValueType): readonly string[] => typed(written, type === undefined ? condition : valueOf(type)).diagnostics.map(brief);

describe('A mistake of writing is underlined where it is', () => {
  test.each([
    ['', ['nothing-written at 1 «»']],
    ['amount > 0 and', ['something-missing-after at 12 «and»']],
    ['and amount > 0', ['something-missing-before at 1 «and»']],
    ['amount > 0 and and urgent', ['something-missing-after at 12 «and»']],
    ['amount >', ['something-missing-after at 8 «>»']],
    ['amount + * 2 > 1', ['something-missing-after at 8 «+»']],
    ['* 2 > 1', ['something-missing-before at 1 «*»']],
    ['(amount > 0', ['bracket-not-closed-in-expression at 1 «(»']],
    ['amount > 0)', ['bracket-not-opened-in-expression at 11 «)»']],
    ['(amount > (1 and urgent', ['bracket-not-closed-in-expression at 1 «(»', 'bracket-not-closed-in-expression at 11 «(»']],
    ['amount == 0 && urgent || amount <> 1', ['sign-of-other-language at 8 «==»', 'sign-of-other-language at 13 «&&»', 'sign-of-other-language at 23 «||»', 'sign-of-other-language at 33 «<>»']],
    ['amount => 0', ['sign-of-other-language at 8 «=>»']],
    ['amount =< 0', ['sign-of-other-language at 8 «=<»']],
    ['amount ≥ 0', ['sign-of-other-language at 8 «≥»']],
    ['!urgent', ['exclamation-mark at 1 «!»']],
    ['amount % 2 = 0', ['percent-sign at 8 «%»']],
    ['amount > €5', ['sign-without-meaning at 10 «€»']],
    ['amount > 5; urgent', ['sign-without-meaning at 11 «;»']],
    ["owner = 'Ada'", ["text-in-other-quotes at 9 «'Ada'»"]],
    ['owner = “Ada”', ['text-in-other-quotes at 9 «“Ada”»']],
    ['owner = "Ada', ['text-not-closed at 9 «"Ada»']],
    ['amount > 0,5', ['comma-in-number at 11 «,»']],
    ['round down(amount * 0,5, 2) > 1', ['comma-in-number at 22 «,»']],
    ['urgent AND amount > 1', ['keyword-in-capitals at 8 «AND»']],
    ['if urgent then amount > 1', ['if-without-else at 1 «if»']],
    ['amount between 1', ['between-without-and at 8 «between»']],
    ['> 100', ['comparison-without-left at 1 «> 100»']],
    ['1 < amount < 2', ['comparisons-chained at 1 «1 < amount < 2»']],
    ['amount > 1 amount', ['operator-missing at 12 «amount»']],
    ['amount balance > 1', ['operator-missing at 8 «balance»']],
    ['amount 5', ['operator-missing at 8 «5»']],
    ['owner is "Ada"', ['is-for-equals at 7 «is»']],
    ['reason is not null', ['missing-in-words at 8 «is not null»']],
    ['not urgent', ['not-without-brackets at 1 «not urgent»']],
    ['+amount > 1', ['plus-sign-alone at 1 «+»']],
    ['amount < = balance and balance > > 1', ['signs-in-a-row at 8 «< =»', 'signs-in-a-row at 32 «> >»']],
    ['today > 2026-01-01', ['date-without-quotes at 9 «2026-01-01»']],
    ['step in done, failed', ['in-without-brackets at 8 « done,»']],
    ['round down(amount / 100 2) > 1', ['operator-missing at 25 «2»']],
    ['amount > 1 2 and', ['operator-missing at 12 «2»', 'something-missing-after at 14 «and»']],
  ])('%s', (written, mistakes) => {
    expect(found(written)).toEqual(mistakes);
  });
});

describe('A name that nothing has is underlined, with what it may have meant', () => {
  test.each([
    ['acount number = bonus.account number', ['unknown-name-in-expression at 1 «acount number»']],
    ['acount = 1 and blance = 2', ['unknown-name-in-expression at 1 «acount»', 'unknown-name-in-expression at 16 «blance»']],
    ['bonus > 1', ['owner-without-field at 1 «bonus»']],
    ['bonus.balnce > 1', ['unknown-field-of-owner at 7 «balnce»']],
    ['bonsu.balance > 1', ['unknown-owner at 1 «bonsu»']],
    ['round dwn(amount, 2) > 1', ['unknown-function at 1 «round dwn»']],
    ['step = don', ['unknown-name-in-expression at 8 «don»']],
    ['step = finished', ['unknown-member at 8 «finished»']],
    ['owner = withdrawing', ['member-out-of-place at 9 «withdrawing»']],
    ['owner = Ada', ['text-without-quotes at 9 «Ada»']],
    ['account number = bonus account number', ['unknown-name-in-expression at 18 «bonus account number»']],
    ['stp = withdrawing', ['unknown-name-in-expression at 1 «stp»']],
    ['step = withdrawing or depositing', ['member-as-condition at 23 «depositing»']],
    ['amount.balance > 1', ['no-parts at 8 «balance»']],
    ['a.b.c = 1', ['unknown-owner at 1 «a»']],
    ['urgent = yes', ['other-word at 10 «yes»']],
  ])('%s', (written, mistakes) => {
    expect(found(written)).toEqual(mistakes);
  });

  test('the nearest name is one that fits its place, if there is one', () => {
    expect(typed('acount number = bonus.account number').diagnostics[0]?.sentence).toBe('Nothing here is called "acount number". Did you mean "account number"?');
    expect(typed('holder = null').diagnostics[0]?.sentence).toBe('Nothing here is called "holder". Did you mean "bonus.holder"?');
    expect(typed('withdrawin', valueOf(step)).diagnostics[0]?.sentence).toBe('Nothing here is called "withdrawin". Did you mean "withdrawing"?');
  });

  test('bare text is told which quotes it needs', () => {
    expect(typed('Not paid', valueOf(text)).diagnostics[0]?.help).toBe(`Write '"Not paid"'.`);
    expect(typed('owner = Ada').diagnostics[0]?.help).toBe('Write "Ada".');
    for (const sentence of ['The money could not be paid in', "It's too late, sorry.", 'Not paid and not owed!']) {
      const { diagnostics } = typed(sentence, valueOf(text));
      expect(diagnostics.map((each) => [brief(each), each.help])).toEqual([[`text-without-quotes at 1 «${sentence}»`, `Write '"${sentence.replaceAll("'", "''")}"'.`]]);
    }
  });
});

describe('Parts that do not go together are underlined', () => {
  test.each([
    ['amount', ['condition-wanted at 1 «amount»']],
    ['amount and urgent', ['condition-wanted at 1 «amount»']],
    ['not(amount) and balance + 1', ['condition-wanted at 5 «amount»', 'condition-wanted at 17 «balance + 1»']],
    ['owner = account number', ['different-types at 1 «owner = account number»']],
    ['weight = amount', ['different-types at 1 «weight = amount»']],
    ['owner > 5', ['different-kinds at 1 «owner > 5»']],
    ['due on < now', ['different-kinds at 1 «due on < now»']],
    ['due on = "2026-01-01"', ['different-kinds at 1 «due on = "2026-01-01"»']],
    ['step < failed', ['no-order at 1 «step < failed»']],
    ['step = "done"', ['member-in-quotes at 8 «"done"»']],
    ['owner + 1 = "x"', ['text-and-other at 9 «1»']],
    ['owner - "x" = "y"', ['number-wanted at 1 «owner»']],
    ['due on + 1 > today', ['time-arithmetic at 1 «due on + 1»']],
    ['now - opened at > duration("P1M")', ['months-in-duration at 1 «now - opened at > duration("P1M")»']],
    ['due on = date and time("2026-01-01T10:00:00@Moon/Base")', ['unknown-zone at 10 «date and time("2026-01-01T10:00:00@Moon/Base")»']],
    ['date(amount) = today', ['not-for-function at 1 «date(amount)»']],
    ['duration("P1Y2M3D") = notice period', ['months-in-duration at 1 «duration("P1Y2M3D")»']],
    ['time("10:00:00") < time("10:00:00Z")', ['not-supported-in-expression at 20 «time("10:00:00Z")»']],
    ['now.day of week = "Monday"', ['no-parts at 5 «day of week»']],
    ['due on = date("2026-02-30")', ['not-a-time at 10 «date("2026-02-30")»']],
    ['now > date and time("2026-01-01T10:00:00")', ['no-zone-beside-moment at 7 «date and time("2026-01-01T10:00:00")»']],
    ['even(amount)', ['whole-number-wanted at 6 «amount»']],
    ['round down(amount) > 1', ['wrong-number-of-arguments at 1 «round down(amount)»']],
    ['round down(amount, quantity) > 1', ['digits-not-literal at 20 «quantity»']],
    ['amount ** -1 > 1', ['may-be-missing at 1 «amount ** -1»']],
    ['0 ** -1 > 1', ['no-result at 1 «0 ** -1»']],
    ['sqrt(-1) > 1', ['no-result at 1 «sqrt(-1)»']],
    ['sqrt(amount) > 1', ['may-be-missing at 1 «sqrt(amount)»']],
    ['sqrt(amount) != null and sqrt(amount) > 1', []],
    ['matches(owner, owner)', ['literal-text-wanted at 16 «owner»']],
    ['matches(owner, "(")', ['pattern-unreadable at 16 «"("»']],
    ['matches(owner, "(a)\\1")', ['pattern-not-supported at 16 «"(a)\\1"»']],
    ['replace(owner, "a*", "b") = owner', ['pattern-of-nothing at 16 «"a*"»']],
    ['replace(owner, "a", "$") = owner', ['replacement-unreadable at 21 «"$"»']],
    ['contains(text: owner, match: "a")', ['other-arguments at 10 «text»']],
    ['number("1_0", "_", ".") > 1', ['separator-wanted at 15 «"_"»']],
    ['number(owner) > 1', ['may-be-missing at 1 «number(owner)»']],
    ['null > 1', ['order-of-null at 1 «null > 1»']],
    ['null + 1 > 1', ['nothing-used at 1 «null»']],
  ])('%s', (written, mistakes) => {
    expect(found(written)).toEqual(mistakes);
  });
});

describe('What does not fit its place is underlined', () => {
  test.each<[string, ValueType, readonly string[]]>([
    ['amount * 0.015', money, ['needs-rounding at 1 «amount * 0.015»']],
    ['amount / 3', money, ['needs-rounding at 1 «amount / 3»']],
    ['if urgent then amount * 0.5 else 0', money, ['needs-rounding at 16 «amount * 0.5»']],
    ['0.005', money, ['literal-with-too-many-digits at 1 «0.005»']],
    ['1.5', wholeNumber, ['literal-with-too-many-digits at 1 «1.5»']],
    ['amount', wholeNumber, ['needs-rounding at 1 «amount»']],
    ['3000000000 * 3000000', wholeNumber, []],
    ['3000000000 * 3100000', wholeNumber, ['whole-number-too-large at 1 «3000000000 * 3100000»']],
    ['-9007199254740991 - 1', wholeNumber, ['whole-number-too-large at 1 «-9007199254740991 - 1»']],
    ['weight', money, ['other-named-type at 1 «weight»']],
    ['owner', accountNumber, ['other-named-type at 1 «owner»']],
    ['owner', money, ['wrong-type at 1 «owner»']],
    ['amount', text, ['wrong-type at 1 «amount»']],
    ['now', date, ['wrong-type at 1 «now»']],
    ['"done"', step, ['member-in-quotes at 1 «"done"»']],
    ['"x"', identifier, ['wrong-type at 1 «"x"»']],
    ['null', money, ['nothing-for-required at 1 «null»']],
    ['transfer id', identifier, ['may-be-missing at 1 «transfer id»']],
    ['round down(amount / quantity, 2)', money, ['divisor-may-be-zero at 1 «round down(amount / quantity, 2)»']],
  ])('%s', (written, type, mistakes) => {
    expect(found(written, type)).toEqual(mistakes);
  });

  test('too many digits are told how to be rounded', () => {
    const [mistake] = typed('amount * 0.015', valueOf(money)).diagnostics;
    expect(mistake?.sentence).toBe('`amount * 0.015` has 5 digits after the point, and "value" of "Thing" has 2 digits: say how to round it.');
    expect(mistake?.help).toBe('For example `round half up(amount * 0.015, 2)`.');
  });
});

describe('A value that may be missing is asked for first', () => {
  test.each([
    ['limit > 5', ['may-be-missing at 1 «limit»']],
    ['limit > 5 and limit != null', ['may-be-missing at 1 «limit»']],
    ['limit = null and limit > 5', ['is-missing-here at 18 «limit»']],
    ['limit != null or limit > 5', ['is-missing-here at 18 «limit»']],
    ['if limit = null then limit > 5 else true', ['is-missing-here at 22 «limit»']],
    ['not(limit != null) and limit > 5', ['is-missing-here at 24 «limit»']],
    ['(limit != null or urgent) and limit > 5', ['may-be-missing at 31 «limit»']],
    ['amount / quantity > 1', ['divisor-may-be-zero at 1 «amount / quantity»']],
    ['quantity >= 0 and amount / quantity > 1', ['divisor-may-be-zero at 19 «amount / quantity»']],
  ])('%s', (written, mistakes) => {
    expect(found(written)).toEqual(mistakes);
  });

  test.each([
    'limit != null and limit > 5', 'limit = null or limit > 5', 'not(limit = null) and limit > 5', 'not(limit = null or limit < 5)', 'if limit != null then limit > 5 else false',
    'if limit = null then true else limit > 5', 'is defined(limit) and limit > 5', 'limit != null and closed on != null and closed on < today and limit > 1', 'limit in (null, 5)',
    'quantity != 0 and amount / quantity > 1', 'quantity > 0 and amount / quantity > 1', 'quantity = 0 or amount / quantity > 1', 'amount / quantity != null and amount / quantity > 1',
    'if quantity = 0 then false else amount / quantity > 1', 'not(quantity = 0) and modulo(movements, quantity) = 1', 'null != limit and limit > 5', 'amount / -2 < 1',
  ])('%s', (written) => {
    expect(found(written)).toEqual([]);
  });

  test('what earlier conditions asked is known', () => {
    const { whenTrue, whenFalse } = typed('limit != null');
    expect(typed('limit > 5', condition, undefined, whenTrue).diagnostics).toEqual([]);
    expect(typed('limit > 5', condition, undefined, whenFalse).diagnostics.map(brief)).toEqual(['is-missing-here at 1 «limit»']);
    expect(typed('limit > 5', condition, undefined, noFacts).diagnostics.map(brief)).toEqual(['may-be-missing at 1 «limit»']);
  });

  test('asking for what is always there, or again with the answer known, is a warning', () => {
    for (const [written, mistake] of [['amount != null', 'never-missing at 1 «amount != null»'], ['step = done and step = failed', 'answered-before at 17 «step = failed»'], ['quantity != 3 and quantity = 3', 'answered-before at 19 «quantity = 3»']] as const) {
      const { typed: expression, diagnostics } = typed(written);
      expect(diagnostics.map(brief)).toEqual([mistake]);
      expect(diagnostics[0]?.severity).toBe('warning');
      expect(expression).toBeDefined();
    }
  });
});

describe('What FEEL has and this language does not take is refused by its name', () => {
  test.each([
    ['amount instance of Currency', 'instance of Currency'], ['for x in [1, 2] return partial', 'partial'],
  ])('%s', (written, what) => {
    const { typed: expression, diagnostics } = typed(written);
    expect(expression).toBeUndefined();
    expect(diagnostics.map((each) => [each.code, each.sentence])).toEqual([['not-supported-in-expression', `\`${what}\` is not supported here yet.`]]);
  });
});

describe('Nothing a person can type makes it fall over', () => {
  test('thousands of brackets, signs and words', () => {
    for (const written of ['('.repeat(10_000), `${'('.repeat(10_000)}1${')'.repeat(10_000)}`, '- '.repeat(5_000), 'not('.repeat(3_000), 'if '.repeat(1_500), 'amount + '.repeat(900) + '1 > 2', 'a '.repeat(10_000), '"'.repeat(9_999), '[1..'.repeat(99), 'urgent and '.repeat(1_900)]) {
      const { diagnostics } = typed(written);
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });

  test('a number keeps every digit', () => {
    const { typed: expression } = typed(`12345678901234567890123456789.${'1'.repeat(40)}`, valueOf({ kind: 'decimal' }));
    expect(expression).toMatchObject({ kind: 'number', units: BigInt(`12345678901234567890123456789${'1'.repeat(40)}`), digits: 40 });
    expect(found('1'.repeat(600), decimalOf(2))).toEqual([`number-too-long at 1 «${'1'.repeat(600)}»`]);
  });
});

test('an optional value fits an optional place as it is', () => {
  expect(found('transfer id', optional(identifier))).toEqual([]);
  expect(found('if urgent then null else amount', optional(money))).toEqual([]);
});
