import { diagnose } from '../diagnostics/diagnostic.ts';
import { constantNumber } from './constant-number.ts';
import type { Facts } from './facts.ts';
import type { CallSyntax } from './type-call.ts';
import { typeNumberNeeded } from './type-arithmetic.ts';
import { typeSyntax } from './type-syntax.ts';
import type { RoundingMode, TypedExpression } from './typed-expression.ts';
import { baseOf, decimalOf, digitsOf, isWhole, kindOf, optionalOf, wholeNumber } from './types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

const MODES: { readonly [name: string]: RoundingMode } = {
  'round up': 'up', 'round down': 'down', 'round half up': 'half up', 'round half down': 'half down', decimal: 'half even', floor: 'floor', ceiling: 'ceiling',
};

export function isRounding(name: string): boolean {
  return Object.hasOwn(MODES, name);
}

const MOST_DIGITS = 34;

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
  if (scale !== undefined && typeof digits !== 'number') {
    typing.report(diagnose('digits-not-literal', spanOf(scale, typing), { name, written: writtenOf(scale, typing), value: writtenOf(value, typing), most: MOST_DIGITS }));
    return broken(span);
  }
  const to = typeof digits === 'number' ? digits : 0;
  if (inner.kind === 'arithmetic' && inner.operator === '/') {
    const type = roundedType(to);
    return { kind: 'rounding', mode, digits: to, of: inner, type: inner.type.kind === 'optional' ? optionalOf(type) : type, span };
  }
  const has = digitsOf(inner.type);
  // What has no more digits than that already stays what it is.
  if (has !== undefined && to >= has && kindOf(inner.type) === 'number') return { ...inner, type: baseOf(inner.type), span };
  return { kind: 'rounding', mode, digits: to, of: inner, type: isWhole(inner.type) ? wholeNumber : roundedType(to), span };
}

function roundedType(digits: number): ReturnType<typeof decimalOf> {
  return decimalOf(Math.max(digits, 0));
}

function literalDigits(scale: CallSyntax['args'][number], typing: Typing, facts: Facts): number | 'not literal' | undefined {
  const typed = typeNumberNeeded(scale, typing, facts, 'rounding');
  if (isBroken(typed)) return undefined;
  const digits = constantNumber(typed);
  if (digits === undefined || !digits.isInteger()) return 'not literal';
  return digits.abs().lte(MOST_DIGITS) ? digits.toNumber() : 'not literal';
}
