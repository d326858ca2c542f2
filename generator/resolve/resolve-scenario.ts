import { diagnose } from '../diagnostics/diagnostic.ts';
import type { RawData, RawExample, RawName, RawOutcome, RawScenario, RawTimePasses } from '../schema/raw-model.ts';
import { findField, type FieldOwner } from './fields.ts';
import type { Aggregate, AnyEvent, Command, Data, Example, ExampleRow, ExampleRows, ExampleValue, ReadModel, Request, Scenario, ScenarioOutcome, TimePasses } from './model.ts';
import { delayOf } from './lengths-of-time.ts';
import { checkName, LONGEST_SENTENCE } from './name-rules.ts';
import { ownerOf, ownEvent } from './resolve-aggregate.ts';
import type { Shells } from './shells.ts';
import { find, type Resolving } from './world.ts';

/** Where a scenario stands decides what its parts may name. */
export type ScenarioPlace =
  | { readonly kind: 'aggregate'; readonly aggregate: Aggregate }
  | { readonly kind: 'policy' }
  | { readonly kind: 'read model'; readonly readModel: ReadModel }
  | { readonly kind: 'top' };

interface Context {
  readonly place: ScenarioPlace;
  readonly shells: Shells;
  readonly resolving: Resolving;
}

/** Those whose outcome was understood; a name in one that nobody knows leaves the rest of it standing. */
export function resolveScenarios(raws: readonly RawScenario[], place: ScenarioPlace, shells: Shells, resolving: Resolving): readonly Scenario[] {
  reportSameNames(raws, resolving);
  return raws.flatMap((raw) => resolveScenario(raw, { place, shells, resolving }) ?? []);
}

/** Within a file no key stands twice; of several files, each may have one of that name. */
function reportSameNames(raws: readonly RawScenario[], { report }: Resolving): void {
  const names = new Map<string, RawName>();
  for (const { name } of raws) {
    const first = names.get(name.text);
    if (first === undefined) names.set(name.text, name);
    else report(diagnose('scenario-twice', name.span, { name: name.text }, [{ span: first.span, sentence: 'It stands here.' }]));
  }
}

function resolveScenario(raw: RawScenario, context: Context): Scenario | undefined {
  checkName(raw.name, LONGEST_SENTENCE, context.resolving.report);
  const given = raw.given.flatMap((each) => (each.kind === 'example' ? exampleOf(each, findGiven, context) : timePassesOf(each, context)) ?? []);
  const when = raw.when === undefined ? undefined : whenOf(raw.when, context);
  const by = raw.by === undefined ? undefined : find(context.resolving, raw.by.actor, ['actor'], '`by`');
  const then = raw.then === undefined ? undefined : outcomeOf(raw.then, context);
  if (then === undefined || given.length < raw.given.length || (when === undefined) !== (raw.when === undefined)) return undefined;
  return {
    name: raw.name.text,
    span: raw.name.span,
    given,
    ...(when === undefined ? {} : { when }),
    ...(by === undefined || raw.by === undefined ? {} : { by: { actor: { to: by, span: raw.by.actor.span }, id: raw.by.id ?? by.name } }),
    ...(raw.at === undefined ? {} : { at: raw.at }),
    then,
  };
}

function whenOf(raw: RawExample | RawTimePasses, context: Context): Example | TimePasses | undefined {
  if (raw.kind === 'example') return exampleOf(raw, findWhen, context);
  if (context.place.kind === 'aggregate' || context.place.kind === 'read model') context.resolving.report(diagnose('time-passes-for-nobody', raw.span, { place: context.place.kind }));
  return timePassesOf(raw, context);
}

function timePassesOf(raw: RawTimePasses, { resolving }: Context): TimePasses | undefined {
  const delay = delayOf(raw.delay, resolving.report);
  return delay === undefined ? undefined : { kind: 'time passes', delay, span: raw.span };
}

type Message = Command | AnyEvent | Request;
type FindMessage = (name: RawName, context: Context) => Message | undefined;

function findGiven(name: RawName, { resolving }: Context): Message | undefined {
  return find(resolving, name, ['event', 'reported event'], '`given`');
}

function findWhen(name: RawName, { place, resolving }: Context): Message | undefined {
  if (place.kind === 'policy' || place.kind === 'read model') return find(resolving, name, ['event', 'reported event'], `\`when\` in a ${place.kind}`);
  const own = place.kind === 'aggregate' ? place.aggregate.commands.find((each) => each.name === name.text) : undefined;
  if (own !== undefined) resolving.world.used.add(name.text);
  const reported = place.kind === 'top' ? resolving.world.things['reported event'].get(name.text) : undefined;
  if (reported !== undefined) return reported;
  const command = own ?? find(resolving, name, ['command'], '`when`');
  if (command === undefined || place.kind === 'top' || command === own) return command;
  resolving.report(diagnose('command-of-another-aggregate', name.span, { command: command.name, aggregate: command.aggregate.name }));
  return undefined;
}

