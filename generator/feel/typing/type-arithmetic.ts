import { diagnose } from '../../diagnostics/diagnostic.ts';
import { constantNumber } from '../constant-number.ts';
import { type Facts, knows } from '../facts.ts';
import { keyOf } from '../facts-of.ts';
import { typeFreePower } from '../functions/number-functions.ts';
import type { ArithmeticOperator, Syntax } from '../syntax.ts';
import { isDuration, isTime, typeTimeArithmetic } from './type-time.ts';
import { typeSyntax } from './type-syntax.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { baseOf, decimalOf, digitsOf, freeDecimal, inWords, isWhole, kindOf, optionalOf, presentType, productType, text, wholeNumber, widerNumber } from '../types.ts';
import { asKnown, broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

type ArithmeticSyntax = Extract<Syntax, { kind: 'arithmetic' }>;

/** A part of which a value is needed. */
export function typeNeeded(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  return needed(typeSyntax(syntax, typing, facts), writtenOf(syntax, typing), typing, facts);
}

/** A part that must be a number. `asked` is the sign or the function that asks for it. */
export function typeNumberNeeded(syntax: Syntax, typing: Typing, facts: Facts, asked: string): TypedExpression {
  return asNumber(typeNeeded(syntax, typing, facts), syntax, typing, asked);
}

function asNumber(typed: TypedExpression, syntax: Syntax, typing: Typing, asked: string): TypedExpression {
  if (isBroken(typed) || kindOf(typed.type) === 'number') return typed;
  typing.report(diagnose('number-wanted', typed.span, { asked, written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

export function typeArithmetic(syntax: ArithmeticSyntax, operator: Exclude<ArithmeticOperator, '**'>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(syntax, typing);
  const left = typeNeeded(syntax.left, typing, facts);
  const right = typeNeeded(syntax.right, typing, facts);
  if (isBroken(left) || isBroken(right)) return broken(span);
  const [leftKind, rightKind] = [kindOf(left.type), kindOf(right.type)];
  if (leftKind === 'number' && rightKind === 'number') return arithmeticOf(operator, left, right, span, facts);
  if (operator === '+' && isTextual(leftKind) && isTextual(rightKind)) return { kind: 'concatenation', left, right, type: text, span };
  if (isTime(leftKind) || isTime(rightKind)) return typeTimeArithmetic(syntax, operator, left, right, typing, facts);
  const wrong = leftKind === 'number' || (operator === '+' && isTextual(leftKind)) ? { part: syntax.right, typed: right } : { part: syntax.left, typed: left };
  const written = writtenOf(wrong.part, typing);
  if (operator === '+' && (isTextual(leftKind) || isTextual(rightKind))) {
    const other = isTextual(kindOf(wrong.typed.type)) ? { part: syntax.right, typed: right } : wrong;
    typing.report(diagnose('text-and-other', other.typed.span, { written: writtenOf(other.part, typing), is: inWords(other.typed.type) }));
  } else typing.report(diagnose('number-wanted', wrong.typed.span, { asked: operator, written, is: inWords(wrong.typed.type) }));
  return broken(span);
}

function isTextual(kind: string): boolean {
  return kind === 'text' || kind === 'identifier' || kind === 'one of';
}

/** `/` and `modulo` have no value where the divisor may be zero, so they are then optional. */
export function arithmeticOf(operator: '+' | '-' | '*' | '/' | 'modulo', left: TypedExpression, right: TypedExpression, span: TypedExpression['span'], facts: Facts): TypedExpression {
  switch (operator) {
    case '+':
    case '-':
      return { kind: 'arithmetic', operator, left, right, type: widerNumber(left.type, right.type), span };
    case '*':
      return { kind: 'arithmetic', operator, left, right, type: productType(left.type, right.type), span };
    case '/':
    case 'modulo': {
      const type = operator === '/' ? freeDecimal : widerNumber(left.type, right.type);
      return { kind: 'arithmetic', operator, left, right, type: isNotZero(right, facts) ? type : optionalOf(type), span };
    }
  }
}

export function isNotZero(divisor: TypedExpression, facts: Facts): boolean {
  const constant = constantNumber(divisor);
  if (constant !== undefined) return !constant.isZero();
  if (divisor.kind === 'negative') return isNotZero(divisor.of, facts);
  const key = keyOf(divisor);
  return key !== undefined && knows(facts, 'is not zero', key);
}

export function typeSign({ sign, of, ...place }: Extract<Syntax, { kind: 'sign' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  if (sign === '+') typing.report(diagnose('plus-sign-alone', typing.expression.spanOf(place.from, place.from + 1), { operand: writtenOf(of, typing) }));
  const value = typeNeeded(of, typing, facts);
  if (isDuration(kindOf(value.type))) return { kind: 'negative', of: value, type: presentType(value.type), span };
  const typed = asNumber(value, of, typing, '-');
  if (isBroken(typed)) return broken(span);
  if (typed.kind === 'number') return { ...typed, units: -typed.units, span };
  if (typed.kind === 'negative') return { ...typed.of, type: baseOf(typed.type), span };
  return { kind: 'negative', of: typed, type: baseOf(typed.type), span };
}

/** Beyond this, a power is a number nobody can use. */
const HIGHEST_EXPONENT = 20;

/** Exact where the exponent is a literal that keeps it so; to 34 digits, and perhaps without a result, elsewhere. */
export function typePower(syntax: ArithmeticSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(syntax, typing);
  const base = typeNumberNeeded(syntax.left, typing, facts, '**');
  const exponent = typeNumberNeeded(syntax.right, typing, facts, '**');
  if (isBroken(base) || isBroken(exponent)) return broken(span);
  if (exponent.kind !== 'number' || exponent.digits > 0 || exponent.units < 0n || exponent.units > BigInt(HIGHEST_EXPONENT)) {
    const free = typeFreePower(base, exponent, span);
    if (typeof free !== 'string') return asKnown(free, facts);
    typing.report(diagnose('no-result', span, { written: writtenOf(syntax, typing), why: free }));
    return broken(span);
  }
  const power = Number(exponent.units);
  const digits = digitsOf(base.type);
  const type = isWhole(base.type) ? wholeNumber : digits === undefined ? freeDecimal : decimalOf(digits * power);
  return { kind: 'power', base, exponent: power, type, span };
}
