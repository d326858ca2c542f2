import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Nearest, nearestOf, otherNumber } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import { entryOf, type Node, type ScalarNode } from '../source/node.ts';
import { modelSchema } from './json-schema.ts';
import { placeAt, type Place, type PlainData } from './plain-data.ts';
import type { SchemaPart, ShapeError } from './validate.ts';

/** One sentence for each mistake the schema finds, at the words that are wrong; broken places were reported before. */
export function shapeMistakes(root: Node, errors: readonly ShapeError[]): readonly Diagnostic[] {
  return errors.flatMap((error) => mistake(root, error) ?? []);
}

/** Which keys were meant where one is misspelt: by the node of the key as written. */
export function meantKeys(root: Node, errors: readonly ShapeError[]): ReadonlyMap<ScalarNode, string> {
  const meant = new Map<ScalarNode, string>();
  for (const error of errors) {
    const { node } = placeAt(root, error.pointer);
    const entry = error.keyword === 'additionalProperties' && node.kind === 'map' ? entryOf(node, error.key ?? '') : undefined;
    const key = entry === undefined ? undefined : nearestKey(entry.key.text, allowedKeys(error.part)).nearest;
    if (entry !== undefined && key !== undefined && node.kind === 'map' && entryOf(node, key) === undefined) meant.set(entry.key, key);
  }
  return meant;
}

function nearestKey(written: string, allowed: readonly string[]): Nearest {
  const other = otherNumber(written, allowed) ?? onlyLonger(written, allowed);
  return other === undefined ? nearestOf(written, allowed) : { nearest: other, certain: true };
}

/** `whenever` for `when`, where no other key begins like that. */
function onlyLonger(written: string, allowed: readonly string[]): string | undefined {
  const [only, second] = allowed.filter((key) => written.length >= SHORTEST_BEGINNING && key.startsWith(written.toLowerCase()));
  return second === undefined ? only : undefined;
}

const SHORTEST_BEGINNING = 4;

function allowedKeys(schema: SchemaPart): readonly string[] {
  return Object.keys(schema.properties ?? {});
}

function mistake(root: Node, error: ShapeError): Diagnostic | undefined {
  const place = placeAt(root, error.pointer);
  if (place.node.kind === 'broken') return undefined;
  const schema = partOf(error);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(place, error.key ?? '', schema);
    case 'required':
      return missingKey(place, error.key ?? '', schema);
    case 'anyOf':
    case 'oneOf':
      return keyChoice(place, schema);
    case 'minItems':
      return diagnose('list-empty', place.node.span, { key: place.key?.text ?? '' });
    case 'minProperties':
      return diagnose('braces-empty', place.node.span, { key: place.key?.text ?? '', wants: schema['x-wants'] ?? 'something' });
    case 'maxProperties':
      return onlyOne(place);
    default:
      return wrongKind(place, schema);
  }
}

/** What was not met, in the words of the definition it is about. */
function partOf({ part }: ShapeError): SchemaPart {
  const definition = part['x-of'] === undefined ? undefined : modelSchema().$defs?.[part['x-of']];
  return definition === undefined ? part : { ...definition, ...part, properties: definition.properties ?? {} };
}

function spanOfKey(place: Place): Span {
  return place.key?.node.span ?? place.node.span;
}

