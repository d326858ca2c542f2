import { modelSchema } from './json-schema.ts';
import type { RawModel, RawSticky } from './raw-model.ts';

/** A piece of a JSON Schema. */
type Part = { readonly [key: string]: unknown };

/**
 * The schema that an editor uses for one model: that of every model, but in every place that wants an event, a command, an
 * actor, a type or the like it offers exactly the names there are, each with what the model says of it. As JSON text.
 */
export function specialisedSchema(raw: RawModel): string {
  const { $schema, $defs = {}, ...rest }: Part & { readonly $defs?: Part } = { ...modelSchema() };
  const offered = offeredIn(raw);
  const title = `${raw.name?.text ?? 'Model'}, an event-storming model`;
  return `${JSON.stringify({ $schema, ...rest, title, $defs: { ...specialised($defs, offered), ...namesOf(offered) } }, undefined, 2)}\n`;
}

/** What can be named, by kind. */
type Offered = { readonly [kind in 'actor' | 'command' | 'own event' | 'event' | 'sendable' | 'read model' | 'type' | 'refusal' | 'anything']: readonly Named[] };

interface Named {
  readonly name: string;
  readonly description?: string;
}

const BASIC = ['text', 'yes or no', 'whole number', 'decimal', 'date', 'date and time', 'duration', 'identifier'];

function offeredIn(raw: RawModel): Offered {
  const commands = [...raw.looseCommands, ...raw.aggregates.flatMap((each) => each.commands)];
  const events = [...raw.looseEvents, ...raw.aggregates.flatMap((each) => each.events)];
  const reports = raw.externalSystems.flatMap((each) => each.reports);
  const requests = raw.externalSystems.flatMap((each) => each.does);
  const refusals = raw.aggregates.flatMap((each) => [...each.commands.flatMap((command) => command.rules), ...each.always]).flatMap(({ otherwise }) => otherwise?.text ?? []);
  const lifecycle = raw.aggregates.flatMap(({ name }) => [`${name.text} already exists`, `${name.text} does not exist`, `${name.text} has ended`]);
  const stickies = [...raw.actors, ...raw.aggregates, ...commands, ...events, ...raw.policies, ...raw.readModels, ...raw.externalSystems, ...requests, ...reports].map(named);
  return {
    actor: raw.actors.map(named),
    command: commands.map(named),
    'own event': events.map(named),
    event: [...events, ...reports].map(named),
    sendable: [...commands, ...requests].map(named),
    'read model': raw.readModels.map(named),
    type: typesOf(raw),
    refusal: [...new Set([...refusals, ...lifecycle])].map((name) => ({ name })),
    anything: [...stickies, ...raw.types.map(named)],
  };
}

function named(sticky: RawSticky & { readonly question?: string }): Named {
  const description = sticky.question ?? sticky.about;
  return { name: sticky.name.text, ...(description === undefined ? {} : { description: description.trim() }) };
}

/** Each type by itself, optional, and as a list. */
function typesOf({ types }: RawModel): readonly Named[] {
  const all = [...BASIC.map((name): Named => ({ name })), ...types.map(named)];
  return [...all, ...all.map((each) => ({ ...each, name: `optional ${each.name}` })), ...all.map((each) => ({ ...each, name: `list of ${each.name}` }))];
}

/** A definition for each kind of name. Where there is none yet, anything goes. */
function namesOf(offered: Offered): Part {
  return Object.fromEntries(Object.entries(offered).map(([kind, names]) => [`name of ${kind}`, names.length === 0 ? { type: 'string' } : { anyOf: names.map(({ name, description }) => ({ const: name, ...(description === undefined ? {} : { description }) })) }]));
}

const nameOf = (kind: keyof Offered): Part => ({ $ref: `#/$defs/name of ${kind}` });

const oneOrMore = (kind: keyof Offered): Part => ({ anyOf: [nameOf(kind), { type: 'array', minItems: 1, items: nameOf(kind) }] });

/** A map whose keys are the names of a kind. */
function mapOf(kind: keyof Offered, offered: Offered, of: Part, besides: Part = {}): Part {
  const names = offered[kind];
  const properties = Object.fromEntries(names.map(({ name, description }) => [name, { ...of, ...(description === undefined ? {} : { description }) }]));
  return { type: 'object', minProperties: 1, properties: { ...besides, ...properties }, additionalProperties: names.length === 0 ? of : false };
}

const ASSIGNMENTS: Part = { $ref: '#/$defs/assignments' };
const VALUES: Part = { $ref: '#/$defs/values' };
const IF: Part = { if: { $ref: '#/$defs/if' } };

/** A name, names with their values, or a list of either. */
function emissions(kind: keyof Offered, offered: Offered): Part {
  const map = mapOf(kind, offered, ASSIGNMENTS, IF);
  return { anyOf: [nameOf(kind), map, { type: 'array', minItems: 1, items: { anyOf: [nameOf(kind), map] } }] };
}

function examples(kind: keyof Offered, offered: Offered): Part {
  const map = mapOf(kind, offered, VALUES);
  return { anyOf: [nameOf(kind), map, { type: 'array', items: { anyOf: [nameOf(kind), map] } }] };
}

/** The definitions, each place that wants a name with the names for it. */
function specialised($defs: Part, offered: Offered): Part {
  const outcome = { anyOf: [{ const: 'nothing' }, { type: 'object', properties: { refused: nameOf('refusal') }, additionalProperties: {} }, { type: 'array' }, examples('anything', offered)] };
  const replaced: { readonly [definition: string]: { readonly [property: string]: Part } } = {
    actor: { views: oneOrMore('read model') },
    aggregate: { 'begins with': oneOrMore('own event'), 'ends with': oneOrMore('own event') },
    command: { by: oneOrMore('actor'), then: emissions('own event', offered) },
    policy: {
      whenever: { anyOf: [nameOf('event'), { type: 'array', minItems: 1, items: nameOf('event') }, mapOf('event', offered, { $ref: '#/$defs/reaction' })] },
      then: emissions('sendable', offered), 'if refused': emissions('sendable', offered), unless: oneOrMore('own event'), 'for each': nameOf('read model'),
    },
    reaction: { then: emissions('sendable', offered), 'if refused': emissions('sendable', offered), unless: oneOrMore('own event') },
    'read model': { from: mapOf('event', offered, { $ref: '#/$defs/read model entry' }) },
    scenario: {
      given: examples('event', offered),
      when: { anyOf: [nameOf('command'), nameOf('event'), mapOf('command', offered, VALUES), mapOf('event', offered, VALUES, { 'time passes': { type: 'string' } })] },
      then: outcome,
      by: { anyOf: [nameOf('actor'), mapOf('actor', offered, {})] },
    },
    'hot spot': { on: nameOf('anything') },
  };
  const fields = { fields: withKey(part($defs, 'fields'), 'additionalProperties', { title: 'Type', ...nameOf('type') }) };
  const lookUps = { 'looks up': withKey(part($defs, 'looks up'), 'additionalProperties', { anyOf: [nameOf('read model'), mapOf('read model', offered, ASSIGNMENTS)] }) };
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
