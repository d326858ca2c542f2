import type { JsonObject, JsonSchema } from '../../message/json.ts';
import type { CommandEndpoint } from '../command-routes.ts';
import { problemDetails } from '../problem.ts';
import { plainRefusal } from '../refusal.ts';
import { keptUnderNames } from './kept-under-names.ts';
import type { NamedSchemas } from './named-schemas.ts';
import { problemResponse } from './problem-responses.ts';

/** What the model may answer instead of doing what it was asked for, by name. */
export function refusalsOf({ aggregate: { refusals }, command }: CommandEndpoint): readonly string[] {
  const { ended, missing, exists, always = [] } = refusals ?? {};
  const lifecycle = [ended, command.begins === true ? exists : missing].filter((each) => each !== undefined);
  return [...new Set([...lifecycle, ...(command.refusals ?? []), ...always])];
}

/** The answer 409 of a command: a problem whose title is one of its refusals, or says which limit of a value is broken. */
export function refusedResponse(endpoint: CommandEndpoint, schemas: NamedSchemas): JsonObject {
  const names = refusalsOf(endpoint);
  // A definition that was written by hand may keep them to itself.
  if (endpoint.aggregate.refusals === undefined || names.length === 0) return problemResponse('Refused', { $ref: '#/components/schemas/Refused' });
  const limit = schemas.keep('Broken limit', BROKEN_LIMIT);
  const title = { anyOf: [schemas.keep(`${endpoint.name} refusal`, { title: `A refusal of ${endpoint.name}`, type: 'string', enum: names }), limit] };
  const schema = schemas.keep(`${endpoint.name} refused`, { allOf: [{ $ref: '#/components/schemas/Refused' }, { type: 'object', properties: { title }, required: ['title'] }] });
  return problemResponse('Refused', schema, examplesOf(endpoint.name, names));
}

/** Each refusal, as it is answered. */
function examplesOf(command: string, refusals: readonly string[]): JsonObject {
  const examples = keptUnderNames();
  for (const refusal of refusals) examples.keep(refusal, { summary: refusal, value: problemDetails(plainRefusal(command, refusal)) });
  return examples.kept();
}

/** What an external system reports has happened: only the limits of its values are looked at. */
export function refusedReport(schemas: NamedSchemas): JsonObject {
  return problemResponse('Refused', schemas.keep('Report refused', { allOf: [{ $ref: '#/components/schemas/Refused' }, { type: 'object', properties: { title: schemas.keep('Broken limit', BROKEN_LIMIT) }, required: ['title'] }] }));
}

const BROKEN_LIMIT: JsonSchema = {
  title: 'Broken limit',
  description: 'Which limit a value breaks, in a sentence; where the value was sent, `errors` points to it.',
  type: 'string',
  pattern: ' must ',
  examples: ['Amount must be at least 0.01'],
};
