import type { JsonObject } from '../../message/json.ts';
import type { ApplicationDefinition } from '../../reaction/application.ts';
import { commandEndpoints } from '../command-routes.ts';
import { readModelEndpoints } from '../read-model-routes.ts';
import { reportEndpoints } from '../report-routes.ts';
import { commandOperation } from './command-operation.ts';
import { described } from './described.ts';
import { type EventSchemas, eventSchemas } from './event-schemas.ts';
import { LICENCE } from './licence.ts';
import { type NamedSchemas, namedSchemas } from './named-schemas.ts';
import { withUniqueOperationIds } from './operation-id.ts';
import { pastPaths } from './past-operations.ts';
import { problemResponses } from './problem-responses.ts';
import { readModelOperation } from './read-model-operation.ts';
import { reportOperation } from './report-operation.ts';
import { SERVER_TAG, serverPaths } from './server-paths.ts';

/**
 * The API description, OpenAPI 3.1. The schemas are those of the codecs, so the document cannot promise what the server
 * does not read and write. Commands that only policies send are no part of it.
 */
export function openApiDocument(definition: ApplicationDefinition): JsonObject {
  const schemas = namedSchemas();
  const responses = problemResponses(schemas);
  const events = eventSchemas(definition, schemas);
  const paths = { ...commandPaths(definition, events, schemas), ...reportPaths(definition, events, schemas), ...readModelPaths(definition, schemas), ...pastPaths(definition, events, schemas), ...serverPaths(schemas) };
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: { title: definition.name, version: '1', ...described(definition.about), license: LICENCE },
    servers: [{ url: '/', description: 'The server that this document comes from.' }],
    security: [{ token: [] }, {}],
    tags: tagsOf(definition),
    paths: withUniqueOperationIds(paths),
    components: { securitySchemes: SECURITY_SCHEMES, schemas: schemas.kept(), responses },
  };
}

const SECURITY_SCHEMES: JsonObject = {
  token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'Needed where the server was told whose tokens it takes: `sub` says who one is, the list `actors` which actors of the model. Elsewhere, on the machine itself only, the headers Actor and Actor-Id say it.' },
};

function commandPaths({ aggregates }: ApplicationDefinition, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  const open = commandEndpoints(aggregates).filter(({ command }) => command.by.length > 0);
  return Object.fromEntries(open.map((endpoint) => [endpoint.url, { post: commandOperation(endpoint, events, schemas) }]));
}

function reportPaths(definition: ApplicationDefinition, events: EventSchemas, schemas: NamedSchemas): JsonObject {
  return Object.fromEntries(reportEndpoints(definition).map((endpoint) => [endpoint.url, { post: reportOperation(endpoint, events, schemas) }]));
}

/** `:accountNumber`, as the router has it, is `{accountNumber}` here. */
function readModelPaths({ readModels, actors }: ApplicationDefinition, schemas: NamedSchemas): JsonObject {
  const names = actors.map(({ name }) => name);
  return Object.fromEntries(readModelEndpoints(readModels).map((endpoint) => [endpoint.url.replaceAll(/:([^/]+)/g, '{$1}'), { get: readModelOperation(endpoint, names, schemas) }]));
}

function tagsOf({ aggregates, readModels, externalSystems }: ApplicationDefinition): readonly JsonObject[] {
  const reporting = externalSystems.map(({ definition }) => definition).filter(({ reports }) => reports !== undefined);
  return [
    ...aggregates.map(({ name, about }) => ({ name, description: about?.trim() ?? `Commands to ${name}.` })),
    ...reporting.map(({ name, about }) => ({ name, description: about?.trim() ?? `What ${name} reports.` })),
    ...readModels.map(({ name, question, about }) => ({ name, description: question ?? about?.trim() ?? `The rows of ${name}.` })),
    SERVER_TAG,
  ];
}
