import { describe, expect, test } from 'vitest';
import { endlessLoops, guardedLoops, type Loop } from '../../generator/check/loops.ts';
import { flowOfModel } from '../../generator/check/flow-of-model.ts';
import type { Model } from '../../generator/resolve/model.ts';
import { resolve } from '../support/diagnostics-of.ts';
import { saidOf } from './said-of.ts';

/** Policies over a game whose commands each lead to the event of the same number: `on 1: send 2`. */
function game(policies: string, commands = ''): string {
  return `
model: Game
actors: { Player: {} }
aggregates:
  Ball:
    identified by: ball id
    begins with: Made
    state: { ball id: text }
    commands:
      Make: { by: Player, then: Made }
      Hit 1: { by: Player, then: Was 1 }
      Hit 2: { by: Player, then: Was 2 }
      Hit 3: { by: Player, then: Was 3 }
      Hit 4: { by: Player, then: [ Was 4, Was 1 ] }
      Hit maybe: { by: Player, with: { hard: yes or no }, then: [ { if: hard, Was maybe: {} } ] }
${commands}
    events: { Made: {}, Was 1: {}, Was 2: {}, Was 3: {}, Was 4: {}, Was maybe: { with: { hard: yes or no } } }
policies:
${policies}
`;
}

function modelOf(text: string): Model {
  const { model } = resolve(text.trimStart());
  if (model === undefined) throw new Error('There is no model.');
  return model;
}

const told = (loops: readonly Loop[]): readonly string[] => loops.map(({ steps }) => steps.map(({ event, reaction, sending }) => `${event} > ${reaction.policy} > ${sending.target}`).join(' | '));
const endless = (policies: string): readonly string[] => told(endlessLoops(flowOfModel(modelOf(game(policies)))));
const guarded = (policies: string): readonly string[] => told(guardedLoops(flowOfModel(modelOf(game(policies)))));

describe('Policies that set each other off for ever', () => {
  test('by themselves', () => {
    expect(endless('  A: { whenever: Was 1, then: Hit 1 }')).toEqual(['Was 1 > A > Hit 1']);
  });

  test('by way of others, told from where it is written first', () => {
    expect(endless('  A: { whenever: Was 1, then: Hit 2 }\n  B: { whenever: Was 2, then: Hit 3 }\n  C: { whenever: Was 3, then: Hit 1 }')).toEqual(['Was 1 > A > Hit 2 | Was 2 > B > Hit 3 | Was 3 > C > Hit 1']);
  });

  test('the shortest way comes first, and every sending in a loop is told of once', () => {
    expect(endless('  A: { whenever: Was 1, then: [ Hit 2, Hit 4 ] }\n  B: { whenever: Was 2, then: Hit 3 }\n  C: { whenever: Was 3, then: Hit 1 }')).toEqual([
      'Was 1 > A > Hit 4',
      'Was 1 > A > Hit 2 | Was 2 > B > Hit 3 | Was 3 > C > Hit 1',
    ]);
  });

  test('when something is refused', () => {
    expect(endless('  A: { whenever: Was 1, then: Hit maybe, if refused: Hit 1 }'.replace('Hit maybe,', '{ Hit maybe: { hard: true } },'))).toEqual(['Was 1 > A > Hit 1']);
  });

  test('after some time', () => {
    expect(endless('  A: { whenever: Was 1, after: 30 days, then: Hit 1 }')).toEqual(['Was 1 > A > Hit 1']);
    expect(saidOf(game('  A: { whenever: Was 1, after: 30 days, then: Hit 1 }'))).toEqual(['endless-loop: Hit 1']);
  });

  test('for one of several events', () => {
    expect(endless('  A: { whenever: [Was 2, Was 1], then: Hit 1 }')).toEqual(['Was 1 > A > Hit 1']);
  });

  test('two that have nothing to do with each other are two', () => {
    expect(endless('  A: { whenever: Was 1, then: Hit 1 }\n  B: { whenever: Was 2, then: Hit 2 }')).toEqual(['Was 1 > A > Hit 1', 'Was 2 > B > Hit 2']);
  });
});

describe('What may end is shown and not refused', () => {
  test.each<[string, string, string]>([
    ['an `if` on the reaction', '  A: { whenever: Was maybe, if: hard, then: Hit maybe }', 'Was maybe > A > Hit maybe'],
    ['an `if` on the emitting entry', '  A: { whenever: Was maybe, then: Hit maybe }', 'Was maybe > A > Hit maybe'],
    ['an `if` on the sending', '  A: { whenever: Was maybe, then: [ { if: hard, Hit 1: {} } ] }\n  B: { whenever: Was 1, then: { Hit maybe: { hard: true } } }', 'Was maybe > A > Hit 1 | Was 1 > B > Hit maybe'],
    ['what calls it off', '  A: { whenever: Was 1, after: 1 days, unless: Was 2, then: Hit 1 }', 'Was 1 > A > Hit 1'],
  ])('%s', (_name, policies, loop) => {
    expect(endless(policies)).toEqual([]);
    expect(guarded(policies)).toEqual([loop]);
  });

  test('a chain that ends is no loop', () => {
    expect(endless('  A: { whenever: Was 1, then: Hit 2 }\n  B: { whenever: Was 2, then: Hit 3 }')).toEqual([]);
    expect(guarded('  A: { whenever: Was 1, then: Hit 2 }\n  B: { whenever: Was 2, then: Hit 3 }')).toEqual([]);
  });
});
