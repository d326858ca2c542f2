import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { ScopeOwner } from '../scope.ts';
import { type FieldReference, fieldsRead, type TypedExpression } from '../typed-expression.ts';
import type { Typing } from './typing.ts';

/**
 * `hours + Bike brought back.hours`, where the event and the row both have hours: the bare name is the event's as well, and whoever writes
 * both means two.
 */
export function reportSameFieldTwice(typed: TypedExpression, { scope: { owners }, report }: Typing): void {
  const read = fieldsRead(typed);
  for (const bare of read.filter(isBare)) {
    const owner = owners.find((each) => owns(each, bare));
    const other = owners.find((each) => each !== owner && each.bare && each.fields.some(({ name }) => name === bare.field.name));
    const again = read.some((each) => !isBare(each) && owner !== undefined && owns(owner, each) && each.field === bare.field);
    if (owner !== undefined && other !== undefined && again) report(diagnose('same-field-twice', bare.span, { field: bare.field.name, owner: owner.name, other: other.name }));
  }
}

function owns({ role, fields }: ScopeOwner, reference: FieldReference): boolean {
  return role.kind === reference.role.kind && fields.includes(reference.field);
}

/** Behind its owner's name a field takes up more room than its own. */
function isBare({ span: { start, end }, field }: FieldReference): boolean {
  return end - start === field.name.length;
}
