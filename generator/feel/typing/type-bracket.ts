import { diagnose } from '../../diagnostics/diagnostic.ts';
import { bothFacts, type Facts, knows } from '../facts.ts';
import { factsWhen, isPlaceIn, keyOf } from '../facts-of.ts';
import { atLeastOf, itemOf, someOf } from '../item-type.ts';
import { factsInside, referenceTo, variable, withItem } from './locals.ts';
import { reportOwnNames } from './own-name.ts';
import type { Syntax } from '../syntax.ts';
import { listLiteral } from './type-list.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, isWhole, kindOf, optionalOf, presentType, yesOrNo } from '../types.ts';
import { asKnown, broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

type Bracket = Extract<Syntax, { kind: 'bracket' }>;
type Span = TypedExpression['span'];

/** `lines[1]`, an item; `lines[quantity > 1]`, those for which a condition holds. Of what is no list, the list of it alone is meant. */
export function typeBracket(syntax: Bracket, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(syntax, typing);
  const of = needed(typeSyntax(syntax.of, typing, facts), writtenOf(syntax.of, typing), typing, facts);
  if (isBroken(of)) {
    return broken(span);
  }
  const list = kindOf(of.type) === 'list' ? of : listLiteral([of], of.span);
  const item = variable('item', itemOf(list.type), typing);
  const inner = withItem(typing, item, span);
  const inside = typeSyntax(syntax.inside, inner, factsInside(facts), yesOrNo);
  if (isBroken(inside)) return broken(span);
  if (kindOf(inside.type) === 'number') return typeIndex(list, syntax, typing, facts);
  const condition = needed(inside, writtenOf(syntax.inside, typing), typing, factsInside(facts));
  if (isBroken(condition)) return broken(span);
  if (kindOf(condition.type) === 'yes or no') {
    reportOwnNames(condition, item, typing);
    return { kind: 'filter', of: list, variable: item, condition, type: someOf(keptItem(item, condition, span)), span };
  }
  typing.report(diagnose('bracket-without-meaning', condition.span, { written: writtenOf(syntax.inside, typing), is: inWords(condition.type) }));
  return broken(span);
}

/** `[item != null]` leaves those that are there. */
function keptItem(item: Extract<TypedExpression, { kind: 'variable' }>['variable'], condition: TypedExpression, span: Span): FeelType {
  const key = keyOf(referenceTo(item, span));
  return key !== undefined && knows(factsWhen(condition, true), 'has a value', key) ? presentType(item.type) : item.type;
}

function typeIndex(list: TypedExpression, { inside, ...place }: Bracket, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const position = needed(typeSyntax(inside, typing, facts), writtenOf(inside, typing), typing, facts);
  if (isBroken(position)) return broken(span);
  if (!isWhole(position.type)) {
    typing.report(diagnose('whole-number-wanted', position.span, { asked: '[…]', written: writtenOf(inside, typing), is: inWords(position.type) }));
    return broken(span);
  }
  return asKnown(itemAt(list, position, span, facts), facts);
}

/** The item at a place: itself where the list is written out, and optional where there may be none. */
function itemAt(list: TypedExpression, position: TypedExpression, span: Span, facts: Facts): TypedExpression {
  const place = position.kind === 'number' ? Number(position.units) : undefined;
  if (list.kind === 'list' && place !== undefined && place !== 0) {
    const item = list.items.at(place < 0 ? place : place - 1);
    return item ?? { kind: 'nothing', type: { kind: 'nothing' }, span };
  }
  const there = place === undefined ? isPlaceIn(list, position, facts) : place !== 0 && Math.abs(place) <= atLeastOf(list.type);
  const type = itemOf(list.type);
  return { kind: 'index', of: list, position, type: there ? type : optionalOf(type), span };
}

/** Facts of a condition for what stands behind it. */
export function factsBehind(condition: TypedExpression, facts: Facts): Facts {
  return bothFacts(facts, factsWhen(condition, true));
}
