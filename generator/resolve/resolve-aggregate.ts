import { diagnose } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { RawCommand, RawEntry, RawEvent, RawName, RawRule } from '../schema/raw-model.ts';
import { assign, composedInWords, isComposed, reportRepeats, resolveFields, type FieldOwner } from './fields.ts';
import type { Actor, Aggregate, Assignment, Command, EarlierVersion, Emission, Event, Field, Link, Rule, Send } from './model.ts';
import { checkName, LONGEST_SENTENCE } from './name-rules.ts';
import { find, isLost, type Resolving } from './world.ts';
import type { AggregateShell, Shell, Shells } from './shells.ts';

/** State, identity, and the fields of commands and events: what everything else points to. */
export function resolveAggregateFields(shell: AggregateShell, shells: Shells, resolving: Resolving): void {
  const { raw, draft } = shell;
  shell.fields = resolveFields(raw.state, `The state of "${draft.name}"`, undefined, resolving);
  draft.state = shell.fields.fields;
  const identity = resolveIdentity(shell, resolving);
  if (identity !== undefined) draft.identity = identity;
  const incomplete = shell.fields.lost.length > 0 || shell.fields.broken.size > 0 || identity === undefined;
  if (incomplete) draft.incomplete = true;
  for (const part of [...shell.commands, ...shell.events]) {
    part.fields = resolveFields(part.raw.with, `The ${part.draft.kind} "${part.draft.name}"`, identity, resolving);
    part.draft.fields = part.fields.fields;
    if (part.fields.lost.length > 0 || part.fields.broken.size > 0 || identity === undefined) part.draft.incomplete = true;
    shells.owners.set(part.draft, identity === undefined ? withUnknownIdentity(part.fields, shell.fields) : part.fields);
  }
  shells.owners.set(draft, shell.fields);
}

/** Any field of the state may be the identity that could not be found, so none of them is unknown. */
function withUnknownIdentity(fields: FieldOwner, state: FieldOwner): FieldOwner {
  return { ...fields, broken: new Set([...fields.broken, ...state.broken, ...state.fields.map((field) => field.name)]), lost: [...fields.lost, ...state.lost] };
}

function resolveIdentity({ raw, draft, fields }: AggregateShell, { report }: Resolving): Field | undefined {
  const name = raw.identifiedBy;
  if (name === undefined) return undefined;
  const field = fields.fields.find((each) => each.name === name.text);
  if (field !== undefined && isComposed(field.type)) report(diagnose('identity-composed', field.typeSpan, { name: field.name, is: composedInWords(field.type) }));
  if (field?.type.kind === 'optional') report(diagnose('identity-optional', field.typeSpan, { name: field.name }));
  if (field === undefined && !isLost(name, fields.lost) && !fields.broken.has(name.text)) {
    report(diagnose('identity-not-in-state', name.span, { name: name.text, aggregate: draft.name, ...nearestOf(name.text, fields.fields.map((each) => each.name)) }));
  }
  return field;
}

export function resolveAggregate(shell: AggregateShell, shells: Shells, resolving: Resolving): void {
  const { raw, draft } = shell;
  draft.begins = linkEvents(raw.begins, shell, '`begins with`', resolving);
  draft.ends = linkEvents(raw.ends, shell, '`ends with`', resolving);
  for (const { to, span } of draft.ends) {
    const begin = draft.begins.find((each) => each.to === to);
    if (begin !== undefined) resolving.report(diagnose('begins-and-ends', span, { event: to.name }, [{ span: begin.span, sentence: 'Here it is a beginning.' }]));
  }
  draft.invariants = raw.always.map((rule) => resolveRule(rule, resolving));
  for (const command of shell.commands) resolveCommand(command, shell, shells, resolving);
  for (const event of shell.events) {
    resolveVersions(event, shell, resolving);
    event.draft.sets = withoutIdentity(assign(event.raw.sets, shell.fields, resolving), draft, resolving);
    if (event.draft.sets.length < event.raw.sets.length) event.draft.incomplete = true;
  }
}

/** Every version before the event's own, from 1 on, each with the fields of its time. */
function resolveVersions({ raw, draft }: Shell<RawEvent, Event>, shell: AggregateShell, resolving: Resolving): void {
  draft.version = raw.version === undefined ? 1 : Number(raw.version.text);
  const owners = raw.earlier.map((each) => resolveFields(each.with, `Version ${each.version.text} of "${draft.name}"`, shell.draft.identity, resolving));
  const current: FieldOwner = { called: `The event "${draft.name}"`, fields: draft.fields, broken: new Set(), lost: [] };
  draft.earlier = raw.earlier.flatMap((each, index): readonly EarlierVersion[] => {
    const [own, next] = [owners[index], owners[index + 1] ?? current];
    if (own === undefined || isWrongVersion(each.version, index, raw, resolving)) return [];
    if (own.broken.size > 0 || own.lost.length > 0) draft.incomplete = true;
    const becomes = withoutIdentity(assign(each.becomes, next, resolving), shell.draft, resolving);
    if (becomes.length < each.becomes.length) draft.incomplete = true;
    return [{ version: index + 1, fields: own.fields, becomes, span: each.version.span }];
  });
  if (draft.earlier.length < raw.earlier.length) draft.incomplete = true;
  const missing = raw.earlier.length + 1;
  if (raw.version !== undefined && missing < draft.version) resolving.report(diagnose('earlier-version-missing', raw.version.span, { event: draft.name, version: missing, current: draft.version }));
}

