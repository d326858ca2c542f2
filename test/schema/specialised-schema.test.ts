import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { checkShape } from '../../generator/schema/check-shape.ts';
import { type PlainData, plainData } from '../../generator/schema/plain-data.ts';
import { specialisedSchema } from '../../generator/schema/specialised-schema.ts';
import { parseSource } from '../../generator/source/parse-source.ts';
import { largeModel } from '../bench/large-model.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the schema made for one text says of another. */
function mistakesIn(text: string, schemaFor = text): readonly string[] {
  const { raw } = checkShape(parseSource({ path: 'm.yaml', text: schemaFor }).document);
  const { document } = parseSource({ path: 'm.yaml', text });
  if (raw === undefined || document === undefined) throw new Error('There is no model in the text.');
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  const validate = ajv.compile(JSON.parse(specialisedSchema(raw)));
  const data: PlainData = plainData(document);
  validate(data);
  return [...new Set((validate.errors ?? []).filter(({ keyword }) => !['anyOf', 'oneOf', 'if', 'type'].includes(keyword)).map(({ instancePath, params }) => `${instancePath} ${params['additionalProperty'] ?? params['allowedValue'] ?? ''}`.trim()))];
}

function sizeFor(stickies: number): number {
  const { raw } = checkShape(parseSource({ path: 'm.yaml', text: largeModel(stickies) }).document);
  return raw === undefined ? Number.NaN : specialisedSchema(raw).length;
}

const bank = readFileSync(join(root, 'model', 'bank.yaml'), 'utf8');

describe('The schema made for one model', () => {
  test.each(['model/bank.yaml', 'model/examples/library.yaml', 'model/examples/web-shop.yaml', 'model/examples/cinema.yaml', 'test/golden/gym/model.yaml', 'test/golden/odd-names/model.yaml', 'test/golden/tierarztpraxis/model.yaml', 'test/golden/storm-of-a-process/model.yaml'])('finds nothing wrong with %s', (path) => {
    expect(mistakesIn(readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  test.each<[string, string, string, string]>([
    ['a field of another thing as the identity', 'identified by: account number', 'identified by: owner of it', '/aggregates/Bank account/identified by'],
    ['an event of another aggregate as a beginning', 'begins with: Account opened', 'begins with: Transfer started', '/aggregates/Bank account/begins with'],
    ['a field that the command of a policy does not have', 'Take out transfer: { account number: from', 'Take out transfer: { acount number: from', 'acount number'],
    ['a field that a read model does not have', 'find by: [owner]', 'find by: [ownr]', '/read models/Account overview/find by'],
    ['a field of an example that the event does not have', 'given:\n          - Account opened: { owner: Ada', 'given:\n          - Account opened: { ownr: Ada', 'ownr'],
  ])('and underlines %s', (_, from, to, place) => {
    expect(bank).toContain(from);
    expect(mistakesIn(bank.replace(from, () => to), bank).join('\n')).toContain(place);
  });

  test('grows as the model does: ten times the stickies, at most eleven times the text', () => {
    expect(sizeFor(1000)).toBeLessThan(sizeFor(100) * 11);
  });
});
