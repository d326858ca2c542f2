import pg from 'pg';

/** Sends what many ask for at the same time in one batch; answers come in the order of the questions. */
export type SendBatch<Question, Answer> = (batch: readonly Question[]) => Promise<readonly Answer[]>;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_IN_A_BATCH = 100;

/**
 * While one batch is under way the next one gathers, so that under load many appends share a round trip and a commit,
 * and without load nobody waits. One that fails never fails its neighbours: when PostgreSQL refuses a batch, which
 * stored nothing then, each of it is sent again alone.
 */
export function createAppendQueue<Question, Answer>(send: SendBatch<Question, Answer>): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let busy = false;
  const work = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) await settle(send, waiting.splice(0, MOST_IN_A_BATCH));
    busy = false;
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      // In a moment: what is asked for in the same turn of the event loop goes together.
      if (!busy) {
        busy = true;
        queueMicrotask(() => void work());
      }
    });
}

async function settle<Question, Answer>(send: SendBatch<Question, Answer>, batch: readonly Waiting<Question, Answer>[]): Promise<void> {
  try {
    const answers = await send(batch.map(({ question }) => question));
    batch.forEach(({ resolve, reject }, index) => {
      const answer = answers[index];
      if (answer === undefined) reject(new Error('PostgreSQL gave fewer answers than there were appends.'));
      else resolve(answer);
    });
  } catch (error) {
    if (batch.length > 1 && error instanceof pg.DatabaseError) for (const one of batch) await settle(send, [one]);
    else for (const { reject } of batch) reject(error);
  }
}
