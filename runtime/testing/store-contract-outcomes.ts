import { expect } from 'vitest';
import { append, expectEmpty, feedOf, sampleEvents, sampleOutcome, storedBy, streamOf, testsOn, type MakeStore } from './store-contract-samples.ts';

/** What the store promises about commands that are sent again. */
export function outcomeContract(makeStore: MakeStore): void {
  sentAgain(makeStore);
  raced(makeStore);
}

function sentAgain(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('a command id that stored events gives them again and stores nothing', async ({ events }) => {
    const first = storedBy(await append(events, 'A', 'no stream', sampleEvents(2), 'command-1'));
    await append(events, 'B', 'no stream');
    const outcome = { kind: 'accepted', stream: 'A', fingerprint: null, events: first };
    expect(await append(events, 'A', 'no stream', sampleEvents(2), 'command-1')).toEqual({ kind: 'repeated', outcome });
    // Whatever is asked under the id: it was used.
    expect(await append(events, 'C', 'any', sampleEvents(1), 'command-1')).toEqual({ kind: 'repeated', outcome });
    expect(await events.findOutcome('command-1')).toEqual(outcome);
    expect(await feedOf(events)).toHaveLength(3);
  });
  on('a command over several streams gives the events of all of them again', async ({ events }) => {
    const streams = ['A', 'B'].map((stream) => ({ stream, expected: 'no stream' as const, events: sampleEvents(2) }));
    const first = storedBy(await events.append({ streams, commandId: 'command-1' }));
    expect(await events.append({ streams, commandId: 'command-1' })).toEqual({ kind: 'repeated', outcome: { kind: 'accepted', stream: 'A', fingerprint: null, events: first } });
  });
  on('a conflict is no outcome: the id can be used again', async ({ events }) => {
    expect(await append(events, 'A', 7, sampleEvents(1), 'command-1')).toMatchObject({ kind: 'conflict' });
    expect(await events.findOutcome('command-1')).toBeUndefined();
    expect(await append(events, 'A', 0, sampleEvents(1), 'command-1')).toMatchObject({ kind: 'appended' });
  });
  on('an append of nothing under an id is an outcome', async ({ events }) => {
    expect(await append(events, 'A', 'any', [], 'command-1')).toEqual({ kind: 'appended', events: [] });
    expect(await append(events, 'A', 'any', sampleEvents(1), 'command-1')).toEqual({ kind: 'repeated', outcome: { kind: 'accepted', stream: 'A', fingerprint: null, events: [] } });
    await expectEmpty(events);
  });
  on('a refusal and an acceptance without events are kept and given again', async ({ events }) => {
    const refused = { kind: 'refused', stream: 'Bank account/A', fingerprint: null, refusal: 'Not enough money' };
    const nothing = { kind: 'accepted', stream: 'Bank account/A', fingerprint: null, events: [] };
    expect(await events.findOutcome('refused')).toBeUndefined();
    expect(await events.keepOutcome(sampleOutcome('refused', 'Not enough money'))).toEqual(refused);
    expect(await events.keepOutcome(sampleOutcome('nothing'))).toEqual(nothing);
    expect(await events.keepOutcome(sampleOutcome('refused'))).toEqual(refused);
    expect(await events.keepOutcome(sampleOutcome('nothing', 'Another name'))).toEqual(nothing);
    expect(await append(events, 'A', 'any', sampleEvents(1), 'refused')).toEqual({ kind: 'repeated', outcome: refused });
    expect(await append(events, 'A', 'any', sampleEvents(1), 'nothing')).toEqual({ kind: 'repeated', outcome: nothing });
    expect(await events.findOutcome('refused')).toEqual(refused);
    await expectEmpty(events);
  });
  on('an id that stored events is not kept as refused', async ({ events }) => {
    const stored = storedBy(await append(events, 'A', 'any', sampleEvents(1), 'command-1'));
    expect(await events.keepOutcome(sampleOutcome('command-1', 'Too late'))).toEqual({ kind: 'accepted', stream: 'A', fingerprint: null, events: stored });
  });
  on('the fingerprint of a command is kept with its outcome, and is the first one under an id', async ({ events }) => {
    const to = (fingerprint: string) => ({ streams: [{ stream: 'A', expected: 'any' as const, events: sampleEvents(1) }], commandId: 'stored', fingerprint });
    await events.append(to('a'));
    expect(await events.append(to('b'))).toMatchObject({ kind: 'repeated', outcome: { kind: 'accepted', fingerprint: 'a' } });
    for (const [commandId, refusal] of [['refused', 'Not enough money'], ['nothing', null]] as const) {
      expect(await events.keepOutcome({ ...sampleOutcome(commandId, refusal), fingerprint: 'a' })).toMatchObject({ fingerprint: 'a' });
      expect(await events.keepOutcome({ ...sampleOutcome(commandId, refusal), fingerprint: 'b' })).toMatchObject({ fingerprint: 'a' });
      expect(await events.append({ ...to('b'), commandId })).toMatchObject({ kind: 'repeated', outcome: { fingerprint: 'a' } });
      expect(await events.findOutcome(commandId)).toMatchObject({ fingerprint: 'a' });
    }
    expect(await feedOf(events)).toHaveLength(1);
  });
}

function raced(makeStore: MakeStore): void {
  const on = testsOn(makeStore);
  on('of many appends with one command id exactly one stores, and all learn what it stored', async ({ events }) => {
    const results = await Promise.all(Array.from({ length: 16 }, (_, index) => append(events, `A${index}`, 'any', sampleEvents(2), 'command-1')));
    const winners = results.filter(({ kind }) => kind === 'appended');
    expect(winners).toHaveLength(1);
    const [first] = await feedOf(events);
    for (const result of results) {
      if (result.kind === 'repeated') expect(result.outcome).toMatchObject({ kind: 'accepted', stream: first?.stream, events: [{ revision: 1 }, { revision: 2 }] });
    }
    expect(await feedOf(events)).toHaveLength(2);
  });
  on('an append and a refusal that race for one command id agree on the outcome', async ({ events }) => {
    for (let round = 0; round < 20; round += 1) {
      const [stream, commandId] = [`A${round}`, `command-${round}`];
      const [appended, kept] = await Promise.all([append(events, stream, 'any', sampleEvents(1), commandId), events.keepOutcome(sampleOutcome(commandId, 'Refused'))]);
      const stored = await streamOf(events, stream);
      expect(stored).toHaveLength(appended.kind === 'appended' ? 1 : 0);
      expect(kept.kind).toBe(appended.kind === 'appended' ? 'accepted' : 'refused');
      expect(await events.findOutcome(commandId)).toEqual(kept);
    }
  });
}
