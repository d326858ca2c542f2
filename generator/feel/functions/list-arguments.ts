import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import { itemOf } from '../item-type.ts';
import type { Syntax } from '../syntax.ts';
import { listLiteral } from '../typing/type-list.ts';
import { typeSyntax } from '../typing/type-syntax.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, type Kind, kindOf } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from '../typing/typing.ts';

/** An argument that is a list; what is none is taken for the list of it alone. */
export function listArgument(syntax: Syntax, typing: Typing, facts: Facts, expected?: FeelType): TypedExpression {
  const typed = needed(typeSyntax(syntax, typing, facts, expected), writtenOf(syntax, typing), typing, facts);
  return isBroken(typed) || kindOf(typed.type) === 'list' ? typed : listLiteral([typed], typed.span);
}

/** `sum(list)`, or `sum(1, 2, 3)`. */
export function listOrItems(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const [first, ...others] = call.args;
  const span = spanOf(call, typing);
  if (first === undefined) return broken(span);
  if (others.length === 0) return listArgument(first, typing, facts);
  const items = call.args.map((argument) => needed(typeSyntax(argument, typing, facts), writtenOf(argument, typing), typing, facts));
  return items.some(isBroken) ? broken(span) : listLiteral(items, span);
}

const PLURAL: { readonly [kind in Kind]?: string } = { number: 'numbers', text: 'texts', 'yes or no': 'conditions' };

/** Whether every item is there, and of one of `kinds`. */
export function holdsOnly(list: TypedExpression, kinds: readonly Kind[], call: CallSyntax, typing: Typing): boolean {
  const item = itemOf(list.type);
  const { name } = call.name;
  if (list.type.kind === 'list' && list.type.empty === true) return true;
  const written = call.args[0] === undefined ? name : writtenOf(call.args[0], typing);
  if (item.kind === 'optional' || item.kind === 'nothing') {
    typing.report(diagnose('items-may-be-missing', list.span, { asked: name, written }));
    return false;
  }
  if (kinds.includes(kindOf(item))) return true;
  const wanted = kinds.length === 1 ? (PLURAL[kinds[0] ?? 'number'] ?? 'such values') : 'values of which one comes before another';
  typing.report(diagnose('items-of-other-kind', list.span, { asked: name, wanted, is: inWords(item) }));
  return false;
}
