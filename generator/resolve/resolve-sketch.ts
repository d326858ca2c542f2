import type { RawBody, RawModel, RawName } from '../schema/raw-model.ts';
import { find, type Resolving, type StickyKind } from './world.ts';

/**
 * Below the level of a design nothing is linked, but the world is as closed as anywhere: every name on the wall that
 * another one points to is there, and is of the right kind.
 */
export function checkSketchNames(raw: RawModel, resolving: Resolving): void {
  const each = (names: readonly RawName[], kinds: readonly StickyKind[], place: string): void => {
    for (const name of names) find(resolving, name, kinds, place);
  };
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

function checkBody(body: RawBody, each: (names: readonly RawName[], kinds: readonly StickyKind[], place: string) => void): void {
  each(body.lookUps.map(({ readModel }) => readModel), ['read model'], '`looks up`');
  each(body.then.map(({ name }) => name), ['command', 'request'], '`then` of a policy');
  each(body.ifRefused.map(({ name }) => name), ['command', 'request'], '`if refused`');
}
