import { remembered } from '../memo/remembered.ts';
import { modelSchema } from './json-schema.ts';
import { fieldNames, type Offer, type Offered, offeredIn, ownEvents } from './offered-names.ts';
import type { RawAggregate, RawModel, RawReadModel } from './raw-model.ts';

/** A piece of a JSON Schema. */
type Part = { readonly [key: string]: unknown };

/**
 * The schema that an editor uses for one model: that of every model, but in every place that wants an event, a command, an
 * actor, a type or the like it offers exactly the names there are, each with what the model says of it. As JSON text.
 */
export function specialisedSchema(raw: RawModel): string {
  const offered = offeredIn(raw);
  const rooms = [raw.aggregates.map((each) => [each.name.text, fieldNames(each.state), ownEvents(each)]), raw.readModels.map((each) => [each.name.text, fieldNames(each.with)])];
  return madeBefore.of(JSON.stringify([raw.name?.text, offered, rooms]), () => schemaOf(raw, offered));
}

/** While somebody works on rules and examples the names stay the same. */
const madeBefore = remembered<string>(8);

function schemaOf(raw: RawModel, offered: Offered): string {
  const { $schema, $defs = {}, ...rest }: Part & { readonly $defs?: Part } = { ...modelSchema() };
  const title = `${raw.name?.text ?? 'Model'}, an event-storming model`;
  const definitions = { ...withOwnNames(specialised($defs, offered), raw), ...namesOf(offered), ...fieldsOf(offered), ...mapsOf(offered) };
  return inLines({ $schema, ...rest, title, $defs: definitions });
}

/** A line for each definition: what changes can be seen, and a large model is written in no time. */
function inLines({ $defs, ...rest }: { readonly $defs: Part } & Part): string {
  const lines = (object: Part): string => Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(',\n');
  return `{\n${lines(rest)},\n"$defs": {\n${lines($defs)}\n}\n}\n`;
}

/** A definition for each kind of name. Where there is none yet, anything goes. */
function namesOf(offered: Offered): Part {
  return Object.fromEntries(Object.entries(offered).map(([kind, names]) => [`name of ${kind}`, oneOfNames(names)]));
}

function oneOfNames(names: readonly Offer[]): Part {
  return names.length === 0 ? { type: 'string' } : { anyOf: names.map(({ name, description }) => ({ const: name, ...(description === undefined ? {} : { description }) })) };
}

const nameOf = (kind: keyof Offered): Part => ({ $ref: `#/$defs/name of ${kind}` });

const oneOrMore = (one: Part): Part => ({ anyOf: [one, { type: 'array', minItems: 1, items: one }] });

/** A map whose keys are names. */
function mapOf(names: readonly Offer[], of: (offer: Offer) => Part, besides: Part = {}): Part {
  const properties = Object.fromEntries(names.map((offer) => [offer.name, { ...of(offer), ...(offer.description === undefined ? {} : { description: offer.description }) }]));
  return { type: 'object', minProperties: 1, properties: { ...besides, ...properties }, additionalProperties: names.length === 0 };
}

/** Fields, each with a value of some kind. Where none are known, or not all of them yet, anything goes. */
function fieldsWith(fields: readonly string[] | undefined, value: Part): Part {
  if (fields === undefined || fields.length === 0) return { type: ['object', 'null'] };
  return { type: ['object', 'null'], properties: Object.fromEntries(fields.map((name) => [name, value])), additionalProperties: false };
}

const assigned = ({ name }: Offer): Part => ({ $ref: `#/$defs/values of ${name}` });
const given = ({ name }: Offer): Part => ({ $ref: `#/$defs/examples of ${name}` });
const IF: Part = { if: { $ref: '#/$defs/if' } };

/** Each name with its fields, once: in what is computed, and in examples. */
function fieldsOf({ command, event, sendable, anything }: Offered): Part {
  const all = [...new Set([...anything, ...command, ...event, ...sendable])];
  return Object.fromEntries(all.flatMap(({ name, fields }) => [[`values of ${name}`, fieldsWith(fields, { $ref: '#/$defs/value' })], [`examples of ${name}`, fieldsWith(fields, {})]]));
}

