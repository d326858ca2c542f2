import { diagnose } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawAssignment, RawField, RawFields, RawName } from '../schema/raw-model.ts';
import { fieldIdentifier } from './identifier.ts';
import type { Assignment, Field, Link } from './model.ts';
import { checkExpressionNameAmong } from './name-rules.ts';
import { typeInWords, type ValueType } from './value-type.ts';
import { isLost, type Resolving } from './world.ts';
import { resolveValueType } from './written-type.ts';

/** Something with fields, as sentences call it: `The event "Money deposited"`. */
export interface FieldOwner {
  readonly called: string;
  readonly fields: readonly Field[];
  /** Names of fields that were not understood: pointing to one is no further mistake. */
  readonly broken: ReadonlySet<string>;
  /** Text that could not be read: a field whose name stands in it is not unknown. */
  readonly lost: readonly string[];
}

/** Resolves the fields under one `with` or `state`; `identity` is the one carried without saying so. */
export function resolveFields(raw: RawFields, called: string, identity: Field | undefined, resolving: Resolving): FieldOwner {
  const fields: Field[] = [];
  const broken = new Set(raw.broken.map((name) => name.text));
  for (const each of raw.fields) {
    checkExpressionNameAmong(each.name, raw.fields.map(({ name }) => name), resolving.report);
    const field = resolveField(each, called, resolving);
    if (field === undefined) broken.add(each.name.text);
    else if (isOwnField(field, fields, called, identity, resolving)) fields.push(field);
  }
  if (identity === undefined) return { called, fields, broken, lost: raw.lost };
  const said = fields.find((field) => field.name === identity.name);
  return { called, fields: [said ?? { ...identity, implicit: true }, ...fields.filter((field) => field !== said)], broken, lost: raw.lost };
}

function resolveField({ name, type: written }: RawField, called: string, resolving: Resolving): Field | undefined {
  const type = resolveValueType(written, resolving);
  if (type === undefined) return undefined;
  reportMemberName(name, type, called, resolving);
  return { kind: 'field', name: name.text, identifier: fieldIdentifier(name.text), type, implicit: false, typeSpan: written.span, span: name.span };
}

/** A field `open: Status` where Status has a member `open`: in `status = open` nobody could tell which is meant. */
function reportMemberName(name: RawName, type: ValueType, called: string, { report }: Resolving): void {
  const inner = type.kind === 'optional' || type.kind === 'list' ? type.of : type;
  if (inner.kind !== 'named' || inner.type.kind !== 'choice type') return;
  const member = inner.type.members.find((each) => each.name === name.text);
  if (member === undefined) return;
  report(diagnose('member-is-field-too', name.span, { member: name.text, owner: called, type: inner.type.name }, [{ span: member.span, sentence: 'Here it is one of the names.' }]));
}

function isOwnField(field: Field, before: readonly Field[], called: string, identity: Field | undefined, { report }: Resolving): boolean {
  if (identity !== undefined && field.name === identity.name && !sameType(field.type, identity.type)) {
    report(diagnose('identity-of-another-type', field.typeSpan, { name: field.name, type: typeInWords(identity.type), owner: called }, [{ span: identity.span, sentence: 'It is declared here.' }]));
    return false;
  }
  const others = identity === undefined ? before : [...before, identity];
  const other = others.find((each) => each.identifier.toLowerCase() === field.identifier.toLowerCase() && each.name !== field.name);
  if (other === undefined) return true;
  report(diagnose('fields-too-alike', field.span, { name: field.name, other: other.name, owner: called }, [{ span: other.span, sentence: `"${other.name}" stands here.` }]));
  return false;
}

export function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind === 'named' || b.kind === 'named') return a.kind === 'named' && b.kind === 'named' && a.type === b.type;
  if (a.kind === 'optional' || a.kind === 'list') return a.kind === b.kind && sameType(a.of, b.of);
  return a.kind === b.kind;
}

/** A list or a record: nothing that tells one thing from another. */
export function isComposed(type: ValueType): boolean {
  return type.kind === 'list' || (type.kind === 'named' && type.type.kind === 'record type');
}

export function composedInWords(type: ValueType): string {
  return type.kind === 'list' ? 'a list' : 'a record';
}

/** The field of that name; where there is none it says so, unless the field is there and broken. */
export function findField(name: RawName, owner: FieldOwner, { report, world }: Resolving): Field | undefined {
  const field = owner.fields.find((each) => each.name === name.text);
  if (field !== undefined || isLost(name, owner.lost) || isLost(name, world.lost) || owner.broken.has(name.text)) return field;
  const known = owner.fields.map((each) => each.name);
  const { nearest, certain } = nearestOf(name.text, known);
  report(diagnose('unknown-field', name.span, { name: name.text, owner: owner.called, nearest, certain, known }));
  return undefined;
}

export function linkFields(names: readonly RawName[], owner: FieldOwner, resolving: Resolving): readonly Link<Field>[] {
  return names.flatMap((name) => {
    const to = findField(name, owner, resolving);
    return to === undefined ? [] : [{ to, span: name.span }];
  });
}

/** `field: expression`, each field at most once (which the source holds already). */
export function assign(raws: readonly RawAssignment[], owner: FieldOwner, resolving: Resolving): readonly Assignment[] {
  return raws.flatMap(({ name, value }) => {
    const field = findField(name, owner, resolving);
    return field === undefined ? [] : [{ field, value, span: name.span }];
  });
}

/** Reports names that stand in one list twice. */
export function reportRepeats(names: readonly RawName[], { report }: Resolving): void {
  const seen = new Map<string, Span>();
  for (const name of names) {
    const first = seen.get(name.text);
    if (first === undefined) seen.set(name.text, name.span);
    else report(diagnose('name-listed-twice', name.span, { name: name.text }, [{ span: first, sentence: 'It stands here for the first time.' }]));
  }
}
