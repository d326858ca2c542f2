import type { Span } from '../diagnostics/span.ts';
import type { RawActor, RawAggregate, RawCommand, RawEvent, RawExternalSystem, RawModel, RawPolicy, RawReadModel, RawRequest, RawSticky } from '../schema/raw-model.ts';
import type { Draft } from './draft.ts';
import type { FieldOwner } from './fields.ts';
import { stickyIdentifier } from './identifier.ts';
import type { Actor, Aggregate, Command, Event, ExternalSystem, Field, Policy, ReadModel, ReportedEvent, Request } from './model.ts';
import type { World } from './world.ts';

/** A thing as written and the thing it becomes; its fields are known as soon as they are resolved. */
export interface Shell<Raw, Thing> {
  readonly raw: Raw;
  readonly draft: Draft<Thing>;
  fields: FieldOwner;
}

export interface Shells {
  readonly actors: readonly Shell<RawActor, Actor>[];
  readonly aggregates: readonly AggregateShell[];
  readonly policies: readonly Shell<RawPolicy, Policy>[];
  readonly readModels: readonly Shell<RawReadModel, ReadModel>[];
  readonly externalSystems: readonly SystemShell[];
  /** By the thing itself: what its fields are called in sentences, and which are broken. */
  readonly owners: Map<object, FieldOwner>;
}

export interface AggregateShell extends Shell<RawAggregate, Aggregate> {
  readonly commands: readonly Shell<RawCommand, Command>[];
  readonly events: readonly Shell<RawEvent, Event>[];
}

export interface SystemShell extends Shell<RawExternalSystem, ExternalSystem> {
  readonly requests: readonly Shell<RawRequest, Request>[];
  readonly reports: readonly Shell<RawRequest, ReportedEvent>[];
}

/** Makes every thing, empty, so that all links between them can be set whatever their order in the file. */
export function createShells(raw: RawModel, world: World): Shells {
  return {
    actors: raw.actors.map((each) => declare(world.things.actor, each, { kind: 'actor', ...named(each), views: [] })),
    aggregates: raw.aggregates.map((each) => aggregateShell(each, world)),
    policies: raw.policies.map((each) => declare(world.things.policy, each, { kind: 'policy', ...named(each), reactions: [], scenarios: [] })),
    readModels: raw.readModels.map((each) => {
      const question = each.question === undefined ? {} : { question: each.question };
      return declare(world.things['read model'], each, { kind: 'read model', ...named(each), ...question, single: each.single, key: [], fields: [], startsAs: [], entries: [], findBy: [], scenarios: [] });
    }),
    externalSystems: raw.externalSystems.map((each) => systemShell(each, world)),
    owners: new Map(),
  };
}

export function named(raw: RawSticky): { readonly name: string; readonly identifier: string; readonly about?: string; readonly span: Span; readonly incomplete?: true } {
  return {
    name: raw.name.text,
    identifier: stickyIdentifier(raw.name.text),
    ...(raw.about === undefined ? {} : { about: raw.about }),
    span: raw.name.span,
    ...(raw.incomplete ? { incomplete: true } : {}),
  };
}

function declare<Raw extends RawSticky, Thing>(things: Map<string, Thing>, raw: Raw, draft: Draft<Thing>): Shell<Raw, Thing> {
  if (!things.has(raw.name.text)) things.set(raw.name.text, draft);
  return { raw, draft, fields: { called: `"${raw.name.text}"`, fields: [], broken: new Set(), lost: [] } };
}

function aggregateShell(raw: RawAggregate, world: World): AggregateShell {
  const stand: Field = { kind: 'field', name: 'identity', identifier: 'identity', type: { kind: 'identifier' }, implicit: true, typeSpan: raw.name.span, span: raw.name.span };
  const shell = declare<RawAggregate, Aggregate>(world.things.aggregate, raw, {
    kind: 'aggregate', ...named(raw), identity: stand, identitySpan: raw.identifiedBy?.span ?? raw.name.span, begins: [], ends: [], state: [], invariants: [], commands: [], events: [], scenarios: [],
  });
  const aggregate = shell.draft;
  const commands = raw.commands.map((each) => declare<RawCommand, Command>(world.things.command, each, { kind: 'command', ...named(each), aggregate, by: [], fields: [], rules: [], then: [], thenSpan: each.thenSpan }));
  const events = raw.events.map((each) => declare<RawEvent, Event>(world.things.event, each, { kind: 'event', ...named(each), aggregate, version: 1, fields: [], sets: [], earlier: [] }));
  aggregate.commands = commands.map(({ draft }) => draft);
  aggregate.events = events.map(({ draft }) => draft);
  return { ...shell, commands, events };
}

function systemShell(raw: RawExternalSystem, world: World): SystemShell {
  const shell = declare<RawExternalSystem, ExternalSystem>(world.things['external system'], raw, { kind: 'external system', ...named(raw), does: [], reports: [] });
  const requests = raw.does.map((each) => declare<RawRequest, Request>(world.things.request, each, { kind: 'request', ...named(each), system: shell.draft, fields: [] }));
  shell.draft.does = requests.map(({ draft }) => draft);
  const reports = raw.reports.map((each) => declare<RawRequest, ReportedEvent>(world.things['reported event'], each, { kind: 'reported event', ...named(each), system: shell.draft, fields: [] }));
  shell.draft.reports = reports.map(({ draft }) => draft);
  return { ...shell, requests, reports };
}
