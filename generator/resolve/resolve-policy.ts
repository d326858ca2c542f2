import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawBody, RawClock, RawEntry, RawLookUp, RawPolicy, RawReaction } from '../schema/raw-model.ts';
import { assign, reportRepeats, resolveFields } from './fields.ts';
import { fieldIdentifier } from './identifier.ts';
import type { AnyEvent, ClockReaction, Event, Link, Policy, PolicyLookUp, PolicyReaction, ReactionBody, Send } from './model.ts';
import { delayOf, scheduleOf } from './lengths-of-time.ts';
import { checkExpressionName } from './name-rules.ts';
import { isPartly, ownerOf } from './resolve-aggregate.ts';
import type { Shell, Shells, SystemShell } from './shells.ts';
import { find, type Resolving } from './world.ts';

export function resolveSystemFields(shell: SystemShell, shells: Shells, resolving: Resolving): void {
  for (const message of [...shell.requests, ...shell.reports]) {
    message.fields = resolveFields(message.raw.with, `The ${message.draft.kind} "${message.draft.name}"`, undefined, resolving);
    message.draft.fields = message.fields.fields;
    if (message.fields.lost.length > 0 || message.fields.broken.size > 0) message.draft.incomplete = true;
    shells.owners.set(message.draft, message.fields);
  }
}

export function resolvePolicy({ raw, draft }: Shell<RawPolicy, Policy>, shells: Shells, resolving: Resolving): void {
  draft.reactions = raw.reactions.flatMap((reaction) => {
    const resolved = resolveReaction(reaction, shells, resolving);
    if (resolved.events.length < reaction.events.length || resolved.unless.length < reaction.unless.length || isBodyPartly(reaction, resolved)) draft.incomplete = true;
    return resolved.events.length === 0 ? [] : [resolved];
  });
  const clock = raw.clock === undefined ? undefined : resolveClock(raw.clock, shells, resolving);
  if (raw.clock !== undefined && (clock === undefined || isBodyPartly(raw.clock, clock))) draft.incomplete = true;
  if (clock !== undefined) draft.clock = clock;
}

function isBodyPartly(raw: RawBody, resolved: ReactionBody): boolean {
  return resolved.lookUps.length < raw.lookUps.length || isPartly(raw.then, resolved.then) || isPartly(raw.ifRefused, resolved.ifRefused);
}

function resolveClock(raw: RawClock, shells: Shells, resolving: Resolving): ClockReaction | undefined {
  const every = scheduleOf(raw.every, resolving.report);
  const to = raw.forEach === undefined ? undefined : find(resolving, raw.forEach, ['read model'], '`for each`');
  const body = resolveBody(raw, shells, resolving);
  if (every === undefined || (raw.forEach !== undefined && to === undefined)) return undefined;
  return { every, ...(to === undefined || raw.forEach === undefined ? {} : { forEach: { to, span: raw.forEach.span } }), ...body };
}

function resolveReaction(raw: RawReaction, shells: Shells, resolving: Resolving): PolicyReaction {
  reportRepeats(raw.events, resolving);
  const events = raw.events.flatMap((name): readonly Link<AnyEvent>[] => {
    const to = find(resolving, name, ['event', 'reported event'], '`whenever`');
    return to === undefined ? [] : [{ to, span: name.span }];
  });
  const after = raw.after === undefined ? undefined : delayOf(raw.after, resolving.report);
  return { events, ...(after === undefined ? {} : { after }), unless: resolveUnless(raw, events, resolving), ...resolveBody(raw, shells, resolving) };
}

/** Only what happens to the instance that waits can call it off. */
function resolveUnless(raw: RawReaction, events: readonly Link<AnyEvent>[], resolving: Resolving): readonly Link<Event>[] {
  reportRepeats(raw.unless, resolving);
  return raw.unless.flatMap((name): readonly Link<Event>[] => {
    const to = find(resolving, name, ['event'], '`unless`');
    if (to === undefined) return [];
    const other = events.find((event) => event.to.kind !== 'event' || event.to.aggregate !== to.aggregate);
    if (other === undefined) return [{ to, span: name.span }];
    resolving.report(diagnose('unless-of-another-instance', name.span, { event: to.name, aggregate: to.aggregate.name, whenever: other.to.name }, [{ span: other.span, sentence: 'It waits behind this.' }]));
    return [];
  });
}

function resolveBody(raw: RawBody, shells: Shells, resolving: Resolving): ReactionBody {
  const sends = (entries: readonly RawEntry[], place: string): readonly Send[] => entries.flatMap((entry) => resolveSend(entry, place, shells, resolving) ?? []);
  reportAlikeLookUps(raw.lookUps, resolving);
  return {
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
