import { didYouMean, nearestName } from '../../runtime/http/nearest.ts';
import { tableId } from '../../runtime/store/read-model-store.ts';
import { Sentence } from '../sentence.ts';
import { type Parked, parkedIn } from './waiting-work.ts';
import type { Which } from './words.ts';
import type { ChosenStore } from './with-store.ts';

/** The parked work that is meant. Throws a sentence when there is none: 2 for a name that nobody has, 1 when nothing waits there. */
export async function chooseParked(chosen: ChosenStore, which: Which): Promise<readonly Parked[]> {
  const all = await parkedIn(chosen.store);
  switch (which.kind) {
    case 'all':
      return all;
    case 'id': {
      const found = all.filter((each) => each.kind !== 'event' && each.id === which.id);
      if (found.length === 0) throw new Sentence(`No request and no delayed reaction with the id ${which.id} is parked. ${whatIsParked(all)}`);
      return found;
    }
    case 'key':
      return [await underKey(chosen, all, which)];
  }
}

type ParkedEvent = Extract<Parked, { kind: 'event' }>;

async function underKey(chosen: ChosenStore, all: readonly Parked[], { subscription: wanted, key }: Extract<Which, { kind: 'key' }>): Promise<ParkedEvent> {
  const events = all.flatMap((each) => (each.kind === 'event' ? [each] : []));
  const ids = await idsOf(chosen, events, wanted);
  const there = events.filter(({ subscription }) => ids.includes(subscription));
  const found = there.filter((each) => each.key === key || each.key === JSON.stringify([key]));
  const [only, another] = found;
  if (only !== undefined && another === undefined) return only;
  if (another !== undefined) throw new Sentence(`${JSON.stringify(key)} is parked in several tables of ${wanted}: name one of ${found.map(({ subscription }) => subscription).join(', ')}.`, 2);
  if (there.length === 0) throw new Sentence(`Nothing is parked in ${wanted}. ${whatIsParked(all)}`);
  const nearest = nearestName(key, there.map((each) => each.key));
  throw new Sentence(`Nothing is parked under ${key} in ${wanted}; ${nearest === undefined ? `there ${there.length === 1 ? 'is' : 'are'} ${there.map((each) => each.key).join(', ')}.` : `did you mean ${nearest}?`}`);
}

/** A policy's name, a table's, or the plain name of a read model for all the tables it has. */
async function idsOf({ store, definition }: ChosenStore, events: readonly ParkedEvent[], wanted: string): Promise<readonly string[]> {
  const tables = await store.readModels.listTables();
  const ids = [...tables.map(tableId), ...definition.policies.map(({ name }) => name), ...events.map(({ subscription }) => subscription)];
  if (ids.includes(wanted)) return [wanted];
  const named = tables.filter(({ name }) => name === wanted).map(tableId);
  if (named.length > 0) return named;
  const names = [...new Set([...ids, ...tables.map(({ name }) => name)])];
  throw new Sentence(`Nobody here is called ${JSON.stringify(wanted)}; ${didYouMean(wanted, names)}`, 2);
}

function whatIsParked(all: readonly Parked[]): string {
  return all.length === 0 ? 'Nothing at all is.' : '`npx stormwright store parked` lists what is.';
}
