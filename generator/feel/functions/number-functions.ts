import { Decimal } from 'decimal.js';
import { constantNumber } from '../constant-number.ts';
import type { Facts } from '../facts.ts';
import { typeNumberNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { freeDecimal, optionalOf } from '../types.ts';
import { broken, isBroken, spanOf, type Typing } from '../typing/typing.ts';
import { noResult } from './arguments.ts';

type RootFunction = 'sqrt' | 'log' | 'exp';

export function isRootFunction(name: string): name is RootFunction {
  return name === 'sqrt' || name === 'log' || name === 'exp';
}

/** Results have 34 significant digits, and any number of them after the point. For numbers that decide it, it is known whether there is one. */
export function typeRootFunction(call: CallSyntax, name: RootFunction, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const of = first === undefined ? broken(span) : typeNumberNeeded(first, typing, facts, name);
  if (isBroken(of)) return broken(span);
  const value = constantNumber(of);
  const reason = value === undefined ? undefined : whyNone(name, value);
  if (reason !== undefined) return noResult(call, reason, typing);
  return { kind: 'call', name, args: [of], type: value === undefined ? optionalOf(freeDecimal) : freeDecimal, span };
}

function whyNone(name: RootFunction, value: Decimal): string | undefined {
  switch (name) {
    case 'sqrt':
      return value.lt(0) ? 'a number below zero has no root' : undefined;
    case 'log':
      return value.lte(0) ? 'only a number above zero has a logarithm' : undefined;
    case 'exp':
      return value.gt(1000) ? 'the result has more digits than a number can have' : undefined;
  }
}

/** `base ** exponent` where the exponent is not one of those that leave the result exact. */
export function typeFreePower(base: TypedExpression, exponent: TypedExpression, span: TypedExpression['span']): TypedExpression | string {
  const [of, to] = [constantNumber(base), constantNumber(exponent)];
  const call = { kind: 'call', name: 'power', args: [base, exponent], span } as const;
  if (of === undefined || to === undefined) return { ...call, type: optionalOf(freeDecimal) };
  if (of.isZero() && to.lt(0)) return 'zero has no negative power';
  if (of.lt(0) && !to.isInteger()) return 'a number below zero has no such root';
  if (!of.isZero() && Decimal.log10(of.abs()).times(to).abs().gt(500)) return 'the result has more digits than a number can have';
  return { ...call, type: freeDecimal };
}
