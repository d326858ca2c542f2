import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import { typeNeeded } from '../typing/type-arithmetic.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { inWords, isWhole, kindOf } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { argumentNames, placesOf } from './parameters.ts';

/** A call in the places that its names stand for; `undefined` where it has names that the function does not know. */
export function placed(call: CallSyntax, typing: Typing): CallSyntax | undefined {
  if (call.names === undefined) return call;
  const { name } = call.name;
  const places = placesOf(name, call.names.map((each) => each.name));
  if (places !== undefined) return { ...withoutNames(call), args: placedArguments(places, call) };
  const known = argumentNames(name);
  const stranger = call.names.find((each) => !known.includes(each.name));
  const given = stranger === undefined ? call.names.map((each) => each.name).join(', ') : stranger.name;
  typing.report(diagnose('other-arguments', spanOf(stranger ?? call, typing), { name, given, known }));
  return undefined;
}

function withoutNames({ kind, name, args, from, to }: CallSyntax): CallSyntax {
  return { kind, name, args, from, to };
}

/** What is left out in the middle is as good as nothing. */
function placedArguments(places: readonly (number | undefined)[], call: CallSyntax): readonly Syntax[] {
  const last = places.findLastIndex((place) => place !== undefined);
  return places.slice(0, last + 1).map((place) => (place === undefined ? undefined : call.args[place]) ?? { kind: 'nothing', from: call.from, to: call.to });
}

/** An argument that must be text. `asked` is the function that asks for it. */
export function textArgument(syntax: Syntax, typing: Typing, facts: Facts, asked: string): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || kindOf(typed.type) === 'text') return typed;
  typing.report(diagnose('text-wanted', typed.span, { asked, written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

export function wholeArgument(syntax: Syntax, typing: Typing, facts: Facts, asked: string): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || (kindOf(typed.type) === 'number' && isWhole(typed.type))) return typed;
  typing.report(diagnose('whole-number-wanted', typed.span, { asked, written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

/** Says that with these values the standard has no result, so that nobody can have meant it. */
export function noResult(call: CallSyntax, why: string, typing: Typing): TypedExpression {
  const span = spanOf(call, typing);
  typing.report(diagnose('no-result', span, { written: writtenOf(call, typing), why }));
  return broken(span);
}
