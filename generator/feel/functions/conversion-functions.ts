import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import { typeNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import { numberLiteral } from '../typing/number-literal.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { freeDecimal, inWords, kindOf, optionalOf, text } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { noResult } from './arguments.ts';

/** `number("1,000.5", ",", ".")`. Of a text in quotes the number is known; any other text may be none. */
export function typeNumberFunction(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [from, grouping, point] = call.args;
  if (from === undefined) return broken(span);
  const of = typeNeeded(from, typing, facts);
  const separators = [separator(grouping, [' ', ',', '.'], typing), separator(point, [',', '.'], typing)];
  if (isBroken(of) || separators.includes(undefined)) return broken(span);
  const [groups = null, decimals = null] = separators;
  if (kindOf(of.type) === 'number' && call.args.length === 1) return { ...needed(of, writtenOf(from, typing), typing, facts), span };
  if (kindOf(of.type) !== 'text') {
    typing.report(diagnose('text-wanted', of.span, { asked: 'number', written: writtenOf(from, typing), is: inWords(of.type) }));
    return broken(span);
  }
  if (groups !== null && groups === (decimals ?? '.')) return noResult(call, 'the sign between thousands and the one before the fraction are the same', typing);
  if (of.kind !== 'text') return { kind: 'call', name: 'number', args: [of, signOf(groups, span), signOf(decimals, span)], type: optionalOf(freeDecimal), span };
  const digits = digitsIn(of.value, groups, decimals);
  return digits === undefined ? noResult(call, 'the text is no such number', typing) : { ...numberLiteral(digits), span };
}

/** A sign in quotes, or `null`; `undefined` of what can be none. */
function separator(syntax: Syntax | undefined, signs: readonly string[], typing: Typing): string | null | undefined {
  if (syntax === undefined || syntax.kind === 'nothing') return null;
  if (syntax.kind === 'text' && signs.includes(syntax.value)) return syntax.value;
  if (syntax.kind !== 'broken') typing.report(diagnose('separator-wanted', spanOf(syntax, typing), { written: writtenOf(syntax, typing), signs: signs.map((sign) => `"${sign}"`) }));
  return undefined;
}

function signOf(sign: string | null, span: TypedExpression['span']): TypedExpression {
  return sign === null ? { kind: 'nothing', type: { kind: 'nothing' }, span } : { kind: 'text', value: sign, type: text, span };
}

function digitsIn(written: string, groups: string | null, point: string | null): string | undefined {
  const ungrouped = groups === null ? written : written.replaceAll(groups, '');
  const digits = point === ',' ? (ungrouped.includes('.') ? '' : ungrouped.replace(',', '.')) : ungrouped;
  return /^-?(?:[0-9]{1,400}(?:\.[0-9]{1,400})?|\.[0-9]{1,400})$/.test(digits) ? digits : undefined;
}

