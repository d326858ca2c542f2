import { diagnose } from '../../diagnostics/diagnostic.ts';
import { constantNumber } from '../constant-number.ts';
import type { Facts } from '../facts.ts';
import type { CallSyntax } from './type-call.ts';
import { typeNumberNeeded } from './type-arithmetic.ts';
import { typeSyntax } from './type-syntax.ts';
import type { RoundingMode, TypedExpression } from '../typed-expression.ts';
import { baseOf, decimalOf, digitsOf, isWhole, kindOf, optionalOf, wholeNumber } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

const MODES: { readonly [name: string]: RoundingMode } = {
  'round up': 'up', 'round down': 'down', 'round half up': 'half up', 'round half down': 'half down', decimal: 'half even', floor: 'floor', ceiling: 'ceiling',
};

export function isRounding(name: string): boolean {
  return Object.hasOwn(MODES, name);
}

const MOST_DIGITS = 34;

/** As far as the standard's scales go. What has fewer digits than that stays what it is; nothing is ever made so long. */
const LARGEST_SCALE = 6176;

/**
 * `round down(amount / 100, 2)`. A quotient directly inside is rounded once, from its exact value and not from its 34
 * digits; where its divisor may be zero, the result is as optional as the quotient.
 */
export function typeRounding(call: CallSyntax, name: string, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [value, scale] = call.args;
  const mode = MODES[name];
  if (value === undefined || mode === undefined) return broken(span);
  const digits = scale === undefined ? 0 : literalDigits(scale, typing, facts);
  const inner = value.kind === 'arithmetic' && value.operator === '/' ? typeSyntax(value, typing, facts) : typeNumberNeeded(value, typing, facts, name);
  if (isBroken(inner) || digits === undefined) return broken(span);
  if (typeof digits === 'number') {
    const has = digitsOf(inner.type);
    // What has no more digits than that already stays what it is.
    if (!isQuotient(inner) && has !== undefined && digits >= has && kindOf(inner.type) === 'number') return { ...inner, type: baseOf(inner.type), span };
    if (digits <= MOST_DIGITS) return roundingOf(inner, mode, digits, span);
  }
  const written = scale === undefined ? '' : writtenOf(scale, typing);
  typing.report(diagnose('digits-not-literal', scale === undefined ? span : spanOf(scale, typing), { name, written, value: writtenOf(value, typing), most: MOST_DIGITS }));
  return broken(span);
}

function roundingOf(of: TypedExpression, mode: RoundingMode, digits: number, span: TypedExpression['span']): TypedExpression {
  const type = roundedType(digits);
  if (isQuotient(of)) return { kind: 'rounding', mode, digits, of, type: of.type.kind === 'optional' ? optionalOf(type) : type, span };
  return { kind: 'rounding', mode, digits, of, type: isWhole(of.type) ? wholeNumber : type, span };
}

function isQuotient(typed: TypedExpression): boolean {
  return typed.kind === 'arithmetic' && typed.operator === '/';
}

function roundedType(digits: number): ReturnType<typeof decimalOf> {
  return decimalOf(Math.max(digits, 0));
}

function literalDigits(scale: CallSyntax['args'][number], typing: Typing, facts: Facts): number | 'not literal' | undefined {
  const typed = typeNumberNeeded(scale, typing, facts, 'rounding');
  if (isBroken(typed)) return undefined;
  const digits = constantNumber(typed);
  if (digits === undefined || !digits.isInteger()) return 'not literal';
  return digits.gte(-MOST_DIGITS) && digits.lte(LARGEST_SCALE) ? digits.toNumber() : 'not literal';
}
