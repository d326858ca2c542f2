import { diagnose } from '../../diagnostics/diagnostic.ts';
import { nearestOf } from '../../diagnostics/nearest-name.ts';
import { presenceOf } from './comparison.ts';
import type { Facts } from '../facts.ts';
import { placed } from '../functions/arguments.ts';
import { typeNumberFunction } from '../functions/conversion-functions.ts';
import { contextFunctions } from '../functions/context-functions.ts';
import { listFunctions } from '../functions/list-functions.ts';
import { isRootFunction, typeRootFunction } from '../functions/number-functions.ts';
import { arityOf, PARAMETERS, takes } from '../functions/parameters.ts';
import { typePatternFunction } from '../functions/pattern-functions.ts';
import { isTextFunction, typeString, typeSubstring, typeTextFunction } from '../functions/text-functions.ts';
import type { Syntax } from '../syntax.ts';
import { arithmeticOf, typeNeeded, typeNumberNeeded } from './type-arithmetic.ts';
import { ownFunction, typeOwnCall } from './type-function.ts';
import { typeCondition } from './type-logic.ts';
import { declaredFunction, typeDeclaredCall } from './type-declared-call.ts';
import { isRounding, typeRounding } from './type-rounding.ts';
import { typeSyntax } from './type-syntax.ts';
import { isRelation, typeIs, typeRangeOfText, typeRelation } from '../functions/range-functions.ts';
import { timeFunctions, typeTimeFunction } from '../functions/time-functions.ts';
import { isDuration } from './type-time.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { baseOf, inWords, isWhole, kindOf, presentType, yesOrNo } from '../types.ts';
import { asKnown, broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

export type CallSyntax = Extract<Syntax, { kind: 'call' }>;

export function typeCall(call: CallSyntax, typing: Typing, facts: Facts, expected?: FeelType): TypedExpression {
  const declared = declaredFunction(call, typing);
  if (declared !== undefined) return asKnown(typeDeclaredCall(call, declared, typing, facts), facts);
  const own = ownFunction(call, typing, facts);
  if (own !== undefined) return asKnown(typeOwnCall(call, own, typing, facts), facts);
  const { name } = call.name;
  const span = spanOf(call, typing);
  const arity = arityOf(name);
  const inPlace = arity === undefined ? undefined : placed(call, typing);
  if (arity === undefined) reportUnknownFunction(call, typing);
  else if (inPlace !== undefined && !takes(name, inPlace.args.length)) reportArguments(inPlace, arity, typing);
  else if (inPlace !== undefined) return asKnown(typeKnownCall(inPlace, typing, facts, expected), facts);
  for (const argument of call.args) typeSyntax(argument, typing, facts);
  return broken(span);
}

function reportUnknownFunction({ name: { name, from, to } }: CallSyntax, typing: Typing): void {
  const span = spanOf({ from, to }, typing);
  typing.report(diagnose('unknown-function', span, { name, ...nearestOf(name, [...Object.keys(PARAMETERS).filter((each) => each !== '@'), ...(typing.scope.functions?.declared ?? []).map((each) => each.name)]) }));
}

/** `round down(amount * 0,5, 2)` has three values where two were meant: the comma in the number is the mistake. */
function reportArguments(call: CallSyntax, [least, most]: readonly [number, number], typing: Typing): void {
  const comma = /[0-9](,)[0-9]/.exec(typing.expression.text.slice(call.from, call.to));
  if (comma !== null && call.args.length > most) {
    const at = call.from + comma.index + 1;
    typing.report(diagnose('comma-in-number', typing.expression.spanOf(at, at + 1), {}));
  } else typing.report(diagnose('wrong-number-of-arguments', spanOf(call, typing), { name: call.name.name, least, most, found: call.args.length, ways: PARAMETERS[call.name.name] ?? [] }));
}

function typeKnownCall(call: CallSyntax, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const [first, second] = call.args;
  const span = spanOf(call, typing);
  const { name } = call.name;
  if (first === undefined) return clockCalled(name, span, typing);
  const ofLists = Object.hasOwn(listFunctions, name) ? listFunctions[name] : Object.hasOwn(contextFunctions, name) ? contextFunctions[name] : undefined;
  if (ofLists !== undefined) return ofLists(call, typing, facts);
  if (isRounding(name)) return typeRounding(call, name, typing, facts);
  if (Object.hasOwn(timeFunctions, name)) return typeTimeFunction(call, typing, facts, expected);
  if (isRelation(name)) return typeRelation(call, name, typing, facts);
  if (name === 'range') return typeRangeOfText(call, typing, facts);
  if (name === 'is') return typeIs(call, typing, facts);
  if (isRootFunction(name)) return typeRootFunction(call, name, typing, facts);
  if (isTextFunction(name)) return typeTextFunction(call, name, typing, facts);
  switch (name) {
    case 'string':
      return typeString(call, typing, facts);
    case 'number':
      return typeNumberFunction(call, typing, facts);
    case 'substring':
      return typeSubstring(call, typing, facts);
    case 'matches':
    case 'replace':
    case 'split':
      return typePatternFunction(call, name, typing, facts);
    case 'not': {
      const of = typeCondition(first, typing, facts, 'not');
      return isBroken(of) ? broken(span) : of.kind === 'truth' ? { ...of, value: !of.value, span } : { kind: 'not', of, type: yesOrNo, span };
    }
    case 'is defined':
      return presenceOf(typeSyntax(first, typing, facts), true, span, typing, facts, writtenOf(first, typing));
    case 'abs': {
      const of = typeSizeNeeded(first, typing, facts);
      if (isDuration(kindOf(of.type))) return { kind: 'time call', name: 'absolute duration', args: [of], type: presentType(of.type), span };
      return isBroken(of) ? broken(span) : { kind: 'call', name, args: [of], type: baseOf(of.type), span };
    }
    case 'modulo': {
      if (second === undefined) return broken(span);
      const left = typeNumberNeeded(first, typing, facts, name);
      const right = typeNumberNeeded(second, typing, facts, name);
      return isBroken(left) || isBroken(right) ? broken(span) : arithmeticOf('modulo', left, right, span, facts);
    }
    case 'even':
    case 'odd':
      return typeParity(call, name, first, typing, facts);
    default:
      return notSupported(name, span, typing);
  }
}

/** `now()` of the standard is `now` here: what the clock shows is recorded with the command, so that it can be asked again. */
function clockCalled(name: string, span: TypedExpression['span'], typing: Typing): TypedExpression {
  if (name !== 'now' && name !== 'today') return notSupported(name, span, typing);
  typing.report(diagnose('other-word', span, { written: `${name}()`, instead: name }));
  return broken(span);
}

function notSupported(name: string, span: TypedExpression['span'], typing: Typing): TypedExpression {
  typing.report(diagnose('not-supported-in-expression', span, { what: name }));
  return broken(span);
}

/** A number, or a duration: either has a size without its sign. */
function typeSizeNeeded(syntax: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const typed = typeNeeded(syntax, typing, facts);
  if (isBroken(typed) || isDuration(kindOf(typed.type)) || kindOf(typed.type) === 'number') return typed;
  typing.report(diagnose('number-wanted', typed.span, { asked: 'abs', written: writtenOf(syntax, typing), is: inWords(typed.type) }));
  return broken(typed.span);
}

function typeParity(call: CallSyntax, name: 'even' | 'odd', first: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const of = typeNumberNeeded(first, typing, facts, name);
  if (isBroken(of)) return broken(span);
  if (isWhole(of.type) && kindOf(of.type) === 'number') return { kind: 'call', name, args: [of], type: yesOrNo, span };
  typing.report(diagnose('whole-number-wanted', of.span, { asked: name, written: writtenOf(first, typing), is: inWords(of.type) }));
  return broken(span);
}
