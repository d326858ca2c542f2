import { diagnose } from '../../diagnostics/diagnostic.ts';
import { bothFacts, type Facts } from '../facts.ts';
import { factsOfItems } from '../facts-of.ts';
import { atLeastOf, itemOf, keptType, someOf } from '../item-type.ts';
import type { Iterator } from '../list-expression.ts';
import { factsInside, variable, withVariables } from './locals.ts';
import type { IteratorSyntax, Syntax } from '../syntax.ts';
import { listLiteral } from './type-list.ts';
import { typeCondition } from './type-logic.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, isWhole, kindOf, wholeNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

/** `for line in lines return line.price * line.quantity` */
export function typeFor({ iterators, body, ...place }: Extract<Syntax, { kind: 'for' }>, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const span = spanOf(place, typing);
  const opened = openIterators(iterators, typing, facts);
  const partial = { name: 'partial', typed: { kind: 'nothing', type: { kind: 'unknown' }, span } } as const;
  const inner = typeSyntax(body, { ...opened.typing, locals: [partial, ...opened.typing.locals] }, opened.facts, expected === undefined ? undefined : itemOf(expected));
  if (opened.iterators === undefined || isBroken(inner)) {
    if (isBroken(inner) && /\bpartial\b/u.test(writtenOf(body, typing))) typing.report(diagnose('not-supported-in-expression', spanOf(body, typing), { what: 'partial' }));
    return broken(span);
  }
  const atLeast = opened.iterators.reduce((product, { over }) => product * atLeastOf(over.type), 1);
  const of = keptType(inner);
  return { kind: 'for', iterators: opened.iterators, body: inner, type: atLeast === 0 ? someOf(of) : { kind: 'list', of, atLeast }, span };
}

/** `every line in lines satisfies line.quantity > 0` */
export function typeQuantified({ quantifier, iterators, condition, ...place }: Extract<Syntax, { kind: 'quantified' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const opened = openIterators(iterators, typing, facts);
  const inner = typeCondition(condition, opened.typing, opened.facts, 'satisfies');
  return opened.iterators === undefined || isBroken(inner) ? broken(span) : { kind: 'quantified', quantifier, iterators: opened.iterators, condition: inner, type: yesOrNo, span };
}

interface Opened {
  /** Nothing when there is a mistake in one of them. */
  readonly iterators: readonly Iterator[] | undefined;
  readonly typing: Typing;
  /** What is known inside. */
  readonly facts: Facts;
}

/** An iterator may speak of those before it. */
function openIterators(iterators: readonly IteratorSyntax[], typing: Typing, facts: Facts): Opened {
  let inner = typing;
  let known = factsInside(facts);
  const opened: Iterator[] = [];
  for (const iterator of iterators) {
    const over = typeOver(iterator, inner, opened.length === 0 ? facts : known);
    const each = variable(iterator.name.name, isBroken(over) ? over.type : itemOf(over.type), typing);
    opened.push({ variable: each, over });
    known = bothFacts(known, factsOfItems(over, each));
    inner = withVariables(inner, [each], over.span);
  }
  return { iterators: opened.some(({ over }) => isBroken(over)) || opened.length === 0 ? undefined : opened, typing: inner, facts: known };
}

function typeOver({ over, to, name }: IteratorSyntax, typing: Typing, facts: Facts): TypedExpression {
  if (to !== undefined) return typeSeries(over, to, typing, facts);
  if (over.kind === 'range' && over.lowIncluded && over.highIncluded) return typeSeries(over.low, over.high, typing, facts);
  const typed = needed(typeSyntax(over, typing, facts), writtenOf(over, typing), typing, facts);
  if (isBroken(typed) || kindOf(typed.type) === 'list') return typed;
  if (kindOf(typed.type) === 'range') {
    typing.report(diagnose('not-supported-in-expression', typed.span, { what: `${name.name} in a range without its ends` }));
    return broken(typed.span);
  }
  return listLiteral([typed], typed.span);
}

function typeSeries(from: Syntax, to: Syntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf({ from: from.from, to: to.to }, typing);
  const [low, high] = [from, to].map((end) => needed(typeSyntax(end, typing, facts), writtenOf(end, typing), typing, facts));
  if (low === undefined || high === undefined || isBroken(low) || isBroken(high)) return broken(span);
  const wrong = [low, high].find((end) => kindOf(end.type) !== 'number' || !isWhole(end.type));
  if (wrong === undefined) return { kind: 'series', low, high, type: { kind: 'list', of: wholeNumber, atLeast: lengthOf(low, high) }, span };
  if (kindOf(wrong.type) === 'date') typing.report(diagnose('not-supported-in-expression', wrong.span, { what: 'for … in dates' }));
  else typing.report(diagnose('whole-number-wanted', wrong.span, { asked: '..', written: writtenOf(wrong === low ? from : to, typing), is: inWords(wrong.type) }));
  return broken(span);
}

function lengthOf(low: TypedExpression, high: TypedExpression): number {
  if (low.kind !== 'number' || high.kind !== 'number') return 1;
  const difference = high.units - low.units;
  return Number(difference < 0n ? -difference : difference) + 1;
}
