import type { EventDefinition } from '../../aggregate/decider.ts';
import type { JsonSchema } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { described } from './described.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { written } from './written.ts';

/** Refers to a schema of any event of an aggregate, or of an external system that reports, as answers show them. */
export type EventSchemas = (owner: string) => JsonSchema;

export const POSITION: JsonSchema = { title: 'Position', type: 'string', pattern: '^[0-9]+$', description: 'Of an event in the whole log. `?wait-for=` takes it.', examples: ['12'] };

interface Owner {
  readonly name: string;
  readonly events: { readonly [eventType: string]: EventDefinition<unknown> };
}

export function eventSchemas({ aggregates, externalSystems }: ApplicationDefinition, schemas: NamedSchemas): EventSchemas {
  const systems = externalSystems.flatMap(({ definition: { name, reports } }) => (reports === undefined ? [] : [{ name, events: reports }]));
  const references = new Map([...aggregates, ...systems].map((owner) => [owner.name, anyOf(owner, schemas)]));
  return (owner) => references.get(owner) ?? {};
}

/** A choice of one is none. */
function anyOf({ name, events }: Owner, schemas: NamedSchemas): JsonSchema {
  const all = Object.entries(events).map(([type, event]) => schemas.keep(type, schemaOf(type, event)));
  const [only, ...others] = all;
  return only !== undefined && others.length === 0 ? only : schemas.keep(`${name} event`, { title: `An event of ${name}`, oneOf: all });
}

function schemaOf(type: string, { about, data }: EventDefinition<unknown>): JsonSchema {
  return {
    title: type,
    ...described(about),
    type: 'object',
    properties: { type: { const: type }, data: written(data.schema), revision: { type: 'integer', minimum: 1 }, position: POSITION, occurredAt: { type: 'string', format: 'date-time' } },
    required: ['type', 'data', 'revision', 'position', 'occurredAt'],
  };
}