function findOutcome(name: RawName, { place, resolving }: Context): Message | undefined {
  switch (place.kind) {
    case 'aggregate':
      return ownEvent(name, { draft: place.aggregate }, '`then`', resolving);
    case 'policy':
      return find(resolving, name, ['command', 'request'], '`then` of a policy');
    case 'top':
      return find(resolving, name, ['event', 'command', 'request'], '`then`');
    case 'read model':
      return undefined;
  }
}

function exampleOf(raw: RawExample, findMessage: FindMessage, context: Context): Example | undefined {
  const message = findMessage(raw.name, context);
  if (message === undefined) return undefined;
  const values = valuesOf(raw.data, message.name, ownerOf(message, context.shells), context.resolving);
  return values === undefined ? undefined : { kind: 'example', message, values, ...lacking(raw.data, values), span: raw.name.span };
}

/** The values of a message or a row; `undefined` where they were not understood. */
function valuesOf(raw: RawData, name: string, owner: FieldOwner, resolving: Resolving): readonly ExampleValue[] | undefined {
  if (raw.kind === 'empty') return [];
  if (raw.kind === 'broken') return undefined;
  if (raw.kind !== 'map') {
    resolving.report(diagnose('values-want-fields', raw.span, { name, found: raw.kind === 'list' ? 'a list' : `"${raw.text}"` }));
    return undefined;
  }
  return raw.entries.flatMap((entry): readonly ExampleValue[] => {
    const field = findField({ text: entry.name, span: entry.span }, owner, resolving);
    if (entry.data.kind === 'empty') resolving.report(diagnose('value-not-given', entry.span, { field: entry.name }));
    const data = dataOf(entry.data);
    return field === undefined || data === undefined ? [] : [{ field, data, span: entry.span }];
  });
}

/** Whether a value was dropped on the way. */
function lacking(raw: RawData, values: readonly ExampleValue[]): { readonly incomplete?: true } {
  return raw.kind === 'map' && values.length < raw.entries.length ? { incomplete: true } : {};
}

/** Without the pieces that were reported. */
function dataOf(raw: RawData): Data | undefined {
  switch (raw.kind) {
    case 'scalar':
      return raw;
    case 'list':
      return { kind: 'list', items: raw.items.flatMap((item) => dataOf(item) ?? []), span: raw.span };
    case 'map':
      return { kind: 'map', entries: raw.entries.flatMap((entry) => withData(entry.name, entry.span, dataOf(entry.data))), span: raw.span };
    case 'empty':
    case 'broken':
      return undefined;
  }
}

function withData<S>(name: string, span: S, data: Data | undefined): readonly { readonly name: string; readonly span: S; readonly data: Data }[] {
  return data === undefined ? [] : [{ name, span, data }];
}

function outcomeOf(raw: RawOutcome, context: Context): ScenarioOutcome | undefined {
  switch (raw.kind) {
    case 'nothing':
      return raw;
    case 'refused':
      return { kind: 'refused', refusal: raw.refusal.text, span: raw.refusal.span };
    case 'rows': {
      if (context.place.kind !== 'read model') return undefined;
      const rows = rowsOf(raw.rows, context.place.readModel, context);
      return rows === undefined ? undefined : { kind: 'happens', messages: [], rows: [{ readModel: context.place.readModel, rows, span: raw.span }], span: raw.span };
    }
    case 'messages':
      return happens(raw, context);
  }
}

/** Messages in order; at the top also rows, under their read model's name. */
function happens(raw: Extract<RawOutcome, { kind: 'messages' }>, context: Context): ScenarioOutcome | undefined {
  const messages: Example[] = [];
  const rows: ExampleRows[] = [];
  let whole = true;
  for (const example of raw.examples) {
    const readModel = context.place.kind === 'top' ? context.resolving.world.things['read model'].get(example.name.text) : undefined;
    if (readModel === undefined) {
      const message = exampleOf(example, findOutcome, context);
      if (message !== undefined) messages.push(message);
      whole &&= message !== undefined;
    } else {
      const { data } = example;
      const found = rowsOf(data.kind === 'list' ? data.items : [data], readModel, context);
      if (found !== undefined) rows.push({ readModel, rows: found, span: example.name.span });
      whole &&= found !== undefined;
    }
  }
  return whole ? { kind: 'happens', messages, rows, span: raw.span } : undefined;
}

function rowsOf(raws: readonly RawData[], readModel: ReadModel, { shells, resolving }: Context): readonly ExampleRow[] | undefined {
  const owner = ownerOf(readModel, shells);
  const rows = raws.flatMap((raw): readonly ExampleRow[] => {
    if (raw.kind === 'empty' || raw.kind === 'scalar' || raw.kind === 'list') resolving.report(diagnose('rows-want-fields', raw.span, { readModel: readModel.name }));
    const values = raw.kind === 'map' ? valuesOf(raw, readModel.name, owner, resolving) : undefined;
    return values === undefined ? [] : [{ values, ...lacking(raw, values), span: raw.span }];
  });
  return rows.length < raws.length ? undefined : rows;
}
