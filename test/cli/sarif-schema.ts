/**
 * What the SARIF 2.1.0 standard (OASIS, sections 3.13 to 3.58) demands of the objects that are printed: members that
 * must be there, their types and bounds, and no member that the standard does not have.
 */
const text = { type: 'string', minLength: 1 };
const message = object({ text, markdown: text, id: text, arguments: { type: 'array' } }, ['text']);
const artifactLocation = object({ uri: { type: 'string', pattern: '^(?:file:///|[^/:?#\\s])[!-~]*$' }, uriBaseId: text, index: { type: 'integer' } }, ['uri']);
const place = { type: 'integer', minimum: 1 };
const region = object({ startLine: place, startColumn: place, endLine: place, endColumn: place, charOffset: { type: 'integer' }, charLength: { type: 'integer' }, snippet: { type: 'object' } }, ['startLine']);
const physicalLocation = object({ artifactLocation, region, contextRegion: region }, ['artifactLocation']);
const location = object({ id: { type: 'integer', minimum: 0 }, physicalLocation, message, logicalLocations: { type: 'array' } }, ['physicalLocation']);
const replacement = object({ deletedRegion: region, insertedContent: object({ text: { type: 'string' } }, ['text']) }, ['deletedRegion']);
const artifactChange = object({ artifactLocation, replacements: { type: 'array', items: replacement, minItems: 1 } }, ['artifactLocation', 'replacements']);
const fix = object({ description: message, artifactChanges: { type: 'array', items: artifactChange, minItems: 1 } }, ['artifactChanges']);
const suppression = object({ kind: { enum: ['inSource', 'external'] }, status: { enum: ['accepted', 'underReview', 'rejected'] }, justification: text }, ['kind']);
const level = { enum: ['none', 'note', 'warning', 'error'] };
const result = object(
  {
    ruleId: text, ruleIndex: { type: 'integer', minimum: 0 }, level, message,
    locations: { type: 'array', items: location }, relatedLocations: { type: 'array', items: location, uniqueItems: true }, fixes: { type: 'array', items: fix, uniqueItems: true },
    suppressions: { type: 'array', items: suppression, uniqueItems: true },
  },
  ['message'],
);
const rule = object({ id: text, name: text, shortDescription: message, fullDescription: message, help: message, helpUri: text, defaultConfiguration: object({ level, enabled: { type: 'boolean' } }, []) }, ['id']);
const driver = object({ name: text, version: text, semanticVersion: text, informationUri: text, rules: { type: 'array', items: rule, uniqueItems: true } }, ['name']);
const run = object(
  { tool: object({ driver }, ['driver']), columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] }, results: { type: 'array', items: result }, invocations: { type: 'array' }, originalUriBaseIds: { type: 'object' } },
  ['tool'],
);

export const SARIF = object({ $schema: text, version: { const: '2.1.0' }, runs: { type: 'array', items: run } }, ['version', 'runs']);

function object(properties: object, required: readonly string[]): object {
  return { type: 'object', properties, required, additionalProperties: false };
}
