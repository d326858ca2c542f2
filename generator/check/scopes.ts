import type { Scope, ScopeOwner, ScopeValue } from '../feel/scope.ts';
import type { Aggregate, AnyEvent, ClockReaction, Command, DeclaredFunction, EarlierVersion, Event, Model, PolicyReaction, ReactionBody, ReadModel } from '../resolve/model.ts';
import { sameType } from './types-fit.ts';

/** The names in scope at each place of a model: the table of the language reference, as code. */

const now: ScopeValue = { name: 'now', type: { kind: 'date and time' } };
const today: ScopeValue = { name: 'today', type: { kind: 'date' } };
const occurredAt: ScopeValue = { name: 'occurred at', type: { kind: 'date and time' } };
const revision: ScopeValue = { name: 'revision', type: { kind: 'whole number' } };
const actorId: ScopeValue = { name: 'actor.id', type: { kind: 'text' } };
const refusal: ScopeValue = { name: 'refusal', type: { kind: 'text' } };

/** What may be named in many places of one model. */
export interface Surroundings {
  /** Who is behind a message. */
  readonly who: readonly ScopeValue[];
  readonly functions: readonly DeclaredFunction[];
}

export function surroundingsIn(model: Model): Surroundings {
  return { who: whoActs(model), functions: model.functions };
}

/** Where what comes out is stored: as an event, or as what was sent. */
function calling({ functions }: Surroundings): Pick<Scope, 'functions'> {
  return functions.length === 0 ? {} : { functions: { declared: functions, callable: true } };
}

/** Where it would be computed again whenever somebody looks, and a better function would change what has been. */
function notCalling({ functions }: Surroundings): Pick<Scope, 'functions'> {
  return functions.length === 0 ? {} : { functions: { declared: functions, callable: false } };
}

/** Who is behind a message. Besides actors a clock's policy may be, and a system that reports: none of them is any of the others. */
function whoActs(model: Model): readonly ScopeValue[] {
  if (model.actors.length === 0) return [actorId];
  const members = [...model.actors, ...model.externalSystems.filter(({ reports }) => reports.length > 0), ...model.policies.filter(({ clock }) => clock !== undefined)];
  return [actorId, { name: 'actor', type: { kind: 'named', type: { kind: 'choice type', name: 'actor', identifier: 'Actor', span: model.span, members } } }];
}

export function commandScope(command: Command, begins: boolean, around: Surroundings): Scope {
  const own: ScopeOwner = { role: { kind: 'command' }, name: command.name, fields: command.fields, bare: true };
  return { owners: begins ? [own] : [own, stateOwner(command.aggregate)], values: [now, today, ...around.who], ...calling(around) };
}

export function stateScope(aggregate: Aggregate, around: Surroundings): Scope {
  return { owners: [stateOwner(aggregate)], values: [], ...notCalling(around) };
}

export function eventSetsScope(event: Event, begins: boolean, around: Surroundings): Scope {
  const own = eventOwner(event);
  return { owners: begins ? [own] : [own, stateOwner(event.aggregate)], values: [occurredAt], ...notCalling(around) };
}

/** The older event: its fields, and nothing else. */
export function becomesScope(event: Event, { fields }: EarlierVersion, around: Surroundings): Scope {
  return { owners: [{ role: { kind: 'event' }, name: event.name, fields, bare: true }], values: [], ...notCalling(around) };
}

export function lookUpKeyScope(reaction: PolicyReaction, around: Surroundings): Scope {
  return { owners: eventOwners(reaction), values: [], ...calling(around) };
}

export function policyScope(reaction: PolicyReaction, refused: boolean, around: Surroundings): Scope {
  const values = [occurredAt, revision, ...around.who];
  return { owners: [...eventOwners(reaction), ...foundOwners(reaction)], values: refused ? [refusal, ...values] : values, ...calling(around) };
}

/** Before anything was looked up: the row that the clock acts for. */
export function clockKeyScope(reaction: ClockReaction, around: Surroundings): Scope {
  return { owners: forEachOwners(reaction), values: [now, today], ...calling(around) };
}

export function clockScope(reaction: ClockReaction, refused: boolean, around: Surroundings): Scope {
  return { owners: [...forEachOwners(reaction), ...foundOwners(reaction)], values: refused ? [refusal, now, today] : [now, today], ...calling(around) };
}

function forEachOwners({ forEach }: ClockReaction): readonly ScopeOwner[] {
  return forEach === undefined ? [] : [{ role: { kind: 'row' }, name: forEach.to.name, fields: forEach.to.fields, bare: true }];
}

function foundOwners({ lookUps }: ReactionBody): readonly ScopeOwner[] {
  return lookUps.map((lookUp) => ({ role: { kind: 'look-up', identifier: lookUp.identifier }, name: lookUp.name, fields: lookUp.readModel.fields, bare: false }));
}

/** Constants: a new row has nothing to look at. */
export function startsAsScope(around: Surroundings): Scope {
  return { owners: [], values: [], ...notCalling(around) };
}

export function visibleScope(readModel: ReadModel, around: Surroundings): Scope {
  return { owners: [{ role: { kind: 'row' }, name: readModel.name, fields: readModel.fields, bare: true }], values: around.who, ...notCalling(around) };
}

export function readModelKeyScope(event: AnyEvent, around: Surroundings): Scope {
  return { owners: [eventOwner(event)], values: [occurredAt, revision], ...notCalling(around) };
}

export function readModelScope(event: AnyEvent, readModel: ReadModel, around: Surroundings): Scope {
  const row: ScopeOwner = { role: { kind: 'row' }, name: readModel.name, fields: readModel.fields, bare: true };
  return { owners: [eventOwner(event), row], values: [occurredAt, revision], ...notCalling(around) };
}

function stateOwner(aggregate: Aggregate): ScopeOwner {
  return { role: { kind: 'state' }, name: aggregate.name, fields: aggregate.state, bare: true };
}

function eventOwner(event: AnyEvent): ScopeOwner {
  return { role: { kind: 'event' }, name: event.name, fields: event.fields, bare: true };
}

/** One owner for each name the event may go by; of several events only what they all have is in scope. */
function eventOwners(reaction: PolicyReaction): readonly ScopeOwner[] {
  const events = reaction.events.map((link) => link.to);
  const [first, ...others] = events;
  if (first === undefined) return [];
  const shared = first.fields.filter((field) => others.every((event) => event.fields.some((each) => each.name === field.name && sameType(each.type, field.type))));
  return events.map((event, index) => ({ role: { kind: 'event' }, name: event.name, fields: shared, bare: index === 0 }));
}
