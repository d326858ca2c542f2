import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../command/instance-then.ts';
import { dateAndTime } from '../message/time-types.ts';
import type { EventRange } from '../reaction/past.ts';
import { bad, read, type Reading } from './input-error.ts';
import { readLimit, unknownParameters, WAIT_FOR } from './list-query.ts';
import { readText } from './read-text.ts';

type Query = ReadonlyMap<string, string>;

/** `revision=3` or `at=2026-11-23T12:00:00Z`; now where there is neither. */
export function readMoment(query: Query): Reading<Moment> {
  const unknown = unknownParameters(query, ['revision', 'at', WAIT_FOR]);
  if (unknown.length > 0) return bad(...unknown);
  const [revision, at] = [query.get('revision'), query.get('at')];
  if (revision !== undefined && at !== undefined) return bad({ detail: 'Either "revision" or "at" says which moment is meant, not both.', parameter: 'at' });
  if (revision !== undefined) return readRevision(revision);
  if (at === undefined) return read({ kind: 'now' });
  const moment = readText(dateAndTime, at, 'at', 'at');
  return moment.kind === 'read' ? read({ kind: 'time', at: Temporal.Instant.from(String(moment.value)) }) : moment;
}

function readRevision(text: string): Reading<Moment> {
  if (/^[1-9][0-9]{0,14}$/.test(text)) return read({ kind: 'revision', revision: Number(text) });
  return bad({ detail: `"revision" must be a whole number from 1, as ETag has it; ${JSON.stringify(text.slice(0, 60))} was given.`, parameter: 'revision' });
}

export const ORDERS = ['oldest', 'newest'] as const;

/** Which of an instance's events are wanted. */
export function readRange(query: Query): Reading<EventRange> {
  const unknown = unknownParameters(query, ['order', 'limit', 'after', WAIT_FOR]);
  const [order, limit] = [readOrder(query.get('order')), readLimit(query.get('limit'))];
  const newestFirst = order.kind === 'read' && order.value === 'newest';
  const after = readPlace(newestFirst, query.get('after'));
  if (unknown.length === 0 && order.kind === 'read' && limit.kind === 'read' && after.kind === 'read') return read({ newestFirst, limit: limit.value, ...(after.value === undefined ? {} : { after: after.value }) });
  return bad(...unknown, ...[order, limit, after].flatMap((reading) => (reading.kind === 'read' ? [] : reading.errors)));
}

function readOrder(text: string | undefined): Reading<(typeof ORDERS)[number]> {
  const order = ORDERS.find((each) => each === (text ?? 'oldest'));
  return order === undefined ? bad({ detail: `"order" must be ${ORDERS.join(' or ')}, which come first; ${JSON.stringify(text?.slice(0, 60))} was given.`, parameter: 'order' }) : read(order);
}

/** Where a list of events goes on: behind this revision, in this order. */
export function placeBehind({ newestFirst }: EventRange, revision: number): string {
  return Buffer.from(`${newestFirst ? 'newest' : 'oldest'} ${revision}`).toString('base64url');
}

function readPlace(newestFirst: boolean, cursor: string | undefined): Reading<number | undefined> {
  if (cursor === undefined) return read(undefined);
  const [, order, revision] = /^(oldest|newest) ([1-9][0-9]{0,14})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (revision !== undefined && (order === 'newest') === newestFirst) return read(Number(revision));
  return bad({ detail: '"after" must be what "next" was in an earlier answer of this list, in the same order.', parameter: 'after' });
}
