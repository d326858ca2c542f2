import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { AnyEvent, Model } from './model.ts';
import { eventsOf, type PublishedEvents, type PublishedVersion, stillReads, type Shape, versionsOf, versionStillReads } from './published.ts';

/** Holds the model against what was published of it: events are never changed, and never forgotten. */
export function checkPublished(model: Model, published: PublishedEvents, report: Report): void {
  const events = new Map(eventsOf(model).map((event) => [event.name, event]));
  for (const [name, versions] of Object.entries(published)) {
    const event = events.get(name);
    const last = lastOf(versions);
    if (event === undefined) {
      if (model.incomplete !== true && last !== undefined) report(diagnose('published-event-gone', model.span, { event: name, block: eventBlock(name, withoutIdentity(last.fields, identitiesOf(model))) }));
    } else checkEvent(event, versions, report);
  }
}

function checkEvent(event: AnyEvent, published: PublishedEvents[string], report: Report): void {
  if (event.incomplete === true) return;
  const today = versionsOf(event);
  const said = (version: PublishedVersion): PublishedVersion => withoutIdentity(version, event.kind === 'event' ? [event.aggregate.identity.name] : []);
  const current = event.kind === 'event' ? event.version : 1;
  for (const [number, before] of Object.entries(published)) {
    const version = Number(number);
    const now = today[version];
    if (now === undefined) report(diagnose('published-version-gone', event.span, { event: event.name, version, block: versionBlock(version, said(before)) }));
    else if (!versionStillReads(now, before)) reportChange(event, version, current, said(now), said(before), report);
  }
}

function reportChange(event: AnyEvent, version: number, current: number, now: PublishedVersion, before: PublishedVersion, report: Report): void {
  const gone = goneMembers(now, before);
  const params = { event: event.name, version, before: inWords(before), now: inWords(now) };
  if (gone.length > 0 && sameButMembers(now, before)) report(diagnose('published-member-gone', event.span, { event: event.name, members: gone }));
  else if (version < current) report(diagnose('published-version-changed', event.span, { ...params, block: versionBlock(version, before) }));
  else report(diagnose('published-event-changed', event.span, { ...params, block: newVersionBlock(version, now, before) }));
}

/** Members of `one of` types that were stored, and that are no members any more. */
function goneMembers(now: PublishedVersion, before: PublishedVersion): readonly string[] {
  return Object.entries(before).flatMap(([name, field]) => {
    const shape = now[name]?.shape;
    const [members, still] = [membersOf(field.shape), shape === undefined ? [] : membersOf(shape)];
    return members.filter((member) => still.length > 0 && !still.includes(member));
  });
}

function membersOf(shape: Shape): readonly string[] {
  if ('one of' in shape) return shape['one of'];
  if ('optional' in shape) return membersOf(shape.optional);
  return 'list of' in shape ? membersOf(shape['list of']) : [];
}

/** Whether everything else is as it was. */
function sameButMembers(now: PublishedVersion, before: PublishedVersion): boolean {
  const names = Object.keys(before);
  return names.length === Object.keys(now).length && names.every((name) => {
    const [one, other] = [now[name], before[name]];
    return one !== undefined && other !== undefined && (stillReads(one.shape, other.shape) || membersOf(one.shape).length > 0);
  });
}

/** Events carry the identity without saying so. */
function withoutIdentity(version: PublishedVersion, identities: readonly string[]): PublishedVersion {
  return Object.fromEntries(Object.entries(version).filter(([name], index) => index > 0 || !identities.includes(name)));
}

function identitiesOf({ aggregates }: Model): readonly string[] {
  return aggregates.map(({ identity }) => identity.name);
}

function lastOf(versions: PublishedEvents[string]): { readonly version: number; readonly fields: PublishedVersion } | undefined {
  return Object.entries(versions).map(([version, fields]) => ({ version: Number(version), fields })).sort((a, b) => b.version - a.version)[0];
}

/** `{ amount: Money, balance: Money }` */
function inWords(version: PublishedVersion): string {
  const fields = Object.entries(version).map(([name, { type }]) => `${name}: ${type}`);
  return fields.length === 0 ? 'no fields' : `{ ${fields.join(', ')} }`;
}

function eventBlock(name: string, fields: PublishedVersion): string {
  return `${name}:\n  with: ${written(fields)}`;
}

function versionBlock(version: number, fields: PublishedVersion): string {
  return `earlier versions:\n  ${version}:\n    with: ${written(fields)}\n    becomes: { … }`;
}

/** What to write under the event so that it may have its new shape. Fields that are new, or of another type, are asked for. */
function newVersionBlock(version: number, now: PublishedVersion, before: PublishedVersion): string {
  const asked = Object.entries(now).filter(([name, { shape }]) => {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    return old === undefined || !stillReads(shape, old.shape);
  });
  const becomes = asked.length === 0 ? '{}' : `{ ${asked.map(([name]) => `${name}: …`).join(', ')} }`;
  return `version: ${version + 1}\nearlier versions:\n  ${version}:\n    with: ${written(before)}\n    becomes: ${becomes}`;
}

function written(fields: PublishedVersion): string {
  const inside = Object.entries(fields).map(([name, { type }]) => `${name}: ${type}`);
  return inside.length === 0 ? '{}' : `{ ${inside.join(', ')} }`;
}
