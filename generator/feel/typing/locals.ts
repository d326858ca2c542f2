import { diagnose } from '../../diagnostics/diagnostic.ts';
import { fieldIdentifier } from '../../resolve/identifier.ts';
import { type Facts, insideClosure } from '../facts.ts';
import { oneSpaced } from '../known-names.ts';
import type { Variable } from '../list-expression.ts';
import { propertiesOf, propertyOf } from '../properties.ts';
import type { NamePiece } from '../syntax.ts';
import { type FeelType, partsOf, type TypedExpression } from '../typed-expression.ts';
import { asKnown, broken, type Local, spanOf, type Typing } from './typing.ts';

type Span = TypedExpression['span'];

/** A new thing that goes through a list, item by item. */
export function variable(name: string, type: FeelType, typing: Typing): Variable {
  return { id: typing.fresh(), name, type };
}

export function referenceTo(of: Variable, span: Span): TypedExpression {
  return { kind: 'variable', variable: of, type: of.type, span };
}

/** `typing` inside of what goes through a list, with `variables` by their names. */
export function withVariables(typing: Typing, variables: readonly Variable[], span: Span): Typing {
  return withLocals(typing, variables.map((each) => ({ name: each.name, typed: referenceTo(each, span) })));
}

export function withLocals(typing: Typing, locals: readonly Local[]): Typing {
  return { ...typing, locals: [...typing.locals, ...locals] };
}

/** Inside a filter: `item`, and the item's own fields before everything else. */
export function withItem(typing: Typing, item: Variable, span: Span): Typing {
  const reference = referenceTo(item, span);
  const own = propertiesOf(item.type).map((property) => ({ name: property.name, typed: propertyOf(reference, property, span) }));
  return withLocals(typing, [{ name: 'item', typed: reference }, ...own]);
}

export function localNamed(name: string, { locals }: Typing): Local | undefined {
  return locals.findLast((local) => oneSpaced(local.name) === name);
}

/** More than this many parts are not written out again wherever a name stands for them. */
const MOST_PARTS = 400;

/** What a name stands for, at one of its places. */
export function typeLocal(name: NamePiece, local: Local, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(name, typing);
  if (sizeOf(local.typed) > MOST_PARTS) {
    typing.report(diagnose('stands-for-too-much', span, { name: name.name }));
    return broken(span);
  }
  return asKnown(local.typed.kind === 'variable' || local.typed.kind === 'property' ? { ...local.typed, span } : local.typed, facts);
}

const sizes = new WeakMap<TypedExpression, number>();

function sizeOf(typed: TypedExpression): number {
  const known = sizes.get(typed);
  if (known !== undefined) return known;
  const size = partsOf(typed).reduce((sum, part) => sum + sizeOf(part), 1);
  sizes.set(typed, size);
  return size;
}

/** What is known inside a function that TypeScript reads by itself. */
export const factsInside = insideClosure;

/** A name as a member of an object; what is no identifier stays as it is written. */
export function memberIdentifier(name: string, taken: readonly string[] = []): string {
  const identifier = fieldIdentifier(name);
  return identifier === '' || taken.includes(identifier) ? name : identifier;
}
