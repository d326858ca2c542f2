import { expect, test } from 'vitest';
import { withoutAccepted } from '../../generator/check/accepted.ts';
import { diagnose } from '../../generator/diagnostics/diagnostic.ts';
import { endlessLoops } from '../../generator/check/loops.ts';
import type { Flow, FlowReaction } from '../../generator/check/flow.ts';
import { stronglyConnected } from '../../generator/check/strongly-connected.ts';

const source = { path: 'm', text: '' };
const span = { source, start: 0, end: 0 };

/** One ring of `size` policies, each setting off the next; how often the graph is asked for a sending is counted. */
function ring(size: number): { readonly flow: Flow; readonly reads: () => number } {
  let reads = 0;
  const reactions = Array.from({ length: size }, (_, index): FlowReaction => ({ policy: `P${index}`, events: [`E${index}`], guarded: false, span }));
  const sendings = reactions.map((reaction, index) => ({
    reaction, refused: false, guarded: false, span,
    get target(): string {
      reads += 1;
      return `C${(index + 1) % size}`;
    },
  }));
  const outcomes = reactions.map((_, index) => ({ command: `C${index}`, event: `E${index}`, guarded: false, span }));
  return { flow: { stickies: [], reactions, sendings, outcomes, senders: [], viewers: [], lookUps: [], feeds: [] }, reads: () => reads };
}

test('A ring of thousands of policies is one loop, and four times as many take four times as much work', () => {
  const [small, large] = [ring(1000), ring(4000)];
  expect(endlessLoops(small.flow).map(({ steps }) => steps.length)).toEqual([1000]);
  expect(endlessLoops(large.flow).map(({ steps }) => steps.length)).toEqual([4000]);
  expect(large.reads()).toBeLessThanOrEqual(4 * small.reads());
});

/** A graph that counts how often it is asked where a node leads. */
function counted(size: number): { readonly next: ReadonlyMap<number, readonly number[]>; readonly asked: () => number } {
  let asked = 0;
  const next = new Map(Array.from({ length: size }, (_, index) => [index, [(index + 1) % size, (index * 7 + 3) % size]] as const));
  const get = next.get.bind(next);
  next.get = (key) => {
    asked += 1;
    return get(key);
  };
  return { next, asked: () => asked };
}

test('Groups that are connected both ways are found in one pass', () => {
  const [small, large] = [counted(1000), counted(40_000)];
  expect(stronglyConnected(small.next).map(({ size }) => size)).toEqual([1000]);
  expect(stronglyConnected(large.next).map(({ size }) => size)).toEqual([40_000]);
  expect(small.asked()).toBe(1000);
  expect(large.asked()).toBe(40_000);
});

/** So many warnings of one kind, each with its entry; how often somebody looks at what an entry is on is counted. */
function acceptedWarnings(size: number): { readonly left: number; readonly looks: number } {
  let looks = 0;
  const accepted = Array.from({ length: size }, (_, index) => ({
    code: 'actor-without-part', codeSpan: span, onSpan: span, because: 'We know.', span,
    get on(): string {
      looks += 1;
      return `Actor ${index}`;
    },
  }));
  const warnings = accepted.map((_, index) => diagnose('actor-without-part', span, { actor: `Actor ${index}` }, [], [`Actor ${index}`]));
  const { diagnostics } = withoutAccepted({ name: 'm', level: 'design', stickies: [], arrows: [], hotSpots: [], accepted }, warnings);
  return { left: diagnostics.length, looks };
}

test('Accepting four times as many warnings of one kind takes four times as many looks', () => {
  const [small, large] = [acceptedWarnings(500), acceptedWarnings(2000)];
  expect([small.left, large.left]).toEqual([0, 0]);
  expect(large.looks).toBeLessThanOrEqual(4 * small.looks);
});