function isWrongVersion(version: RawName, index: number, { version: current }: RawEvent, { report }: Resolving): boolean {
  if (version.text !== String(index + 1)) report(diagnose('versions-out-of-order', version.span, { written: version.text, wanted: index + 1 }));
  else if (index + 1 >= Number(current?.text ?? 1)) report(diagnose('version-not-earlier', version.span, { version: index + 1, current: Number(current?.text ?? 1) }));
  else return false;
  return true;
}

function linkEvents(names: readonly RawName[], shell: AggregateShell, place: string, resolving: Resolving): readonly Link<Event>[] {
  reportRepeats(names, resolving);
  return names.flatMap((name) => {
    const to = ownEvent(name, shell, place, resolving);
    if (to === undefined) shell.draft.incomplete = true;
    return to === undefined ? [] : [{ to, span: name.span }];
  });
}

/** An event of this aggregate; one of another is a mistake of its own. */
export function ownEvent(name: RawName, { draft }: Pick<AggregateShell, 'draft'>, place: string, resolving: Resolving): Event | undefined {
  const own = draft.events.find((event) => event.name === name.text);
  if (own !== undefined) resolving.world.used.add(name.text);
  if (own !== undefined) return own;
  const other = find(resolving, name, ['event'], place);
  if (other === undefined) return undefined;
  resolving.report(diagnose('event-of-another-aggregate', name.span, { event: other.name, aggregate: other.aggregate.name, place }, [{ span: other.span, sentence: 'The event stands here.' }]));
  return undefined;
}

function resolveRule(raw: RawRule, { report }: Resolving): Rule {
  if (raw.otherwise !== undefined) checkName(raw.otherwise, LONGEST_SENTENCE, report);
  const otherwise = raw.otherwise === undefined ? { name: raw.require.text, span: raw.require.span } : { name: raw.otherwise.text, span: raw.otherwise.span };
  return { require: raw.require, otherwise, span: raw.span };
}

function resolveCommand({ raw, draft }: Shell<RawCommand, Command>, shell: AggregateShell, shells: Shells, resolving: Resolving): void {
  reportRepeats(raw.by, resolving);
  draft.by = raw.by.flatMap((name): readonly Link<Actor>[] => {
    const to = find(resolving, name, ['actor'], '`by`');
    return to === undefined ? [] : [{ to, span: name.span }];
  });
  draft.rules = raw.rules.map((rule) => resolveRule(rule, resolving));
  draft.then = raw.then.flatMap((entry) => resolveEmission(entry, shell, shells, resolving) ?? []);
  if (draft.by.length < raw.by.length || isPartly(raw.then, draft.then)) draft.incomplete = true;
}

/** Whether something that was written under the names of messages is of no use, and has been reported. */
export function isPartly(raws: readonly RawEntry[], resolved: readonly (Emission | Send)[]): boolean {
  return resolved.length < raws.length || resolved.some(({ values }, index) => values.length < (raws[index]?.values.length ?? 0));
}

function resolveEmission(raw: RawEntry, shell: AggregateShell, shells: Shells, resolving: Resolving): Emission | undefined {
  const event = ownEvent(raw.name, shell, '`then`', resolving);
  if (event === undefined) return undefined;
  const values = withoutIdentity(assign(raw.values, ownerOf(event, shells), resolving), shell.draft, resolving);
  return { event, ...(raw.if === undefined ? {} : { if: raw.if }), values, span: raw.name.span };
}

export function ownerOf(thing: { readonly name: string; readonly fields: readonly Field[] }, shells: Shells): FieldOwner {
  return shells.owners.get(thing) ?? { called: `"${thing.name}"`, fields: thing.fields, broken: new Set(), lost: [] };
}

/** Inside an aggregate the identity is what it is: nobody sets it. */
function withoutIdentity(values: readonly Assignment[], aggregate: Aggregate, { report }: Resolving): readonly Assignment[] {
  return values.filter(({ field, span }) => {
    if (field.name !== aggregate.identity.name) return true;
    report(diagnose('identity-not-set', span, { name: field.name, owner: aggregate.name }));
    return false;
  });
}

