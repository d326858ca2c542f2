import type { RawBody, RawFields, RawModel, RawName } from '../schema/raw-model.ts';
import { find, type Resolving, type StickyKind } from './world.ts';
import { innermost, isBasic, reportUnknownType } from './written-type.ts';

/**
 * Below the level of a design nothing is linked, but the world is as closed as anywhere: every name on the wall that
 * another one points to is there, and is of the right kind.
 */
export function checkSketchNames(raw: RawModel, resolving: Resolving): void {
  const each = (names: readonly RawName[], kinds: readonly StickyKind[], place: string): void => {
    for (const name of names) find(resolving, name, kinds, place);
  };
  checkFieldTypes(raw, resolving);
  checkScenarioNames(raw, each);
  for (const actor of raw.actors) each(actor.views, ['read model'], '`views`');
  for (const aggregate of raw.aggregates) {
    each(aggregate.begins, ['event'], '`begins with`');
    each(aggregate.ends, ['event'], '`ends with`');
  }
  for (const command of [...raw.looseCommands, ...raw.aggregates.flatMap(({ commands }) => commands)]) {
    each(command.by, ['actor'], '`by`');
    each(command.then.map(({ name }) => name), ['event'], '`then`');
  }
  for (const policy of raw.policies) {
    for (const reaction of policy.reactions) {
      each(reaction.events, ['event', 'reported event'], '`whenever`');
      each(reaction.unless, ['event'], '`unless`');
      checkBody(reaction, each);
    }
    if (policy.clock !== undefined) checkBody(policy.clock, each);
    each(policy.clock?.forEach === undefined ? [] : [policy.clock.forEach], ['read model'], '`for each`');
  }
  for (const readModel of raw.readModels) each(readModel.from.map(({ event }) => event), ['event', 'reported event'], '`from`');
}

/** The types of fields, wherever there are fields. */
function checkFieldTypes(raw: RawModel, resolving: Resolving): void {
  const messages = [...raw.looseCommands, ...raw.aggregates.flatMap((each) => [...each.commands, ...each.events]), ...raw.externalSystems.flatMap((each) => [...each.does, ...each.reports])];
  const owners: readonly RawFields[] = [...raw.types.flatMap((each) => each.with ?? []), ...raw.aggregates.map((each) => each.state), ...messages.map((each) => each.with), ...raw.readModels.map((each) => each.with)];
  for (const { type } of owners.flatMap(({ fields }) => fields)) {
    const text = innermost(type.text);
    if (!isBasic(text)) reportUnknownType({ text, span: type.span }, resolving, type.span);
  }
}

/** What examples are about; their values are left to a design. */
function checkScenarioNames(raw: RawModel, each: Each): void {
  for (const { given, when, by, then } of [...raw.scenarios, ...[...raw.aggregates, ...raw.policies, ...raw.readModels].flatMap(({ scenarios }) => scenarios)]) {
    each(given.flatMap((step) => (step.kind === 'example' ? [step.name] : [])), ['event', 'reported event'], '`given`');
    each(when?.kind === 'example' ? [when.name] : [], ['command', 'event', 'reported event'], '`when`');
    each(by === undefined ? [] : [by.actor], ['actor'], '`by`');
    each(then?.kind === 'messages' ? then.examples.map(({ name }) => name) : [], ['event', 'command', 'request', 'read model'], '`then`');
  }
}

type Each = (names: readonly RawName[], kinds: readonly StickyKind[], place: string) => void;

function checkBody(body: RawBody, each: Each): void {
  each(body.lookUps.map(({ readModel }) => readModel), ['read model'], '`looks up`');
  each(body.then.map(({ name }) => name), ['command', 'request'], '`then` of a policy');
  each(body.ifRefused.map(({ name }) => name), ['command', 'request'], '`if refused`');
}
