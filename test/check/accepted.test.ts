import { describe, expect, test } from 'vitest';
import { compile } from '../../generator/compile.ts';
import { createTimings } from '../../generator/timings.ts';
import { saidOf } from './said-of.ts';

const SHELF = `
model: Shelves
level: design
accepted:
#
actors: { Clerk: {}, Boss: {} }
aggregates:
  Shelf:
    identified by: shelf id
    begins with: Shelf put up
    state: { shelf id: text, colour: text, room: whole number }
    commands:
      Put up shelf: { by: Clerk, with: { colour: text, room: whole number }, then: Shelf put up }
    events:
      Shelf put up: { with: { colour: text, room: whole number } }
`;

const accepting = (...entries: readonly (readonly [code: string, on: string])[]): string => SHELF.replace('#\n', () => entries.map(([code, on]) => `  - { code: ${code}, on: ${on}, because: We know. }\n`).join(''));

describe('Warnings that a model accepts', () => {
  test('are not said again', () => {
    expect(saidOf(SHELF.replace('accepted:\n#\n', ''))).toEqual(['actor-without-part: Boss', 'state-never-read: colour', 'state-never-read: room']);
    expect(saidOf(accepting(['actor-without-part', 'Boss'], ['state-never-read', 'colour']))).toEqual(['state-never-read: room']);
  });

  test('all that a sticky has of one kind can be accepted at once', () => {
    expect(saidOf(accepting(['actor-without-part', 'Boss'], ['state-never-read', 'Shelf']))).toEqual([]);
  });

  test('are given out with the reason', () => {
    const { accepted = [] } = compile({ path: 'm', text: accepting(['state-never-read', 'room']).trimStart() }, 'm', createTimings());
    expect(accepted.map(({ diagnostic, because }) => [diagnostic.code, because])).toEqual([['state-never-read', 'We know.']]);
  });

  test('an entry without a warning is told, and so is a code that is none or an error', () => {
    expect(saidOf(accepting(['state-never-read', 'size'], ['actor-without-part', 'Boss']))).toEqual(['acceptance-without-effect: size', 'state-never-read: colour', 'state-never-read: room']);
    expect(saidOf(accepting(['state-never-red', 'room'], ['endless-loop', 'room'])).filter((said) => said.startsWith('acc'))).toEqual(['acceptance-of-unknown-code: state-never-red', 'acceptance-of-error: endless-loop']);
  });

  test('where something is wrong, an entry may only not have been asked for', () => {
    expect(saidOf(accepting(['state-never-read', 'room']).replace('begins with: Shelf put up', 'begins with: Shelf put upp'))).toEqual(['unknown-name: Shelf put upp']);
  });
});

describe('How much is asked of a model depends on its level', () => {
  const STORM = `
model: Storm
level: process
actors: { Clerk: {}, Boss: {} }
aggregates:
  Shelf:
    commands:
      Put up shelf: { by: Clerk, then: Shelf put up }
      Paint shelf: { then: Shelf painted }
      Take down shelf: {}
    events: { Shelf put up: {}, Shelf painted: {}, Shelf broken: {} }
policies:
  Paint it: { whenever: [Shelf put up, Shelf painted], then: Paint shelf }
events: { Shop opened: {} }
`;

  test('a process is asked what leads to what, and nothing of it is an error', () => {
    expect(saidOf(STORM)).toEqual(['actor-without-part: Boss', 'command-without-sender: Take down shelf', 'event-never-happens: Shelf broken', 'endless-loop: Paint shelf']);
    const { diagnostics } = compile({ path: 'm', text: STORM.trimStart() }, 'm', createTimings());
    expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test('of a big picture only the names are asked', () => {
    expect(saidOf(STORM.replace('level: process', 'level: big picture'))).toEqual([]);
  });

  test('warnings of a process can be accepted as well', () => {
    expect(saidOf(STORM.replace('actors:', 'accepted: [ { code: endless-loop, on: Paint it, because: It has an end in real life. } ]\nactors:'))).toEqual(['actor-without-part: Boss', 'command-without-sender: Take down shelf', 'event-never-happens: Shelf broken']);
  });
});
