import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelSchema } from '../../generator/schema/json-schema.ts';
import { plainData, type PlainData } from '../../generator/schema/plain-data.ts';
import { validate } from '../../generator/schema/validate.ts';
import { parseSource } from '../../generator/source/parse-source.ts';

const schema = modelSchema();
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
ajv.addVocabulary(['x-called', 'x-wants', 'x-of']);
ajv.addSchema(schema, 'model');
const libraries = { model: ajv.compile({ $ref: 'model#/$defs/model' }), 'whole model': ajv.compile({ $ref: 'model#/$defs/whole model' }) };

const { document } = parseSource({ path: 'bank.yaml', text: readFileSync(new URL('../../model/bank.yaml', import.meta.url), 'utf8') });
const bank = document === undefined ? null : plainData(document);

/** Each mistake as its keyword and place, each once. */
function ours(data: PlainData, definition: keyof typeof libraries): readonly string[] {
  const errors = validate(data, { $ref: `#/$defs/${definition}` }, schema.$defs ?? {});
  return [...new Set(errors.map(({ keyword, pointer, key }) => `${keyword} ${pointer} ${key ?? ''}`.trimEnd()))].sort();
}

function theirs(data: PlainData, definition: keyof typeof libraries): readonly string[] {
  libraries[definition](data);
  const errors = (libraries[definition].errors ?? []).filter(({ schemaPath }) => !/\/(anyOf|oneOf)\//.test(schemaPath));
  return [...new Set(errors.map(({ keyword, instancePath, params }) => `${keyword} ${instancePath} ${String(params['missingProperty'] ?? params['additionalProperty'] ?? '')}`.trimEnd()))].sort();
}

/** The data with the piece that a path of numbers leads to changed into something else. */
function changed(data: PlainData, path: readonly number[], into: PlainData): PlainData {
  const [step, ...rest] = path;
  if (step === undefined || data === null || typeof data !== 'object') return into;
  const keys = Object.keys(data);
  const chosen = keys[step % Math.max(1, keys.length)];
  if (chosen === undefined) return into;
  const entries = Object.entries(data).map(([key, value]): readonly [string, PlainData] => (key === chosen ? [key, changed(value, rest, into)] : [key, value]));
  if (Array.isArray(data)) return entries.map(([, value]) => value);
  return Object.fromEntries(rest.length === 0 && into === 'gone' ? entries.filter(([key]) => key !== chosen) : entries);
}

test('The shape check finds what a library for JSON Schema finds, in ten thousand pieces of the bank changed at random', () => {
  expect(ours(bank, 'model')).toEqual([]);
  const things = fc.oneof(fc.constantFrom<PlainData>('gone', 'x', 1, 1.5, true, null, [], {}, ['x'], [1], { x: 1 }, { if: 'x' }, { with: {} }, { is: 'text', 'one of': [] }, { key: 'a', single: true }, { whenever: 'x', every: 'y' }), fc.jsonValue().map((value): PlainData => JSON.parse(JSON.stringify(value))));
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), things, fc.constantFrom('model', 'whole model'), (path, into, definition) => {
      const data = changed(bank, path, into);
      expect(ours(data, definition)).toEqual(theirs(data, definition));
    }),
    { numRuns: 10_000 },
  );
});
