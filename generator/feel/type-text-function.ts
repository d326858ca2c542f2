import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Facts } from './facts.ts';
import { typeNeeded } from './type-arithmetic.ts';
import type { CallSyntax } from './type-call.ts';
import type { Syntax } from './syntax.ts';
import type { FunctionName, TypedExpression } from './typed-expression.ts';
import { inWords, kindOf, text, wholeNumber, yesOrNo } from './types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

type TextFunction = Extract<FunctionName, 'string' | 'string length' | 'upper case' | 'lower case' | 'contains' | 'starts with' | 'ends with' | 'substring'>;

const RESULTS: { readonly [name in TextFunction]: TypedExpression['type'] } = {
  string: text, 'string length': wholeNumber, 'upper case': text, 'lower case': text, contains: yesOrNo, 'starts with': yesOrNo, 'ends with': yesOrNo, substring: text,
};

function isTextFunction(name: string): name is TextFunction {
  return Object.hasOwn(RESULTS, name);
}

export function typeTextFunction(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const { name } = call.name;
  const [first, ...others] = call.args;
  if (!isTextFunction(name) || first === undefined) return broken(span);
  const args = name === 'string' ? [anyValue(first, typing, facts)] : [textNeeded(first, typing, facts, name), ...others.map((other) => (name === 'substring' ? position(other, typing, facts) : textNeeded(other, typing, facts, name)))];
  return args.some(isBroken) ? broken(span) : { kind: 'call', name, args, type: RESULTS[name], span };
}

function anyValue(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  const kind = kindOf(typed.type);
  if (kind !== 'list' && kind !== 'record') return typed;
  typing.report(diagnose('not-supported-in-expression', typed.span, { what: `string of a ${kind}` }));
  return broken(typed.span);
}

function textNeeded(syntax: Syntax, typing: Typing, facts: Facts, asked: string): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || kindOf(typed.type) === 'text') return typed;
  typing.report(diagnose('text-wanted', typed.span, { asked, written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

/** From 1, or from -1 counted from the end. A literal, so that there is always such a place to begin at. */
function position(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || (typed.kind === 'number' && typed.digits === 0 && typed.units !== 0n)) return typed;
  typing.report(diagnose('position-not-literal', typed.span, { written: writtenOf(syntax, typing) }));
  return broken(typed.span);
}
