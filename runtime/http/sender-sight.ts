import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { CommandResult } from '../command/command-result.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row } from '../store/read-model-store.ts';
import type { Caller } from './caller.ts';
import { readerOf } from './claim.ts';
import { canBeKept } from './cursor.ts';
import { pastEndpoints } from './past-endpoints.ts';
import { visibleRows } from './visible-rows.ts';
import { waited } from './waited.ts';

/** An instance that somebody sends a command to, by its identity. */
export interface Addressed {
  readonly aggregate: AggregateDefinition;
  readonly key: Row;
}

/** Whether a row of the instance is shown to the sender; `no row` where there is none to go by, or none yet. */
export type Sight = 'shown' | 'hidden' | 'no row';

/** What a sender may be told of the instance that a command is for. */
export interface SenderSight {
  /** Before the command is sent: it may take away the row that the sender was shown. */
  look(addressed: Addressed, caller: Caller): Promise<Sight>;
  /** Whether one who `saw` this before is told what the command led to, and not only that it was accepted. */
  isToldOf(result: CommandResult, saw: Sight, addressed: Addressed, caller: Caller): Promise<boolean>;
}

/**
 * Many may send a command to an instance that they are not shown: anybody may pay into an account. What they are told of it then is no
 * more than read models, its past and its history tell. Without tokens everybody may be anybody, and is told everything; the same goes for an
 * aggregate of which the model hides nothing from anybody. Where the read models can not be asked, commands are taken none the less.
 */
export function senderSight(running: RunningApplication): SenderSight {
  const viewsOf = new Map(running.definition.aggregates.map((aggregate) => [aggregate, viewsAbout(running.definition, aggregate)]));
  const look = async ({ aggregate, key }: Addressed, caller: Caller): Promise<Sight> => {
    const views = viewsOf.get(aggregate);
    if (caller.kind === 'claims' || views === undefined) return 'shown';
    const sights = await Promise.all(views.map((view) => sightIn(view, running, caller, key).catch((): Sight => 'no row')));
    return (['shown', 'no row'] as const).find((sight) => sights.includes(sight)) ?? 'hidden';
  };
  const lookAt = async (position: bigint, addressed: Addressed, caller: Caller): Promise<Sight> => {
    const names = (viewsOf.get(addressed.aggregate) ?? []).map(({ name }) => name);
    const late = await waited(running, names, position).catch(() => true);
    return late === undefined ? look(addressed, caller) : 'no row';
  };
  return {
    look,
    isToldOf: async (result, saw, addressed, caller) => {
      if (saw !== 'no row' || result.kind !== 'accepted') return saw === 'shown';
      // Whoever has begun it knows all of it: he has sent it.
      if (result.events.length > 0 && result.events.length === result.revision) return true;
      return (await lookAt(result.position, addressed, caller)) === 'shown';
    },
  };
}

/** By whose rows it is known; nothing where the model hides nothing of the aggregate from anybody. */
function viewsAbout(definition: ApplicationDefinition, aggregate: AggregateDefinition): readonly ReadModelDefinition[] | undefined {
  const views = pastEndpoints({ aggregates: [aggregate], readModels: definition.readModels })[0]?.views;
  const fed = definition.readModels.filter(({ events }) => events.some((event) => Object.hasOwn(aggregate.events, event)));
  // Where no row is about one instance, as in "My orders" of each customer, those that can be found by it have to do.
  return views ?? (fed.some(({ visibleTo }) => visibleTo !== undefined) ? fed.filter((model) => isFoundBy(model, aggregate)) : undefined);
}

function isFoundBy(model: ReadModelDefinition, { identity: { field, type } }: AggregateDefinition): boolean {
  const column = model.row.fields[field];
  return column !== undefined && [model.key[0], ...model.findBy].includes(field) && JSON.stringify(column.schema) === JSON.stringify(type.schema);
}

async function sightIn(model: ReadModelDefinition, running: RunningApplication, caller: Caller, where: Row): Promise<Sight> {
  const reader = readerOf(running.definition, model, caller);
  if ('kind' in reader || !canBeKept(model, where)) return 'hidden';
  const [shown] = await visibleRows(model, running, reader).list({ where, limit: 1 });
  if (shown !== undefined) return 'shown';
  const [hidden] = await running.list(model.name, { where, limit: 1 });
  return hidden === undefined ? 'no row' : 'hidden';
}