/** `The command "Deposit money"`, or `A rule` where it has no name of its own. */
function thingAt(place: Place, schema: SchemaPart): string {
  const called = schema['x-called'] ?? 'this';
  if (place.key === undefined) return 'The model';
  if (place.item) return capitalised(called);
  return called.startsWith('`') ? called : `${capitalised(called.replace(/^an? /, 'the '))} "${place.key.text}"`;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function unknownKey(place: Place, key: string, schema: SchemaPart): Diagnostic | undefined {
  const entry = place.node.kind === 'map' ? entryOf(place.node, key) : undefined;
  if (entry === undefined) return undefined;
  const allowed = allowedKeys(schema);
  const thing = schema['x-called'] ?? 'this';
  return diagnose('unknown-key', entry.key.span, { key, thing, ...nearestKey(key, allowed), elsewhere: ownersOf(key), allowed });
}

/** Which things of the language have this key: `a command`, `an event`. */
function ownersOf(key: string): readonly string[] {
  const definitions = Object.values(modelSchema().$defs ?? {}).filter((part) => part['x-called']?.includes('loose') !== true);
  return definitions.flatMap((part) => (part['x-called'] !== undefined && allowedKeys(part).includes(key) ? [part['x-called']] : []));
}

function missingKey(place: Place, key: string, schema: SchemaPart): Diagnostic | undefined {
  if (place.node.kind === 'map' && place.node.holes.length > 0) return undefined;
  const example = exampleOf(schema.properties?.[key] ?? {});
  const span = place.item ? firstWords(place.node) : spanOfKey(place);
  return diagnose('missing-key', span, { thing: thingAt(place, schema), key, example: example === undefined ? undefined : `${key}: ${example}` });
}

/** The first key of a map, or all of anything else: never a whole block of lines. */
export function firstWords(node: Node): Span {
  return node.kind === 'map' ? (node.entries[0]?.key.span ?? node.span) : node.span;
}

/** Exactly one, or at least one, of some keys must be there. */
function keyChoice(place: Place, schema: SchemaPart): Diagnostic | undefined {
  const keys = (schema.oneOf ?? schema.anyOf ?? []).flatMap((branch) => branch.required ?? []);
  const { node } = place;
  if (node.kind !== 'map') return undefined;
  const present = keys.filter((key) => entryOf(node, key) !== undefined);
  const thing = thingAt(place, schema);
  if (present.length > 1) {
    const [first, second] = present.map((key) => entryOf(node, key)?.key.span);
    return diagnose('keys-exclude-each-other', second ?? spanOfKey(place), { thing, keys: present }, first === undefined ? [] : [{ span: first, sentence: 'The first one stands here.' }]);
  }
  if (node.holes.length > 0) return undefined;
  const [only] = keys;
  const span = place.item ? firstWords(node) : spanOfKey(place);
  if (keys.length > 1 || only === undefined) return diagnose('missing-one-of-keys', span, { thing, keys });
  const example = exampleOf(schema.properties?.[only] ?? {});
  return diagnose('missing-key', span, { thing, key: only, example: example === undefined ? undefined : `${only}: ${example}` });
}

function onlyOne(place: Place): Diagnostic | undefined {
  const second = place.node.kind === 'map' ? place.node.entries[1] : undefined;
  return second === undefined ? undefined : diagnose('only-one', second.key.span, { key: place.key?.text ?? '', second: second.key.text });
}

function wrongKind(place: Place, schema: SchemaPart): Diagnostic {
  const key = place.key?.text;
  if (key === undefined) return diagnose('not-a-model', firstWords(place.node), {});
  const wants = schema['x-wants'] ?? 'something else';
  const { node } = place;
  if (node.kind === 'scalar') {
    const colon = missingColon(node, schema);
    if (colon !== undefined) return colon;
  }
  const example = exampleOf(schema);
  const comment = node.kind === 'empty' ? commentBehind(spanOfKey(place)) : undefined;
  const span = node.kind === 'empty' ? spanOfKey(place) : node.kind === 'map' ? firstWords(node) : node.span;
  const list = node.kind === 'list' && wants === 'the name of a type' ? node.items.map((item) => (item.kind === 'scalar' ? item.text : '')) : [];
  if (list.length === 1 && list[0] !== undefined && list[0] !== '') return diagnose('wrong-kind', span, { key, wants, found: describe(node), example: `${key}: list of ${list[0]}` });
  const shown = example === undefined ? undefined : place.item || example.startsWith('- ') ? `- ${example.replace(/^- /, '')}` : `${key}: ${example}`;
  return diagnose(place.item ? 'wrong-item' : 'wrong-kind', span, { key, wants, found: describe(node), example: shown, ...(comment === undefined ? {} : { comment }) });
}

/** `otherwise: #1 is too much` */
function commentBehind({ source, end }: Span): string | undefined {
  const line = source.text.slice(end, source.text.indexOf('\n', end) === -1 ? undefined : source.text.indexOf('\n', end));
  return /^:[ \t]+(#\S.*)$/.exec(line)?.[1]?.trim();
}

/** One line below a name, its own colon forgotten: `one of [open, closed]` is a text to YAML. */
function missingColon(node: ScalarNode, schema: SchemaPart): Diagnostic | undefined {
  const key = Object.keys(schema.properties ?? {}).find((each) => node.text.startsWith(`${each} `));
  if (key !== undefined) return diagnose('colon-missing-after-name', node.spanOf(0, key.length), { name: key });
  const tight = /^([^\s:"'][^:"'\n]*):(?=\S)/.exec(node.text)?.[1];
  return tight === undefined ? undefined : diagnose('space-missing-after-colon', node.spanOf(0, tight.length + 1), { name: tight });
}

export function describe(node: Node): string {
  switch (node.kind) {
    case 'map':
      return node.entries[0] === undefined ? 'an empty pair of braces' : `"${node.entries[0].key.text}:" with something of its own`;
    case 'list':
      return 'a list';
    case 'scalar':
      return node.text.length > 40 || node.text.includes('\n') ? 'a text' : `"${node.text}"`;
    case 'empty':
    case 'broken':
      return 'nothing';
  }
}

/** The first example of a key, as it would be written on one line. */
function exampleOf(schema: SchemaPart): string | undefined {
  const example = schema.examples?.[0] ?? definitionOf(schema)?.examples?.[0];
  return example === undefined ? undefined : written(example);
}

function definitionOf(schema: SchemaPart): SchemaPart | undefined {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? undefined : modelSchema().$defs?.[name];
}

function written(data: PlainData): string {
  if (data === null || typeof data !== 'object') return String(data);
  const [first] = data instanceof Array ? data : [];
  if (data instanceof Array && first !== null && typeof first === 'object') return `- ${written(first).slice(1, -1).split(',')[0]?.trim() ?? ''}`;
  if (data instanceof Array) return `[${data.map(written).join(', ')}]`;
  return `{ ${Object.entries(data).map(([key, value]) => `${key}: ${written(value)}`).join(', ')} }`;
}
