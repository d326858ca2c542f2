import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Facts } from './facts.ts';
import type { Syntax } from './syntax.ts';
import { typeArithmetic, typePower, typeSign } from './type-arithmetic.ts';
import { typeCall } from './type-call.ts';
import { typeBetween, typeComparison, typeIn } from './type-comparison.ts';
import { typeIf, typeLogic } from './type-logic.ts';
import { typeName, typePath } from './type-name.ts';
import type { FeelType, TypedExpression } from './typed-expression.ts';
import { decimalOf, text, wholeNumber, yesOrNo } from './types.ts';
import { broken, spanOf, type Typing } from './typing.ts';

/**
 * The type of every part of `syntax`. `facts` is what is known where it stands; `expected` the type that its place asks
 * for, if any: members of a `one of` type are written bare where that type is expected. Whether the result fits its place
 * is not asked here.
 */
export function typeSyntax(syntax: Syntax, typing: Typing, facts: Facts, expected?: FeelType): TypedExpression {
  const span = spanOf(syntax, typing);
  switch (syntax.kind) {
    case 'number':
      return typeNumber(syntax.text, syntax, typing);
    case 'text':
      return { kind: 'text', value: syntax.value, type: text, span };
    case 'truth':
      return { kind: 'truth', value: syntax.value, type: yesOrNo, span };
    case 'nothing':
      return { kind: 'nothing', type: { kind: 'nothing' }, span };
    case 'name':
      return typeName(syntax, typing, facts, expected);
    case 'path':
      return typePath(syntax, typing, facts);
    case 'arithmetic':
      return syntax.operator === '**' ? typePower(syntax, typing, facts) : typeArithmetic(syntax, syntax.operator, typing, facts);
    case 'sign':
      return typeSign(syntax, typing, facts);
    case 'comparison':
      return typeComparison(syntax, typing, facts);
    case 'between':
      return typeBetween(syntax, typing, facts);
    case 'in':
      return typeIn(syntax, typing, facts);
    case 'logic':
      return typeLogic(syntax, typing, facts);
    case 'if':
      return typeIf(syntax, typing, facts, expected);
    case 'call':
      return typeCall(syntax, typing, facts);
    case 'unsupported':
      typing.report(diagnose('not-supported-in-expression', span, { what: syntax.what }));
      return broken(span);
    case 'test alone':
      typing.report(diagnose('comparison-without-left', span, { written: typing.expression.text.slice(syntax.from, syntax.to) }));
      return broken(span);
    case 'broken':
      return broken(span);
  }
}

/** As many digits as any decimal may have: see the runtime's number types. */
const MOST_DIGITS = 500;

function typeNumber(written: string, syntax: Syntax, typing: Typing): TypedExpression {
  const span = spanOf(syntax, typing);
  const number = exactNumber(written);
  if (number === undefined) {
    typing.report(diagnose('number-too-long', span, { most: MOST_DIGITS }));
    return broken(span);
  }
  const { units, digits } = number;
  const safe = digits === 0 && units <= BigInt(Number.MAX_SAFE_INTEGER) && units >= BigInt(Number.MIN_SAFE_INTEGER);
  return { kind: 'number', units, digits, type: safe ? wholeNumber : decimalOf(digits), span };
}

/** Every digit counts, and zeros at the end of the fraction do not: `1.50` is 15 with one digit. */
function exactNumber(written: string): { readonly units: bigint; readonly digits: number } | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^(-?)([0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?$/.exec(written) ?? [];
  const shift = Number(exponent);
  if (whole.length + fraction.length > MOST_DIGITS || Math.abs(shift) > MOST_DIGITS) return undefined;
  let [units, digits] = [BigInt(`${whole}${fraction}` === '' ? '0' : `${whole}${fraction}`), fraction.length - shift];
  if (digits < 0) [units, digits] = [units * 10n ** BigInt(-digits), 0];
  while (digits > 0 && units % 10n === 0n) [units, digits] = [units / 10n, digits - 1];
  return { units: sign === '-' ? -units : units, digits };
}
