import { diagnose } from '../../diagnostics/diagnostic.ts';
import { nearestOf } from '../../diagnostics/nearest-name.ts';
import { bothFacts, type Facts } from '../facts.ts';
import { factsOfItems } from '../facts-of.ts';
import { itemOf, keptType, listOf, someOf } from '../item-type.ts';
import { oneSpaced } from '../known-names.ts';
import type { ContextEntry, ContextType } from '../list-expression.ts';
import { factsInside, memberIdentifier, referenceTo, variable, withLocals } from './locals.ts';
import { propertiesOf, propertyOf, type PropertyType } from '../properties.ts';
import type { NamePiece, Syntax } from '../syntax.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { baseOf, inWords, kindOf, presentType } from '../types.ts';
import { asKnown, broken, isBroken, type Local, needed, spanOf, type Typing } from './typing.ts';

type Span = TypedExpression['span'];

/** `[1, 2, 3]` */
export function typeList({ items, ...place }: Extract<Syntax, { kind: 'list' }>, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const span = spanOf(place, typing);
  const wanted = expected === undefined || kindOf(expected) !== 'list' ? expected : presentType(itemOf(expected));
  const typed = items.map((item) => typeSyntax(item, typing, facts, wanted));
  return typed.some(isBroken) ? broken(span) : listLiteral(typed, span);
}

export function listLiteral(items: readonly TypedExpression[], span: Span): TypedExpression {
  return { kind: 'list', items, type: listOf(items.map(keptType)), span };
}

/** `{ price: 5, total: price * 2 }`: an entry may speak of those before it. */
export function typeContext({ entries, ...place }: Extract<Syntax, { kind: 'context' }>, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const span = spanOf(place, typing);
  const locals: Local[] = [];
  const typed: ContextEntry[] = [];
  for (const { name, value } of entries) {
    const key = oneSpaced(name.name);
    if (typed.some((each) => each.name === key)) typing.report(diagnose('entry-twice', spanOf(name, typing), { name: key }));
    const wanted = expected === undefined ? undefined : propertiesOf(expected).find((each) => each.name === key)?.type;
    const entry = typeSyntax(value, withLocals(typing, locals), facts, wanted);
    locals.push({ name: key, typed: entry });
    typed.push({ name: key, identifier: memberIdentifier(key, typed.map((each) => each.identifier)), value: entry });
  }
  return typed.some(({ value }) => isBroken(value)) ? broken(span) : contextLiteral(typed, span);
}

export function contextLiteral(entries: readonly ContextEntry[], span: Span): TypedExpression {
  const type: ContextType = { kind: 'context', entries: entries.map(({ name, identifier, value }) => ({ name, identifier, type: keptType(value) })) };
  return { kind: 'context', entries, type, span };
}

/** `line.price`, `lines.price`: of a list, it is that of every item. Nothing of what has no parts by name. */
export function typeProperty(of: TypedExpression, member: NamePiece, written: string, typing: Typing, facts: Facts, span: Span): TypedExpression | undefined {
  const type = presentType(of.type);
  if (type.kind === 'list') return typeListProperty(of, member, written, typing, facts, span);
  if (kindOf(type) !== 'record') return undefined;
  const value = needed(of, written, typing, facts);
  const property = isBroken(value) ? undefined : propertiesOf(type).find((each) => oneSpaced(each.name) === member.name);
  if (property !== undefined) return asKnown(propertyOf(value, property, span), facts);
  if (!isBroken(value)) reportUnknownProperty(type, member, written, typing);
  return broken(span);
}

function typeListProperty(of: TypedExpression, member: NamePiece, written: string, typing: Typing, facts: Facts, span: Span): TypedExpression | undefined {
  const list = needed(of, written, typing, facts);
  if (isBroken(list)) return broken(span);
  const partOf = (item: TypedExpression, known = factsInside(facts)): TypedExpression => typeProperty(item, member, written, typing, known, span) ?? noSuchPart(of, member, written, typing, span);
  if (list.kind === 'list' && list.items.length > 0) {
    const items = list.items.map((each) => partOf(each));
    return items.some(isBroken) ? broken(span) : listLiteral(items, span);
  }
  const item = variable('item', itemOf(list.type), typing);
  const body = partOf(referenceTo(item, span), bothFacts(factsInside(facts), factsOfItems(list, item)));
  return isBroken(body) ? broken(span) : { kind: 'for', iterators: [{ variable: item, over: list }], body, type: mappedType(list.type, keptType(body)), span };
}

/** As many items as before, of another type. */
export function mappedType(list: FeelType, of: FeelType): FeelType {
  const { atLeast } = list.kind === 'list' ? list : { atLeast: undefined };
  return atLeast === undefined ? someOf(of) : { kind: 'list', of, atLeast };
}

function noSuchPart(of: TypedExpression, member: NamePiece, written: string, typing: Typing, span: Span): TypedExpression {
  typing.report(diagnose('no-parts', spanOf(member, typing), { value: written, is: inWords(of.type), part: member.name }));
  return broken(span);
}

function reportUnknownProperty(type: FeelType, member: NamePiece, written: string, typing: Typing): void {
  const names = propertiesOf(type).map((property: PropertyType) => property.name);
  const base = baseOf(presentType(type));
  const owner = base.kind === 'named' ? base.type.name : written;
  typing.report(diagnose('unknown-field-of-owner', spanOf(member, typing), { owner, field: member.name, ...nearestOf(member.name, names), fields: names }));
}
