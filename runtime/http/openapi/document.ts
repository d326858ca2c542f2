import type { JsonObject } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { commandEndpoints } from '../command-routes.ts';
import { readModelEndpoints } from '../read-model-routes.ts';
import { reportEndpoints } from '../report-routes.ts';
import { commandOperation } from './command-operation.ts';
import { described } from './described.ts';
import { type EventSchemas, eventSchemas } from './event-schemas.ts';
import { PROBLEM_SCHEMA, problemResponses } from './problem-responses.ts';
import { readModelOperation } from './read-model-operation.ts';
import { reportOperation } from './report-operation.ts';
import { serverPaths } from './server-paths.ts';

/**
 * The API description, OpenAPI 3.1. The schemas are those of the codecs, so the document cannot promise what the server
 * does not read and write. Commands that only policies send are no part of it.
 */
export function openApiDocument(definition: ApplicationDefinition): JsonObject {
  const events = eventSchemas(definition);
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: definition.name, version: '1', ...described(definition.about) },
    tags: tagsOf(definition),
    paths: { ...commandPaths(definition, events), ...reportPaths(definition, events), ...readModelPaths(definition), ...serverPaths() },
    components: {
      schemas: { Problem: PROBLEM_SCHEMA, ...events.schemas },
      responses: problemResponses(),
    },
  };
}

function commandPaths({ aggregates }: ApplicationDefinition, events: EventSchemas): JsonObject {
  const open = commandEndpoints(aggregates).filter(({ command }) => command.by.length > 0);
  return Object.fromEntries(open.map((endpoint) => [endpoint.url, { post: commandOperation(endpoint, events) }]));
}

function reportPaths(definition: ApplicationDefinition, events: EventSchemas): JsonObject {
  return Object.fromEntries(reportEndpoints(definition).map((endpoint) => [endpoint.url, { post: reportOperation(endpoint, events) }]));
}

/** `:accountNumber`, as the router has it, is `{accountNumber}` here. */
function readModelPaths({ readModels, actors }: ApplicationDefinition): JsonObject {
  const names = actors.map(({ name }) => name);
  return Object.fromEntries(readModelEndpoints(readModels).map((endpoint) => [endpoint.url.replaceAll(/:([^/]+)/g, '{$1}'), { get: readModelOperation(endpoint, names) }]));
}

function tagsOf({ aggregates, readModels, externalSystems }: ApplicationDefinition): readonly JsonObject[] {
  return [
    ...aggregates.map(({ name, about }) => ({ name, ...described(about) })),
    ...externalSystems.flatMap(({ definition: { name, about, reports } }) => (reports === undefined ? [] : [{ name, ...described(about) }])),
    ...readModels.map(({ name, question, about }) => ({ name, ...described(question ?? about) })),
    { name: 'The server itself' },
  ];
}
