import type { RawAggregate, RawFields, RawModel, RawSticky } from './raw-model.ts';

/** What can be named, by kind. */
export type Offered = { readonly [kind in 'actor' | 'command' | 'own event' | 'event' | 'sendable' | 'read model' | 'type' | 'refusal' | 'anything']: readonly Offer[] };

/** A name, and what the model says of it. */
export interface Offer {
  readonly name: string;
  readonly description?: string;
  /** Names of its fields, the identity included; absent for what has none. */
  readonly fields?: readonly string[];
}

const BASIC = ['text', 'yes or no', 'whole number', 'decimal', 'date', 'date and time', 'duration', 'identifier'];

/** Every name of a model, for an editor to offer. */
export function offeredIn(raw: RawModel): Offered {
  const commands = [...raw.looseCommands.map(named), ...raw.aggregates.flatMap((each) => each.commands.map((command) => message(command, each)))];
  const events = [...raw.looseEvents.map(named), ...raw.aggregates.flatMap(ownEvents)];
  const reports = raw.externalSystems.flatMap((each) => each.reports.map((report) => message(report)));
  const requests = raw.externalSystems.flatMap((each) => each.does.map((request) => message(request)));
  const refusals = raw.aggregates.flatMap((each) => [...each.commands.flatMap((command) => command.rules), ...each.always]).flatMap(({ otherwise }) => otherwise?.text ?? []);
  const lifecycle = raw.aggregates.flatMap(({ name }) => [`${name.text} already exists`, `${name.text} does not exist`, `${name.text} has ended`]);
  const readModels = raw.readModels.map((each) => ({ ...named(each), fields: fieldNames(each.with) }));
  const stickies = [...raw.actors.map(named), ...raw.aggregates.map(named), ...commands, ...events, ...raw.policies.map(named), ...readModels, ...raw.externalSystems.map(named), ...requests, ...reports];
  return {
    actor: raw.actors.map(named),
    command: commands,
    'own event': events,
    event: [...events, ...reports],
    sendable: [...commands, ...requests],
    'read model': readModels,
    type: typesOf(raw),
    refusal: [...new Set([...refusals, ...lifecycle])].map((name) => ({ name })),
    anything: [...stickies, ...raw.types.map(named), ...raw.functions.map(named)],
  };
}

export function ownEvents(aggregate: RawAggregate): readonly Offer[] {
  return aggregate.events.map((event) => message(event, aggregate));
}

export function fieldNames({ fields, broken }: RawFields): readonly string[] {
  return [...fields.map(({ name }) => name.text), ...broken.map(({ text }) => text)];
}

/** The identity is carried without saying so. */
function message(sticky: RawSticky & { readonly with: RawFields }, aggregate?: RawAggregate): Offer {
  const identity = aggregate?.identifiedBy === undefined ? [] : [aggregate.identifiedBy.text];
  return { ...named(sticky), fields: [...new Set([...identity, ...fieldNames(sticky.with)])] };
}

function named(sticky: RawSticky & { readonly question?: string }): Offer {
  const description = sticky.question ?? sticky.about;
  return { name: sticky.name.text, ...(description === undefined ? {} : { description: description.trim() }) };
}

/** Each type by itself, optional, and as a list. */
function typesOf({ types }: RawModel): readonly Offer[] {
  const all = [...BASIC.map((name): Offer => ({ name })), ...types.map(named)];
  return [...all, ...all.map((each) => ({ ...each, name: `optional ${each.name}` })), ...all.map((each) => ({ ...each, name: `list of ${each.name}` }))];
}
