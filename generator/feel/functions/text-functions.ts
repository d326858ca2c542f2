import { diagnose } from '../../diagnostics/diagnostic.ts';
import { constantNumber } from '../constant-number.ts';
import type { Facts } from '../facts.ts';
import { farDateWritten } from '../far-dates.ts';
import type { Syntax } from '../syntax.ts';
import { typeNeeded, typeNumberNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { FunctionName, TypedExpression } from '../typed-expression.ts';
import { kindOf, optionalOf, text, wholeNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, spanOf, type Typing } from '../typing/typing.ts';
import { noResult, textArgument, wholeArgument } from './arguments.ts';

type TextFunction = Extract<FunctionName, 'string length' | 'upper case' | 'lower case' | 'contains' | 'starts with' | 'ends with' | 'substring before' | 'substring after'>;

const RESULTS: { readonly [name in TextFunction]: TypedExpression['type'] } = {
  'string length': wholeNumber, 'upper case': text, 'lower case': text, contains: yesOrNo, 'starts with': yesOrNo, 'ends with': yesOrNo, 'substring before': text, 'substring after': text,
};

export function isTextFunction(name: string): name is TextFunction {
  return Object.hasOwn(RESULTS, name);
}

/** Those that take texts and nothing else. */
export function typeTextFunction(call: CallSyntax, name: TextFunction, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const args = call.args.map((arg) => textArgument(arg, typing, facts, name));
  return args.some(isBroken) ? broken(span) : { kind: 'call', name, args, type: RESULTS[name], span };
}

/** `string(x)` of whatever can be written in one way only. */
export function typeString(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [of] = call.args;
  const far = of === undefined ? undefined : farDateWritten(of);
  if (far !== undefined) return { kind: 'text', value: far, type: text, span };
  const typed = of === undefined ? broken(span) : typeNeeded(of, typing, facts);
  if (isBroken(typed)) return broken(span);
  if (typed.kind === 'text') return { ...typed, span };
  const kind = kindOf(typed.type);
  if (kind !== 'list' && kind !== 'record' && kind !== 'range') return { kind: 'call', name: 'string', args: [typed], type: text, span };
  typing.report(diagnose('not-supported-in-expression', typed.span, { what: `string of a ${kind}` }));
  return broken(span);
}

/**
 * Of a literal place there is always something to give, if only an empty text; a place that is computed may be none, and
 * then there is nothing. Of a literal text it is known.
 */
export function typeSubstring(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [string, at, count] = call.args;
  if (string === undefined || at === undefined) return broken(span);
  const of = textArgument(string, typing, facts, 'substring');
  const start = wholeArgument(at, typing, facts, 'substring');
  const length = count === undefined || count.kind === 'nothing' ? undefined : lengthArgument(count, typing, facts);
  const args = [of, start, ...(length === undefined ? [] : [length])];
  if (args.some(isBroken)) return broken(span);
  const [place, size] = [constantNumber(start)?.toNumber(), length === undefined ? undefined : constantNumber(length)?.toNumber()];
  if (place === 0) return noResult(call, 'the first character is the 1st, the last the -1st', typing);
  if (size !== undefined && size < 1) return noResult(call, 'it asks for no character', typing);
  if (place !== undefined && of.kind === 'text' && Math.abs(place) > [...of.value].length) return noResult(call, 'the text is not so long', typing);
  const certain = place !== undefined && (length === undefined || size !== undefined);
  return { kind: 'call', name: certain ? 'substring' : 'substring at', args, type: certain ? text : optionalOf(text), span };
}

/** A literal length counts only whole characters: 3.8 is 3. */
function lengthArgument(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  if (syntax.kind !== 'number') return wholeArgument(syntax, typing, facts, 'substring');
  const typed = typeNumberNeeded(syntax, typing, facts, 'substring');
  if (typed.kind !== 'number') return typed;
  return { ...typed, units: typed.units / 10n ** BigInt(typed.digits), digits: 0, type: wholeNumber };
}
