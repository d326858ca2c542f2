import type { EventDefinition } from '../../aggregate/decider.ts';
import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { urlName } from '../url-name.ts';
import { described } from './described.ts';
import { written } from './written.ts';

/** One schema for each aggregate and each external system that reports: any of its events, as answers show them. */
export interface EventSchemas {
  readonly schemas: JsonObject;
  refer(owner: string): JsonSchema;
}

export const POSITION: JsonSchema = { type: 'string', pattern: '^[0-9]+$', examples: ['12'] };

interface Owner {
  readonly name: string;
  readonly events: { readonly [eventType: string]: EventDefinition<unknown> };
}

export function eventSchemas({ aggregates, externalSystems }: ApplicationDefinition): EventSchemas {
  const systems = externalSystems.flatMap(({ definition: { name, reports } }) => (reports === undefined ? [] : [{ name, events: reports }]));
  const owners = [...aggregates, ...systems];
  const keys = new Map(owners.map(({ name }, index) => [name, keyOf(name, index)]));
  return {
    schemas: Object.fromEntries(owners.map((owner, index) => [keyOf(owner.name, index), schemaOf(owner)])),
    refer: (owner) => ({ $ref: `#/components/schemas/${keys.get(owner)}` }),
  };
}

function schemaOf({ name, events }: Owner): JsonSchema {
  return {
    title: `An event of ${name}`,
    oneOf: Object.entries(events).map(([type, { about, data }]) => ({
      title: type,
      ...described(about),
      type: 'object',
      properties: { type: { const: type }, data: written(data.schema), revision: { type: 'integer', minimum: 1 }, position: POSITION, occurredAt: { type: 'string', format: 'date-time' } },
      required: ['type', 'data', 'revision', 'position', 'occurredAt'],
    })),
  };
}

/** OpenAPI takes only ASCII there. */
function keyOf(owner: string, index: number): string {
  const name = urlName(owner);
  return /^[a-z0-9-]+$/.test(name) ? `${name}-event` : `event-of-owner-${index + 1}`;
}
