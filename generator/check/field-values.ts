import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { OwnerRole, Scope } from '../feel/scope.ts';
import { type Facts, knownPresent } from '../feel/typing/type-expression.ts';
import type { Assignment, Field } from '../resolve/model.ts';
import { typeInWords } from '../resolve/value-type.ts';
import type { FieldValue, ValueSource } from './checked-model.ts';
import { checkValue } from './checking.ts';
import { fits, isOptional, present } from './types-fit.ts';

/** Whose fields of the same name and type are taken over: the command's by its event, the event's by a row, and so on. */
export interface Giver {
  readonly role: OwnerRole;
  readonly fields: readonly Field[];
  /** As a sentence calls it: `"Deposit money"`. */
  readonly name: string;
}

/** What is being filled, and with what. */
export interface Filling {
  /** The event, command, request or row by name, and where it is named. */
  readonly target: string;
  readonly span: Span;
  readonly assignments: readonly Assignment[];
  readonly giver: Giver;
  readonly scope: Scope;
  readonly facts: Facts;
  readonly report: Report;
  /** A mistake in one of the two was reported before: what seems to be missing is then no mistake of its own. */
  readonly unsure: boolean;
}

/** The value of each field: written, taken over, or nothing for an optional one. Any other is reported where it is missing. */
export function fillFields(fields: readonly Field[], filling: Filling): readonly FieldValue[] {
  return fields.flatMap((field) => {
    const source = writtenOrTakenOver(field, filling);
    if (source === 'reported') return [];
    if (source !== undefined) return [{ field, source }];
    reportMissing(field, filling);
    return [];
  });
}

/** `undefined` when nobody says what the field is. */
export function writtenOrTakenOver(field: Field, filling: Filling): ValueSource | 'reported' | undefined {
  const { assignments, scope, facts, report, target } = filling;
  const assignment = assignments.find((each) => each.field === field);
  if (assignment !== undefined) {
    const expression = checkValue(assignment.value, field, target, scope, facts, report);
    return expression === undefined ? 'reported' : { kind: 'expression', expression };
  }
  return takenOver(field, filling) ?? (isOptional(field.type) && !sameNamed(field, filling.giver) ? { kind: 'nothing' } : undefined);
}

/** The giver's field of the same name, where its type fits or has been asked for. */
export function takenOver(field: Field, { giver, facts }: Pick<Filling, 'giver' | 'facts'>): ValueSource | undefined {
  const given = sameNamed(field, giver);
  if (given === undefined) return undefined;
  const asked = isOptional(given.type) && knownPresent(facts, giver.role, given);
  return fits(asked ? present(given.type) : given.type, field.type) ? { kind: 'taken over', owner: giver.role, field: given } : undefined;
}

function sameNamed(field: Field, giver: Giver): Field | undefined {
  return giver.fields.find((each) => each.name === field.name);
}

function reportMissing(field: Field, { target, span, giver, report, unsure }: Filling): void {
  if (unsure) return;
  const given = sameNamed(field, giver);
  if (given === undefined) {
    report(diagnose('missing-value', span, { field: field.name, type: typeInWords(field.type), target, from: giver.name }, [{ span: field.span, sentence: `"${field.name}" is declared here` }]));
  } else if (fits(present(given.type), field.type)) {
    report(diagnose('value-may-be-missing', span, { field: field.name, target, from: giver.name }, [{ span: given.span, sentence: 'declared optional here' }]));
  } else {
    const params = { field: field.name, target, wanted: typeInWords(field.type), from: giver.name, has: typeInWords(given.type) };
    report(diagnose('value-of-other-type', span, params, [{ span: given.span, sentence: `of ${giver.name}` }]));
  }
}
