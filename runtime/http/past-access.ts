import type { FastifyRequest } from 'fastify';
import { newId } from '../message/ids.ts';
import type { Actor } from '../message/message.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import type { Reader, ReadModelDefinition } from '../reaction/read-model.ts';
import type { RunningApplication } from '../reaction/running-application.ts';
import type { Row } from '../store/read-model-store.ts';
import { callerOf } from './caller.ts';
import { readerOf } from './claim.ts';
import { canBeKept } from './cursor.ts';
import type { PastEndpoint } from './past-endpoints.ts';
import type { Problem } from './problem.ts';
import { visibleRows } from './visible-rows.ts';
import { waited } from './waited.ts';

/** Somebody who may look at an instance. */
export interface Admitted {
  /** An actor as this reader is told of it: the id of somebody else is left out where it is not for him. */
  shownActor(actor: Actor | null): Actor | null;
}

interface View {
  readonly model: ReadModelDefinition;
  readonly reader: Reader;
}

interface Sight extends View {
  readonly row: Row;
}

/**
 * Lets in who is shown, now, a row of that instance. All others are told the same, whether it is not theirs, is gone or never was.
 * Where a row has to be waited for, `position` says how far.
 */
export async function admit(endpoint: PastEndpoint, running: RunningApplication, request: FastifyRequest, key: Row, position: bigint): Promise<Admitted | Problem> {
  const views = viewsOf(endpoint, running.definition, request);
  if ('kind' in views) return views;
  const late = await waited(running, views.map(({ model }) => model.name), position);
  if (late !== undefined) return late;
  const rows = await Promise.all(views.map(async (view) => ({ ...view, row: canBeKept(view.model, key) ? await visibleRows(view.model, running, view.reader).find(key) : undefined })));
  const sights = rows.flatMap(({ model, reader, row }): readonly Sight[] => (row === undefined ? [] : [{ model, reader, row }]));
  if (sights.length > 0) return admitted(running.definition, sights);
  return { kind: 'NotFound', title: 'Not found', detail: `There is no ${nameOf(endpoint, key)}, or it is not for you to see.` };
}

/** `Bank account with account number NL000001`. */
export function nameOf({ aggregate: { name, identity }, views }: PastEndpoint, key: Row): string {
  const words = views[0]?.row.wordsOf(identity.field) ?? identity.field;
  const value = String(key[identity.field]).slice(0, 100);
  return `${name} with ${words} ${value === '' ? '""' : value}`;
}

function viewsOf({ aggregate, views }: PastEndpoint, definition: ApplicationDefinition, request: FastifyRequest): readonly View[] | Problem {
  const asked = views.map((model) => ({ model, reader: readerOf(definition, model, callerOf(request)) }));
  const open = asked.flatMap(({ model, reader }) => ('kind' in reader ? [] : [{ model, reader }]));
  const [closed] = asked.flatMap(({ reader }) => ('kind' in reader ? [reader] : []));
  if (open.length > 0 || closed === undefined) return open;
  if (closed.kind !== 'NotAllowed') return closed;
  return { ...closed, detail: `A ${aggregate.name} is for those who look at ${views.map(({ name }) => name).join(' or ')}. ${closed.detail ?? ''}`.trim() };
}

function admitted(definition: ApplicationDefinition, sights: readonly Sight[]): Admitted {
  const all = sights.some((sight) => seesEverybody(definition, sight));
  const isReader = (id: string | null): boolean => sights.some(({ reader }) => reader.actorId === id);
  return { shownActor: (actor) => (actor === null || all || isReader(actor.id) ? actor : { name: actor.name, id: null }) };
}

/**
 * A clerk is told who did something, a customer only of himself. The model says who is which: the row is shown to any clerk, whoever that
 * is, and no read model for clerks alone hides rows from some of them.
 */
function seesEverybody({ readModels }: ApplicationDefinition, { model, reader: { actor }, row }: Sight): boolean {
  const toAnybody = model.visibleTo?.(model.row.decode(row), { actor, actorId: newId() }) ?? true;
  return toAnybody && !readModels.some(({ visibleTo, viewedBy }) => visibleTo !== undefined && viewedBy.length === 1 && viewedBy[0] === actor);
}
