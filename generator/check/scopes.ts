import type { OwnerRole, Scope, ScopeOwner, ScopeValue } from '../feel/scope.ts';
import type { Aggregate, Command, Event, PolicyReaction, ReadModel } from '../resolve/model.ts';
import { sameType } from './types-fit.ts';

/** The names in scope at each place of a model: the table of the language reference, as code. */

const now: ScopeValue = { name: 'now', type: { kind: 'date and time' } };
const today: ScopeValue = { name: 'today', type: { kind: 'date' } };
const occurredAt: ScopeValue = { name: 'occurred at', type: { kind: 'date and time' } };
const revision: ScopeValue = { name: 'revision', type: { kind: 'whole number' } };
const refusal: ScopeValue = { name: 'refusal', type: { kind: 'text' } };

export function commandScope(command: Command, begins: boolean): Scope {
  const own: ScopeOwner = { role: { kind: 'command' }, name: command.name, fields: command.fields, bare: true };
  return { owners: begins ? [own] : [own, stateOwner(command.aggregate)], values: [now, today] };
}

export function stateScope(aggregate: Aggregate): Scope {
  return { owners: [stateOwner(aggregate)], values: [] };
}

export function eventSetsScope(event: Event, begins: boolean): Scope {
  const own = eventOwner(event);
  return { owners: begins ? [own] : [own, stateOwner(event.aggregate)], values: [occurredAt] };
}

export function lookUpKeyScope(reaction: PolicyReaction): Scope {
  return { owners: eventOwners(reaction), values: [] };
}

export function policyScope(reaction: PolicyReaction, refused: boolean): Scope {
  const found = reaction.lookUps.map((lookUp): ScopeOwner => {
    const role: OwnerRole = { kind: 'look-up', identifier: lookUp.identifier };
    return { role, name: lookUp.name, fields: lookUp.readModel.fields, bare: false };
  });
  return { owners: [...eventOwners(reaction), ...found], values: refused ? [refusal, occurredAt, revision] : [occurredAt, revision] };
}

export function readModelKeyScope(event: Event): Scope {
  return { owners: [eventOwner(event)], values: [occurredAt, revision] };
}

export function readModelScope(event: Event, readModel: ReadModel): Scope {
  const row: ScopeOwner = { role: { kind: 'row' }, name: readModel.name, fields: readModel.fields, bare: true };
  return { owners: [eventOwner(event), row], values: [occurredAt, revision] };
}

function stateOwner(aggregate: Aggregate): ScopeOwner {
  return { role: { kind: 'state' }, name: aggregate.name, fields: aggregate.state, bare: true };
}

function eventOwner(event: Event): ScopeOwner {
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
