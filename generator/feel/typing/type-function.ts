import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { FunctionLiteral, Variable } from '../list-expression.ts';
import { factsInside, localNamed, variable, withLocals, withVariables } from './locals.ts';
import type { FunctionSyntax, Syntax } from '../syntax.ts';
import type { CallSyntax } from './type-call.ts';
import { conforms } from './type-instance.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

/** `function(a, b) a + b`: read where it is called, with the types of what it is given. */
export function typeFunction(syntax: Extract<Syntax, { kind: 'function' }>, typing: Typing): TypedExpression {
  return { kind: 'function', syntax, typing, type: { kind: 'function' }, span: spanOf(syntax, typing) };
}

/** What is called, where that is a function of the expression's own; nothing where it is one of FEEL's. */
export function ownFunction({ callee, name }: CallSyntax, typing: Typing, facts: Facts): TypedExpression | undefined {
  if (callee !== undefined) return typeSyntax(callee, typing, facts);
  return localNamed(name.name, typing)?.typed;
}

/** How deep functions may call one another. */
const MOST_DEPTH = 30;

/** A call is the function's body, with the arguments in their places. */
export function typeOwnCall(call: CallSyntax, called: TypedExpression, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const args = call.args.map((argument) => typeSyntax(argument, typing, facts));
  if (isBroken(called) || args.some(isBroken)) return broken(span);
  if (called.kind !== 'function') {
    typing.report(diagnose('no-function', spanOf(call.name, typing), { name: call.name.name, is: inWords(called.type) }));
    return broken(span);
  }
  if (typing.depth > MOST_DEPTH) {
    typing.report(diagnose('stands-for-too-much', span, { name: call.name.name }));
    return broken(span);
  }
  const places = placesOf(call, called.syntax);
  if (places === undefined) {
    typing.report(diagnose('own-arguments', span, { name: call.name.name, parameters: called.syntax.parameters.map((each) => each.name.name) }));
    return broken(span);
  }
  const given = places.map((place) => args[place]);
  const misfit = called.syntax.parameters.findIndex(({ type }, index) => type !== undefined && conforms(given[index]?.type ?? { kind: 'unknown' }, type) !== true);
  const [argument, parameter] = [given[misfit], called.syntax.parameters[misfit]];
  if (argument !== undefined && parameter?.type !== undefined) {
    const at = call.args[places[misfit] ?? 0] ?? call;
    typing.report(diagnose('argument-of-other-type', argument.span, { name: parameter.name.name, wanted: writtenOf(parameter.type, called.typing), written: writtenOf(at, typing), is: inWords(argument.type) }));
    return broken(span);
  }
  const locals = called.syntax.parameters.flatMap(({ name }, index) => {
    const typed = given[index];
    return typed === undefined ? [] : [{ name: name.name, typed }];
  });
  return typeSyntax(called.syntax.body, { ...withLocals(called.typing, locals), depth: typing.depth + 1 }, facts);
}

/** Which argument stands for each parameter. */
function placesOf({ args, names }: CallSyntax, { parameters }: FunctionSyntax): readonly number[] | undefined {
  if (args.length !== parameters.length) return undefined;
  if (names === undefined) return args.map((_, index) => index);
  const places = parameters.map(({ name }) => names.findIndex((each) => each.name === name.name));
  return places.includes(-1) ? undefined : places;
}

/** A function that is given to another one, and called with items of these types. */
export function typeEach(called: TypedExpression, types: readonly FeelType[], typing: Typing, facts: Facts): { readonly variables: readonly Variable[]; readonly body: TypedExpression } | undefined {
  if (called.kind !== 'function' || called.syntax.parameters.length !== types.length) return undefined;
  const variables = called.syntax.parameters.map(({ name }, index) => variable(name.name, types[index] ?? { kind: 'unknown' }, typing));
  return { variables, body: typeSyntax(called.syntax.body, withVariables(called.typing, variables, called.span), factsInside(facts)) };
}

export function isFunction(typed: TypedExpression): typed is FunctionLiteral {
  return typed.kind === 'function';
}
