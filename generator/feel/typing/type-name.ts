import { diagnose } from '../../diagnostics/diagnostic.ts';
import { nearestOf } from '../../diagnostics/nearest-name.ts';
import type { Field } from '../../resolve/model.ts';
import type { Facts } from '../facts.ts';
import { eitherCase, membersOf, oneSpaced } from '../known-names.ts';
import { itemOf } from '../item-type.ts';
import { localNamed, typeLocal } from './locals.ts';
import { propertiesOf } from '../properties.ts';
import { typeProperty } from './type-list.ts';
import { reportUnknownName } from './unknown-name.ts';
import type { OwnerRole, ScopeOwner } from '../scope.ts';
import type { Syntax } from '../syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { typePart } from './type-time-part.ts';
import { typeSyntax } from './type-syntax.ts';
import { inWords, kindOf, presentType } from '../types.ts';
import { asKnown, broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

type Name = Extract<Syntax, { kind: 'name' }>;
type Path = Extract<Syntax, { kind: 'path' }>;

/** A bare name: a member where its type is expected, else a field of the nearest owner that has it, else `now` and the like. */
export function typeName(name: Name, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const span = spanOf(name, typing);
  const found = bareField(name.name, typing);
  const member = expected === undefined ? undefined : membersOf(expected).find((each) => oneSpaced(each) === name.name);
  if (expected !== undefined && member !== undefined) {
    // No field of that very type has this name: where it is declared, that is refused.
    return { kind: 'member', member, type: presentType(expected), span };
  }
  const local = localNamed(name.name, typing);
  if (local !== undefined) return typeLocal(name, local, typing, facts);
  if (found !== undefined) return reference(found.owner.role, found.field, span, facts);
  const value = typing.scope.values.find((each) => each.name === name.name);
  if (value !== undefined) return { kind: 'value', name: value.name, type: value.type, span };
  reportUnknownName(name, typing, expected);
  return broken(span);
}

function reference(role: OwnerRole, field: Field, span: TypedExpression['span'], facts: Facts): TypedExpression {
  return asKnown({ kind: 'field', role, field, type: field.type, span }, facts);
}

function bareField(name: string, { scope }: Typing): { readonly owner: ScopeOwner; readonly field: Field } | undefined {
  for (const owner of scope.owners) {
    const field = owner.bare ? fieldOf(owner, name) : undefined;
    if (field !== undefined) return { owner, field };
  }
  return undefined;
}

function fieldOf(owner: ScopeOwner, name: string): Field | undefined {
  return owner.fields.find((field) => oneSpaced(field.name) === name);
}

/** `bonus.account number`: an owner, and a field of it. */
export function typePath(path: Path, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(path, typing);
  const { of, member } = path;
  const owners = of.kind === 'name' && localNamed(of.name, typing) === undefined ? typing.scope.owners.filter((owner) => eitherCase(owner.name).map(oneSpaced).includes(of.name)) : [];
  for (const owner of owners) {
    const field = fieldOf(owner, member.name);
    if (field !== undefined) return reference(owner.role, field, span, facts);
  }
  const [owner] = owners;
  if (owner !== undefined) {
    const near = nearestOf(member.name, owner.fields.map((field) => field.name));
    typing.report(diagnose('unknown-field-of-owner', spanOf(member, typing), { owner: owner.name, field: member.name, ...near, fields: owner.fields.map((field) => field.name) }));
    return broken(span);
  }
  return typePathElsewhere(path, typing, facts);
}

/** `due on.year`: a part of a value. */
function typePathElsewhere(path: Path, typing: Typing, facts: Facts): TypedExpression {
  const { of } = path;
  const isValue = of.kind !== 'name' || localNamed(of.name, typing) !== undefined || bareField(of.name, typing) !== undefined || typing.scope.values.some((value) => value.name === of.name);
  const typed = isValue ? typeSyntax(of, typing, facts, of.kind === 'test alone' ? { kind: 'range', of: { kind: 'unknown' } } : undefined) : undefined;
  const part = typed === undefined || isBroken(typed) ? undefined : partOf(path, typed, typing, facts);
  if (part === undefined) reportPathFromElsewhere(path, typed, typing);
  return part ?? broken(spanOf(path, typing));
}

function partOf(path: Path, typed: TypedExpression, typing: Typing, facts: Facts): TypedExpression | undefined {
  return typePart(path, typed, typing, facts) ?? typeProperty(typed, path.member, writtenOf(path.of, typing), typing, facts, spanOf(path, typing));
}

function reportPathFromElsewhere({ of, member }: Path, typed: TypedExpression | undefined, typing: Typing): void {
  if (typed !== undefined) {
    if (!isBroken(typed)) typing.report(diagnose('no-parts', spanOf(member, typing), { value: writtenOf(of, typing), is: inWords(typed.type), part: member.name }));
    return;
  }
  const owners = typing.scope.owners.map((owner) => owner.name);
  typing.report(diagnose('unknown-owner', spanOf(of, typing), { name: writtenOf(of, typing), ...nearestOf(of.kind === 'name' ? of.name : '', owners), owners }));
}

/** The type a name or a path will turn out to have, asked before it is typed; nothing for anything else. */
export function typeAhead(syntax: Syntax, typing: Typing): FeelType | undefined {
  switch (syntax.kind) {
    case 'if':
      return typeAhead(syntax.then, typing) ?? typeAhead(syntax.otherwise, typing);
    case 'name':
      return localNamed(syntax.name, typing)?.typed.type ?? bareField(syntax.name, typing)?.field.type ?? typing.scope.values.find(({ name }) => name === syntax.name)?.type;
    case 'bracket': {
      const list = typeAhead(syntax.of, typing);
      return list === undefined ? undefined : itemOf(list);
    }
    case 'path':
      return pathAhead(syntax, typing);
    default:
      return undefined;
  }
}

function pathAhead({ of, member }: Path, typing: Typing): FeelType | undefined {
  const own = typeAhead(of, typing);
  const property = own === undefined ? undefined : propertiesOf(itemOf(own)).find((each) => oneSpaced(each.name) === member.name);
  if (property !== undefined) return property.type;
  const owners = of.kind === 'name' ? typing.scope.owners.filter((owner) => eitherCase(owner.name).map(oneSpaced).includes(of.name)) : [];
  return owners.map((owner) => fieldOf(owner, member.name)?.type).find((type) => type !== undefined);
}