/** Names with their values: definitions, because many places refer to them. */
function mapsOf(offered: Offered): Part {
  const exampleOf = (offer: Offer): Part => (offered['read model'].includes(offer) ? {} : given(offer));
  const events = mapOf(offered.event, given);
  return {
    'sendable with values': mapOf(offered.sendable, assigned, IF),
    'own event with values': mapOf(offered['own event'], assigned, IF),
    'example of event': events,
    'example of command': mapOf(offered.command, given),
    'example of anything': mapOf(offered.anything, exampleOf),
    'entries of read model': mapOf(offered.event, () => ({})),
    'given events': withKey(events, 'properties', { ...part(events, 'properties'), 'time passes': { $ref: '#/$defs/time passes' } }),
    'passing time': { type: 'object', properties: { 'time passes': { $ref: '#/$defs/time passes' } }, required: ['time passes'], additionalProperties: false },
  };
}

const mapNamed = (definition: string): Part => ({ $ref: `#/$defs/${definition}` });

/** A name, names with their values, or a list of either. */
function oneOrMoreWith(name: Part, map: Part): Part {
  return { anyOf: [name, map, { type: 'array', minItems: 1, items: { anyOf: [name, map] } }] };
}

/** An aggregate names its own events and fields only, a read model its own fields. */
function withOwnNames($defs: Part, { aggregates, readModels }: RawModel): Part {
  const model = part($defs, 'model');
  const own = (names: readonly { readonly name: { readonly text: string } }[], definition: string): Part => Object.fromEntries(names.map(({ name }, index) => [name.text, { $ref: `#/$defs/${definition} ${index + 1}` }]));
  const rooms = { aggregates: own(aggregates, 'aggregate'), 'read models': own(readModels, 'read model') };
  const top = Object.fromEntries(Object.entries(rooms).map(([key, properties]) => [key, { ...part(part(model, 'properties'), key), properties }]));
  return {
    ...$defs,
    model: { ...model, properties: { ...part(model, 'properties'), ...top } },
    ...Object.assign({}, ...aggregates.map((each, index) => aggregateDefinitions(each, index + 1, $defs))),
    ...Object.assign({}, ...readModels.map((each, index) => readModelDefinitions(each, index + 1, $defs))),
  };
}

function aggregateDefinitions(aggregate: RawAggregate, number: number, $defs: Part): Part {
  const state = fieldNames(aggregate.state);
  const events = ownEvents(aggregate);
  const event = oneOfNames(events);
  const all = (definition: string): Part => ({ type: 'object', additionalProperties: { $ref: `#/$defs/${definition} ${number}` } });
  return {
    [`aggregate ${number}`]: withProperties(part($defs, 'aggregate'), { 'identified by': oneOfNames(state.map((name) => ({ name }))), 'begins with': oneOrMore(event), 'ends with': oneOrMore(event), commands: all('command'), events: all('event') }),
    [`command ${number}`]: withProperties(part($defs, 'command'), { then: oneOrMoreWith(event, mapNamed(`events ${number}`)) }),
    [`events ${number}`]: mapOf(events, assigned, IF),
    [`event ${number}`]: withProperties(part($defs, 'event'), { sets: fieldsWith(state, { $ref: '#/$defs/value' }) }),
  };
}

/** All of them share the names of the events: each with all names of its own would be more than anything can read. */
function readModelDefinitions(readModel: RawReadModel, number: number, $defs: Part): Part {
  const fields = fieldNames(readModel.with);
  const field = oneOrMore(oneOfNames(fields.map((name) => ({ name }))));
  const values = fieldsWith(fields, { $ref: '#/$defs/value' });
  const row = fieldsWith(fields, {});
  return {
    [`rows ${number}`]: withProperties(part($defs, 'scenario'), { then: { anyOf: [{ const: 'nothing' }, row, { type: 'array', items: row }] } }),
    [`read model ${number}`]: withProperties(part($defs, 'read model'), { key: field, 'find by': field, 'starts as': values, from: { allOf: [mapNamed('entries of read model'), { type: 'object', additionalProperties: { $ref: `#/$defs/read model entry ${number}` } }] }, scenarios: { type: 'object', additionalProperties: { $ref: `#/$defs/rows ${number}` } } }),
    [`read model entry ${number}`]: withProperties(part($defs, 'read model entry'), { key: values, sets: values }),
  };
}

