import type { Aggregate, Event, ExternalSystem, Model, Named } from '../resolve/model.ts';
import { runtimeNames } from './runtime-names.ts';

/**
 * Every name that generated code declares, solved once: no two are equal in one model, and none hides a name of the
 * runtime, of JavaScript, or of the fixed functions of a file. So no file ever has to rename an import.
 */
export interface Names {
  /** The TypeScript type of a sticky or a named type: `DepositMoney`. */
  type(sticky: Named): string;
  /** The value that goes with it: `bankAccount`, or for a command the function that decides it. */
  value(sticky: Named): string;
  /** Of an aggregate: its commands, its events, its refusals, the answer to a command. */
  union(aggregate: Aggregate, of: 'Command' | 'Event' | 'Refusal' | 'Decision'): string;
  /** Of a read model: the events it is made from. */
  eventsOf(readModel: Named): string;
  requestsOf(system: ExternalSystem): string;
  /** Of an external system: the events it reports. */
  reportsOf(system: ExternalSystem): string;
  /** Of an event: the fields that one of its earlier versions had, and the function that makes the next one of them. */
  version(event: Event, version: number): { readonly type: string; readonly upcaster: string };
  /** Of a function: what a developer wrote, before it is held to its type. */
  written(declared: Named): string;
  recordingType(system: ExternalSystem): string;
  recordingValue(system: ExternalSystem): string;
  /** Of a policy: the function for one of its events. */
  reaction(policy: Named, event: Named): string;
  /** Whether some file of the model has something of this name. A named type has one name, and its codec the same. */
  isTaken(name: string): boolean;
  readonly application: { readonly event: string; readonly command: string; readonly request: string; readonly adapters: string };
}

/** What JavaScript and TypeScript keep for themselves. */
export const reservedWords: readonly string[] =
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return static super switch this throw true try typeof var void while with yield await async of get set type interface implements package private protected public arguments eval'.split(' ');

/** What a file declares or uses besides the model's own names. */
const FIXED = [
  ...runtimeNames,
  ...'Array BigInt Boolean Date Error Function Infinity Map Math NaN Number Object Partial Pick Promise Readonly Record RegExp Set String Symbol undefined globalThis'.split(' '),
  ...reservedWords,
  ...'application before clock command concerns context decide delivery describe event events evolve instance initialState invariants keyOf look newRow port project reader refusal request row scenario sendings source state test tick'.split(' '),
];

export function createNames(model: Model): Names {
  const taken = new Set<string>(FIXED);
  const types = new Map<Named, string>();
  const values = new Map<Named, string>();
  for (const sticky of stickiesOf(model)) {
    types.set(sticky, claim(taken, sticky.identifier, suffixOf(sticky)));
    values.set(sticky, claim(taken, uncapitalised(sticky.identifier), suffixOf(sticky)));
  }
  const derived = new Map<string, string>();
  const derive = (name: string): string => {
    const known = derived.get(name);
    if (known !== undefined) return known;
    const claimed = claim(taken, name, 'Of');
    derived.set(name, claimed);
    return claimed;
  };
  const type = (sticky: Named): string => types.get(sticky) ?? sticky.identifier;
  const union = (aggregate: Aggregate, of: 'Command' | 'Event' | 'Refusal' | 'Decision'): string => derive(`${type(aggregate)}${of}`);
  for (const aggregate of model.aggregates) for (const of of ['Command', 'Event', 'Refusal', 'Decision'] as const) union(aggregate, of);
  // Where an aggregate is called like the model, its unions have the plain names, and those of everything say "Any".
  const ofAll = (of: string): string => claim(taken, taken.has(`${model.identifier}${of}`) ? `Any${model.identifier}${of}` : `${model.identifier}${of}`, 'Of');
  const application = { event: ofAll('Event'), command: ofAll('Command'), request: ofAll('Request'), adapters: ofAll('Adapters') };
  return {
    type,
    value: (sticky) => values.get(sticky) ?? uncapitalised(sticky.identifier),
    union,
    eventsOf: (readModel) => derive(`${type(readModel)}Event`),
    requestsOf: (system) => derive(`${type(system)}Request`),
    reportsOf: (system) => derive(`${type(system)}Report`),
    version: (event, version) => ({ type: derive(`${type(event)}Version${version}`), upcaster: derive(`${values.get(event) ?? uncapitalised(event.identifier)}FromVersion${version}`) }),
    written: (declared) => derive(`written${type(declared)}`),
    recordingType: (system) => derive(`Recording${type(system)}`),
    recordingValue: (system) => derive(`recording${type(system)}`),
    reaction: (policy, event) => derive(`on${type(event)}`),
    isTaken: (name) => taken.has(name) && !model.types.some((each) => values.get(each) === name),
    application,
  };
}

type NamedSticky = Named & { readonly kind: string };

function stickiesOf(model: Model): readonly NamedSticky[] {
  return [
    ...model.types,
    ...model.functions,
    ...model.aggregates,
    ...model.aggregates.flatMap((aggregate) => [...aggregate.commands, ...aggregate.events]),
    ...model.policies,
    ...model.readModels,
    ...model.externalSystems,
    ...model.externalSystems.flatMap((system) => [...system.does, ...system.reports]),
  ];
}

/** `wanted`, or with a suffix where that is taken. */
function claim(taken: Set<string>, wanted: string, suffix: string): string {
  let name = wanted;
  while (taken.has(name)) name += suffix;
  taken.add(name);
  return name;
}

/** The last word of its kind: `Type` of a limited type, `Model` of a read model. */
function suffixOf({ kind }: NamedSticky): string {
  return capitalised(kind.split(' ').at(-1) ?? kind);
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function uncapitalised(identifier: string): string {
  return identifier.slice(0, 1).toLowerCase() + identifier.slice(1);
}
