import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { createAppendQueue } from '../../runtime/postgres/append-queue.ts';

interface Batch {
  readonly questions: readonly string[];
  readonly answer: () => void;
  readonly refuse: (error: unknown) => void;
}

/** A process that rests between any two looks at it. */
function atLeisure(): () => number {
  let idle = 0;
  return () => (idle += 1);
}

/** A queue whose batches are answered by hand: a question is `stream number`, and its answer is the question. */
function queueByHand(lanes = 2, idleTime = atLeisure()): { readonly ask: (question: string) => Promise<string>; readonly batches: readonly Batch[] } {
  const batches: Batch[] = [];
  const ask = createAppendQueue<string, string>({
    lanes,
    idleTime,
    keysOf: (question) => question.replace(/ .*/, '').split('+'),
    sizeOf: () => 1,
    send: (questions) => new Promise((resolve, reject) => batches.push({ questions, answer: () => resolve(questions), refuse: reject })),
  });
  return { ask, batches };
}

const sent = (batches: readonly Batch[]): readonly (readonly string[])[] => batches.map(({ questions }) => questions);

describe('the queue of appends', () => {
  test('sends what is asked in one turn together, and what comes meanwhile in one batch after it', async () => {
    const { ask, batches } = queueByHand(1);
    const answers = ['A 1', 'B 1', 'A 2'].map(ask);
    await turn();
    answers.push(ask('A 3'), ask('C 1'));
    await turn();
    expect(sent(batches)).toEqual([['A 1', 'B 1', 'A 2']]);
    batches[0]?.answer();
    await turn();
    expect(sent(batches)[1]).toEqual(['A 3', 'C 1']);
    batches[1]?.answer();
    expect(await Promise.all(answers)).toEqual(['A 1', 'B 1', 'A 2', 'A 3', 'C 1']);
  });

  test('fills the second lane only with streams that are not under way in the first, nor wait behind something that is', async () => {
    const { ask, batches } = queueByHand();
    void ask('A 1');
    await turn();
    for (const question of ['A 2', 'B 1', 'A+C 3', 'C 4', 'D 1']) void ask(question);
    await turn();
    expect(sent(batches)).toEqual([['A 1'], ['B 1', 'D 1']]);
    batches[0]?.answer();
    await turn();
    expect(sent(batches)[2]).toEqual(['A 2', 'A+C 3', 'C 4']);
  });

  test('leaves the second lane empty while this process has no rest, and fills it once it has', async () => {
    let idle = 0;
    const { ask, batches } = queueByHand(2, () => idle);
    for (const question of ['A 1', 'B 1', 'C 1']) {
      void ask(question);
      await turn();
    }
    expect(sent(batches)).toEqual([['A 1']]);
    idle = 1;
    void ask('D 1');
    await turn();
    expect(sent(batches)).toEqual([['A 1'], ['B 1', 'C 1', 'D 1']]);
    void ask('E 1');
    batches[0]?.answer();
    await turn();
    expect(sent(batches)).toHaveLength(2);
    batches[1]?.answer();
    await turn();
    expect(sent(batches)[2]).toEqual(['E 1']);
  });

  test('never has more batches under way than there are lanes', async () => {
    const { ask, batches } = queueByHand();
    for (const question of ['A 1', 'B 1', 'C 1', 'D 1']) {
      void ask(question);
      await turn();
    }
    expect(sent(batches)).toEqual([['A 1'], ['B 1']]);
    batches[1]?.answer();
    await turn();
    expect(sent(batches)[2]).toEqual(['C 1', 'D 1']);
  });

  test('sends each of a batch that PostgreSQL refuses again alone, and nothing of one whose connection broke', async () => {
    const { ask, batches } = queueByHand(1);
    const answers = Promise.allSettled(['A 1', 'B 1'].map(ask));
    await turn();
    batches[0]?.refuse(new pg.DatabaseError('no', 2, 'error'));
    await turn();
    batches[1]?.refuse(new pg.DatabaseError('still no', 2, 'error'));
    await turn();
    batches[2]?.answer();
    expect(await answers).toMatchObject([{ status: 'rejected', reason: { message: 'still no' } }, { status: 'fulfilled', value: 'B 1' }]);
    const broken = Promise.allSettled(['A 2', 'B 2'].map(ask));
    await turn();
    batches[3]?.refuse(new Error('cut'));
    expect(await broken).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(batches).toHaveLength(4);
  });

  test('takes at most two hundred at once, and looks for other streams behind a busy one', async () => {
    const { ask, batches } = queueByHand();
    for (let index = 0; index < 450; index += 1) void ask(`A ${index}`);
    void ask('B 1');
    await turn();
    expect(sent(batches).map(({ length }) => length)).toEqual([200]);
    void ask('C 1');
    await turn();
    expect(sent(batches)[1]).toEqual(['B 1', 'C 1']);
  });
});
