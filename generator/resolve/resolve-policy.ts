import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawEntry, RawLookUp, RawPolicy, RawReaction } from '../schema/raw-model.ts';
import { assign, reportRepeats, resolveFields } from './fields.ts';
import { fieldIdentifier } from './identifier.ts';
import type { Event, Link, Policy, PolicyLookUp, PolicyReaction, Send } from './model.ts';
import { checkExpressionName } from './name-rules.ts';
import { ownerOf } from './resolve-aggregate.ts';
import type { Shell, Shells, SystemShell } from './shells.ts';
import { find, type Resolving } from './world.ts';

export function resolveSystemFields(shell: SystemShell, shells: Shells, resolving: Resolving): void {
  for (const request of shell.requests) {
    request.fields = resolveFields(request.raw.with, `The request "${request.draft.name}"`, undefined, resolving);
    request.draft.fields = request.fields.fields;
    if (request.fields.lost.length > 0 || request.fields.broken.size > 0) request.draft.incomplete = true;
    shells.owners.set(request.draft, request.fields);
  }
}

export function resolvePolicy({ raw, draft }: Shell<RawPolicy, Policy>, shells: Shells, resolving: Resolving): void {
  draft.reactions = raw.reactions.flatMap((reaction) => {
    const resolved = resolveReaction(reaction, shells, resolving);
    if (isPartly(reaction, resolved)) draft.incomplete = true;
    return resolved.events.length === 0 ? [] : [resolved];
  });
}

function isPartly(raw: RawReaction, resolved: PolicyReaction): boolean {
  return resolved.events.length < raw.events.length || resolved.lookUps.length < raw.lookUps.length || resolved.then.length < raw.then.length || resolved.ifRefused.length < raw.ifRefused.length;
}

function resolveReaction(raw: RawReaction, shells: Shells, resolving: Resolving): PolicyReaction {
  reportRepeats(raw.events, resolving);
  const events = raw.events.flatMap((name): readonly Link<Event>[] => {
    const to = find(resolving, name, ['event'], '`whenever`');
    return to === undefined ? [] : [{ to, span: name.span }];
  });
  const sends = (entries: readonly RawEntry[], place: string): readonly Send[] => entries.flatMap((entry) => resolveSend(entry, place, shells, resolving) ?? []);
  reportAlikeLookUps(raw.lookUps, resolving);
  return {
    events,
    unless: [],
    lookUps: raw.lookUps.flatMap((lookUp) => resolveLookUp(lookUp, shells, resolving) ?? []),
    ...(raw.if === undefined ? {} : { if: raw.if }),
    then: sends(raw.then, '`then` of a policy'),
    ifRefused: sends(raw.ifRefused, '`if refused`'),
    span: raw.span,
  };
}

function resolveSend(raw: RawEntry, place: string, shells: Shells, resolving: Resolving): Send | undefined {
  const target = find(resolving, raw.name, ['command', 'request'], place);
  if (target === undefined) return undefined;
  return { target, ...(raw.if === undefined ? {} : { if: raw.if }), values: assign(raw.values, ownerOf(target, shells), resolving), span: raw.name.span };
}

function resolveLookUp(raw: RawLookUp, shells: Shells, resolving: Resolving): PolicyLookUp | undefined {
  checkExpressionName(raw.name, resolving.report);
  const readModel = find(resolving, raw.readModel, ['read model'], '`looks up`');
  if (readModel === undefined) return undefined;
  if (readModel.single && raw.key.length > 0) resolving.report(diagnose('key-of-single', raw.readModel.span, { readModel: readModel.name }));
  const keys = readModel.key.map(({ to }) => to);
  const values = readModel.single ? [] : assign(raw.key, ownerOf(readModel, shells), resolving);
  const key = values.filter(({ field, span }) => {
    if (keys.includes(field) || readModel.incomplete === true) return true;
    resolving.report(diagnose('not-a-key-field', span, { field: field.name, readModel: readModel.name, keys: keys.map((each) => each.name) }));
    return false;
  });
  return { name: raw.name.text, identifier: fieldIdentifier(raw.name.text), span: raw.name.span, readModel, key };
}

function reportAlikeLookUps(lookUps: readonly RawLookUp[], { report }: Resolving): void {
  lookUps.forEach((lookUp, index) => {
    const other = lookUps.slice(0, index).find((each) => fieldIdentifier(each.name.text).toLowerCase() === fieldIdentifier(lookUp.name.text).toLowerCase());
    if (other !== undefined) report(diagnose('names-too-alike', lookUp.name.span, { name: lookUp.name.text, other: other.name.text }, [{ span: other.name.span, sentence: `"${other.name.text}" stands here.` }]));
  });
}
