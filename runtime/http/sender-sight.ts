import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { CommandResult } from '../command/command-result.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Reader, ReadModelDefinition } from '../reaction/read-model.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row } from '../store/read-model-store.ts';
import type { Caller } from './caller.ts';
import { readerOf } from './claim.ts';
import { canBeKept } from './cursor.ts';
import { pastEndpoints } from './past-endpoints.ts';
import { waited } from './waited.ts';

/** An instance that somebody sends a command to, by its identity. */
export interface Addressed {
  readonly aggregate: AggregateDefinition;
  readonly key: Row;
}

/** What a sender may be told of the instance that a command is for. */
export interface SenderSight {
  /** Whether he can have seen a revision of it. Where there is no row to go by, he can: it may have begun a moment ago. */
  mayKnow(addressed: Addressed, caller: Caller): Promise<boolean>;
  /** Whether he is told what the command led to, and not only that it was accepted. */
  isToldOf(result: CommandResult, addressed: Addressed, caller: Caller): Promise<boolean>;
}

type Sight = 'shown' | 'hidden' | 'no row';

/**
 * Many may send a command to an instance that they are not shown: anybody may pay into an account. What they are told of it then is no
 * more than read models, its past and its history tell. Without tokens everybody may be anybody, and is told everything; the same goes for an
 * aggregate of which the model hides nothing from anybody.
 */
export function senderSight(running: RunningApplication): SenderSight {
  const viewsOf = new Map(running.definition.aggregates.map((aggregate) => [aggregate, viewsAbout(running.definition, aggregate)]));
  const look = async ({ aggregate, key }: Addressed, caller: Caller): Promise<Sight> => {
    const views = viewsOf.get(aggregate);
    if (caller.kind === 'claims' || views === undefined) return 'shown';
    const sights = await Promise.all(views.map((view) => sightIn(view, running, caller, key)));
    return (['shown', 'no row'] as const).find((sight) => sights.includes(sight)) ?? 'hidden';
  };
  /** Once the read models have followed the log to `position`, where there was no row to go by. */
  const lookAt = async (position: bigint, addressed: Addressed, caller: Caller): Promise<Sight> => {
    const sight = await look(addressed, caller);
    const names = (viewsOf.get(addressed.aggregate) ?? []).map(({ name }) => name);
    return sight !== 'no row' || (await waited(running, names, position)) !== undefined ? sight : look(addressed, caller);
  };
  return {
    mayKnow: async (addressed, caller) => (await look(addressed, caller)) !== 'hidden',
    isToldOf: async (result, addressed, caller) => {
      if (result.kind === 'conflict') return (await look(addressed, caller)) === 'shown';
      // Whoever has begun it knows all of it: he has sent it.
      if (result.kind !== 'accepted' || (result.events.length > 0 && result.events.length === result.revision)) return true;
      return (await lookAt(result.position, addressed, caller)) === 'shown';
    },
  };
}

/** Those whose rows are about one instance each; nothing where the model hides nothing of the aggregate from anybody. */
function viewsAbout(definition: ApplicationDefinition, aggregate: AggregateDefinition): readonly ReadModelDefinition[] | undefined {
  const views = pastEndpoints({ aggregates: [aggregate], readModels: definition.readModels })[0]?.views;
  const isHidden = definition.readModels.some(({ visibleTo, events }) => visibleTo !== undefined && events.some((event) => Object.hasOwn(aggregate.events, event)));
  return views ?? (isHidden ? [] : undefined);
}

async function sightIn(model: ReadModelDefinition, running: RunningApplication, caller: Caller, key: Row): Promise<Sight> {
  const reader = readerOf(running.definition, model, caller);
  if ('kind' in reader || !canBeKept(model, key)) return 'hidden';
  const row = await running.find(model.name, key);
  if (row === undefined) return 'no row';
  return sees(model, row, reader) ? 'shown' : 'hidden';
}

function sees(model: ReadModelDefinition, row: Row, reader: Reader): boolean {
  return model.visibleTo?.(model.row.decode(row), reader) ?? true;
}