/** The definitions, each place that wants a name with the names for it. */
function specialised($defs: Part, offered: Offered): Part {
  // The sentence of a limit is a refusal as well, and stands nowhere in the model.
  const refused = { type: 'object', properties: { refused: { anyOf: [nameOf('refusal'), { type: 'string' }] } }, required: ['refused'], additionalProperties: false };
  const outcome = { anyOf: [{ const: 'nothing' }, refused, oneOrMoreWith(nameOf('anything'), mapNamed('example of anything'))] };
  const replaced: { readonly [definition: string]: { readonly [property: string]: Part } } = {
    actor: { views: oneOrMore(nameOf('read model')) },
    aggregate: { 'begins with': oneOrMore(nameOf('own event')), 'ends with': oneOrMore(nameOf('own event')) },
    command: { by: oneOrMore(nameOf('actor')), then: oneOrMoreWith(nameOf('own event'), mapNamed('own event with values')) },
    policy: {
      whenever: { anyOf: [nameOf('event'), { type: 'array', minItems: 1, items: nameOf('event') }, mapOf(offered.event, () => ({ $ref: '#/$defs/reaction' }))] },
      then: oneOrMoreWith(nameOf('sendable'), mapNamed('sendable with values')), 'if refused': oneOrMoreWith(nameOf('sendable'), mapNamed('sendable with values')), unless: oneOrMore(nameOf('own event')), 'for each': nameOf('read model'),
    },
    reaction: { then: oneOrMoreWith(nameOf('sendable'), mapNamed('sendable with values')), 'if refused': oneOrMoreWith(nameOf('sendable'), mapNamed('sendable with values')), unless: oneOrMore(nameOf('own event')) },
    'read model': { from: mapOf(offered.event, () => ({ $ref: '#/$defs/read model entry' })) },
    scenario: {
      given: oneOrMoreWith(nameOf('event'), mapNamed('given events')),
      when: { anyOf: [nameOf('command'), nameOf('event'), mapNamed('example of command'), mapNamed('example of event'), mapNamed('passing time')] },
      then: outcome,
      by: { anyOf: [nameOf('actor'), mapOf(offered.actor, () => ({}))] },
    },
    'hot spot': { on: nameOf('anything') },
  };
  const fields = { fields: withKey(part($defs, 'fields'), 'additionalProperties', { title: 'Type', ...nameOf('type') }) };
  const lookUps = { 'looks up': withKey(part($defs, 'looks up'), 'additionalProperties', { anyOf: [nameOf('read model'), mapOf(offered['read model'], assigned)] }) };
  return { ...$defs, ...fields, ...lookUps, ...Object.fromEntries(Object.entries(replaced).map(([name, properties]) => [name, withProperties(part($defs, name), properties)])) };
}

/** Its words stay: only what may stand there is another. */
function withProperties(definition: Part, properties: { readonly [property: string]: Part }): Part {
  const own = part(definition, 'properties');
  const all = Object.entries(own).map(([name, value]) => [name, properties[name] === undefined ? value : { ...wordsOf(part(own, name)), ...properties[name] }]);
  return { ...definition, properties: Object.fromEntries(all) };
}

function wordsOf({ title, description, examples: shown }: Part): Part {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }), ...(shown === undefined ? {} : { examples: shown }) };
}

function withKey(definition: Part, key: string, value: Part): Part {
  return { ...definition, [key]: value };
}

function part(of: Part, key: string): Part {
  const found = of[key];
  return isPart(found) ? found : {};
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
