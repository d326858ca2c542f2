import { diagnose } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import { presenceOf } from './comparison.ts';
import type { Facts } from './facts.ts';
import type { Syntax } from './syntax.ts';
import { arithmeticOf, typeNeeded, typeNumberNeeded } from './type-arithmetic.ts';
import { typeCondition } from './type-logic.ts';
import { isRounding, typeRounding } from './type-rounding.ts';
import { typeSyntax } from './type-syntax.ts';
import { typeTextFunction } from './type-text-function.ts';
import { timeLiteral, timeLiteralOfAnyKind } from './type-time.ts';
import type { TypedExpression } from './typed-expression.ts';
import { inWords, isWhole, kindOf, widerNumber, yesOrNo, baseOf } from './types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

export type CallSyntax = Extract<Syntax, { kind: 'call' }>;

/** How many values each function takes: at least, at most. */
const ARGUMENTS: { readonly [name: string]: readonly [number, number] } = {
  not: [1, 1], 'is defined': [1, 1], date: [1, 1], 'date and time': [1, 1], duration: [1, 1], '@': [1, 1],
  'round up': [2, 2], 'round down': [2, 2], 'round half up': [2, 2], 'round half down': [2, 2], decimal: [2, 2], floor: [1, 2], ceiling: [1, 2],
  abs: [1, 1], min: [1, 1000], max: [1, 1000], modulo: [2, 2], even: [1, 1], odd: [1, 1],
  string: [1, 1], 'string length': [1, 1], 'upper case': [1, 1], 'lower case': [1, 1], contains: [2, 2], 'starts with': [2, 2], 'ends with': [2, 2], substring: [2, 3],
};

/** What FEEL has besides. */
const NOT_YET = new Set([
  'sum', 'count', 'mean', 'median', 'product', 'stddev', 'mode', 'all', 'any', 'list contains', 'sublist', 'append', 'concatenate', 'insert before', 'remove', 'reverse',
  'index of', 'union', 'distinct values', 'flatten', 'sort', 'list replace', 'number', 'substring before', 'substring after', 'replace', 'matches', 'split', 'string join', 'sqrt', 'log', 'exp',
  'time', 'years and months duration', 'day of year', 'day of week', 'month of year', 'week of year', 'get value', 'get entries', 'context', 'context put', 'context merge', 'is', 'before',
  'after', 'meets', 'met by', 'overlaps', 'overlaps before', 'overlaps after', 'finishes', 'finished by', 'includes', 'during', 'starts', 'started by', 'coincides', 'range', 'now', 'today',
]);

export function typeCall(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const { name } = call.name;
  const span = spanOf(call, typing);
  const arity = Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name] : undefined;
  if (arity === undefined) reportUnknownFunction(call, typing);
  else if (call.args.length < arity[0] || call.args.length > arity[1]) reportArguments(call, arity, typing);
  else return typeKnownCall(call, typing, facts);
  for (const argument of call.args) typeSyntax(argument, typing, facts);
  return broken(span);
}

function reportUnknownFunction({ name: { name, from, to } }: CallSyntax, typing: Typing): void {
  const span = spanOf({ from, to }, typing);
  if (NOT_YET.has(name)) typing.report(diagnose('not-supported-in-expression', span, { what: name }));
  else typing.report(diagnose('unknown-function', span, { name, ...nearestOf(name, Object.keys(ARGUMENTS).filter((each) => each !== '@')) }));
}

/** `round down(amount * 0,5, 2)` has three values where two were meant: the comma in the number is the mistake. */
function reportArguments(call: CallSyntax, [least, most]: readonly [number, number], typing: Typing): void {
  const comma = /[0-9](,)[0-9]/.exec(typing.expression.text.slice(call.from, call.to));
  if (comma !== null && call.args.length > most) {
    const at = call.from + comma.index + 1;
    typing.report(diagnose('comma-in-number', typing.expression.spanOf(at, at + 1), {}));
  } else typing.report(diagnose('wrong-number-of-arguments', spanOf(call, typing), { name: call.name.name, least, most, found: call.args.length }));
}

function typeKnownCall(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const [first, second] = call.args;
  const span = spanOf(call, typing);
  const { name } = call.name;
  if (first === undefined) return broken(span);
  if (isRounding(name)) return typeRounding(call, name, typing, facts);
  switch (name) {
    case 'not': {
      const of = typeCondition(first, typing, facts, 'not');
      return isBroken(of) ? broken(span) : of.kind === 'truth' ? { ...of, value: !of.value, span } : { kind: 'not', of, type: yesOrNo, span };
    }
    case 'is defined':
      return presenceOf(typeSyntax(first, typing, facts), true, span, typing, facts, writtenOf(first, typing));
    case 'date':
    case 'date and time':
    case 'duration':
    case '@':
      return typeTimeCall(call, name, first, typing, facts);
    case 'abs': {
      const of = typeNumberNeeded(first, typing, facts, name);
      return isBroken(of) ? broken(span) : { kind: 'call', name, args: [of], type: baseOf(of.type), span };
    }
    case 'min':
    case 'max':
      return typeExtreme(call, name, typing, facts);
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
      return typeTextFunction(call, typing, facts);
  }
}

function typeTimeCall(call: CallSyntax, name: 'date' | 'date and time' | 'duration' | '@', first: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  if (first.kind === 'text') return name === '@' ? timeLiteralOfAnyKind(first.value, span, typing) : timeLiteral(name, first.value, span, typing);
  if (first.kind === 'broken') return broken(span);
  const typed = typeNeeded(first, typing, facts);
  if (!isBroken(typed)) typing.report(diagnose('not-supported-in-expression', span, { what: `${name}(…) of anything but text in quotes` }));
  return broken(span);
}

function typeExtreme(call: CallSyntax, name: 'min' | 'max', typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const args = call.args.map((argument) => typeNumberNeeded(argument, typing, facts, name));
  const [first, ...others] = args;
  if (first === undefined || args.some(isBroken)) return broken(span);
  if (others.length === 0) return { ...first, span };
  const type = others.reduce((sofar, each) => widerNumber(sofar, each.type), baseOf(first.type));
  return { kind: 'call', name, args, type, span };
}

function typeParity(call: CallSyntax, name: 'even' | 'odd', first: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const of = typeNumberNeeded(first, typing, facts, name);
  if (isBroken(of)) return broken(span);
  if (isWhole(of.type) && kindOf(of.type) === 'number') return { kind: 'call', name, args: [of], type: yesOrNo, span };
  typing.report(diagnose('whole-number-wanted', of.span, { asked: name, written: writtenOf(first, typing), is: inWords(of.type) }));
  return broken(span);
}
