import type { AggregateDefinition } from '../aggregate/decider.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { ReadModelDefinition } from '../reaction/read-model.ts';
import { urlName } from './url-name.ts';

/** An aggregate whose instances may be looked at as they are and were: its URL, and what decides who may. */
export interface PastEndpoint {
  readonly aggregate: AggregateDefinition;
  readonly url: string;
  /** Whoever is shown a row of one of these may look at the instance that the row is about. */
  readonly views: readonly ReadModelDefinition[];
}

/** Aggregates that no actor views in this way have no such URL. */
export function pastEndpoints({ aggregates, readModels }: Pick<ApplicationDefinition, 'aggregates' | 'readModels'>): readonly PastEndpoint[] {
  return aggregates.flatMap((aggregate): readonly PastEndpoint[] => {
    const views = readModels.filter((readModel) => readModel.viewedBy.length > 0 && isAbout(readModel, aggregate));
    return views.length === 0 ? [] : [{ aggregate, url: `/${urlName(aggregate.name)}/:${aggregate.identity.field}`, views }];
  });
}

/**
 * Whether each row is about one instance: its key is the identity alone, by name and by type, and it is filled from the aggregate's own
 * events. Without the last, a `number` that numbers something else would open what has the same number here.
 */
function isAbout({ key, row, events }: ReadModelDefinition, { identity: { field, type }, events: own }: AggregateDefinition): boolean {
  const column = row.fields[field];
  return key.length === 1 && key[0] === field && column !== undefined && JSON.stringify(column.schema) === JSON.stringify(type.schema) && events.some((event) => Object.hasOwn(own, event));
}
