import { type Actor, accepted, begun, type CommandContext, defineAggregate, type Lifecycle, listOf, record, refused, Temporal, text, wholeNumber, wholeNumberType } from 'stormwright';
import { describe, expect, test } from 'vitest';
import { contextsIn } from '../../runtime/command/clock.ts';
import { judge } from '../../runtime/command/judge.ts';

type Count = { readonly type: 'Count'; readonly data: { readonly id: string; readonly steps: readonly number[] } };
type Counted = { readonly type: 'Counted'; readonly data: { readonly id: string; readonly by: number } };
interface Counter {
  readonly total: number;
}

const by = wholeNumberType<number>('By', { atMost: '10' });
const total = wholeNumberType<number>('Total', { atMost: '20' });

const numbers = listOf(wholeNumber);
const atMostNine: typeof numbers = { ...numbers, brokenLimit: (steps) => (steps.length > 9 ? 'Steps must be at most 9' : undefined) };

/** Counts by each of its steps, one event a step. Must not be odd. */
const counter = defineAggregate<Count, Counted, Counter, 'Too many steps' | 'Total is odd'>({
  name: 'Counter',
  identity: { field: 'id', type: text },
  commands: { Count: { by: [], data: record<Count['data']>({ id: text, steps: atMostNine }) } },
  events: { Counted: { version: 1, data: record<Counted['data']>({ id: text, by }) } },
  state: record<Counter>({ total }),
  initialState: begun({ total: 0 }),
  decide: ({ data: { id, steps } }) => (steps.length > 5 ? refused('Too many steps') : accepted(...steps.map((step): Counted => ({ type: 'Counted', data: { id, by: step } })))),
  evolve: (instance, event) => begun({ total: (instance.stage === 'not begun' ? 0 : instance.state.total) + event.data.by }),
  invariants: (state) => (state.total % 2 === 0 ? undefined : 'Total is odd'),
});

const context: CommandContext = contextsIn('Europe/Amsterdam')(Temporal.Instant.from('2026-11-23T23:30:00.123999Z'), { name: 'Counting clerk', id: null });
const judged = (steps: readonly number[], instance: Lifecycle<unknown> = begun({ total: 0 })) => judge(counter, { type: 'Count', data: { id: '1', steps } }, instance, context);
const reason = (refusal: string): object => ({ kind: 'refused', refusal });

describe('A command is judged', () => {
  test('first by the limits of its fields, then by its rules', () => {
    expect(judged(Array.from({ length: 10 }, () => 99))).toEqual(reason('Steps must be at most 9'));
    expect(judged(Array.from({ length: 6 }, () => 99))).toEqual(reason('Too many steps'));
  });

  test('then by the limits of all its events, then by those of the state after them, then by the invariants', () => {
    expect(judged([9, 9, 9, 11])).toEqual(reason('By must be at most 10'));
    expect(judged([9, 9, 9])).toEqual(reason('Total must be at most 20'));
    expect(judged([9])).toEqual(reason('Total is odd'));
    expect(judged([8])).toMatchObject({ kind: 'accepted', events: [{ data: { by: 8 } }] });
  });

  test('by the state after its last event alone: it may pass through one that may not stay', () => {
    expect(judged([9, 9])).toMatchObject({ kind: 'accepted' });
    expect(judged([10, 10, 10, -10])).toMatchObject({ kind: 'accepted' });
  });

  test('and is accepted when nothing comes of it, whatever the state is', () => {
    expect(judged([], begun({ total: 21 }))).toEqual({ kind: 'accepted', events: [] });
  });
});

test('The time of a command is in milliseconds, and today is a date in the time zone of the model', () => {
  expect(context.now.toString()).toBe('2026-11-23T23:30:00.123Z');
  expect(context.today.toString()).toBe('2026-11-24');
});

test('Whoever sends a command is known by the id, or by the name of the actor where there is none', () => {
  const idOf = (actor: Actor | null): string => contextsIn('UTC')(context.now, actor).actorId;
  expect([context.actorId, idOf({ name: 'Account owner', id: 'ada' }), idOf(null)]).toEqual(['Counting clerk', 'ada', '']);
});
